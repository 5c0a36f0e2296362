package dev.cutover.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Somebody has written on legacy and neither commits nor rolls back. */
final class OpenTransaction implements Deed {

  private final SideDatabase legacy;
  private @Nullable Connection held;

  OpenTransaction(SideDatabase legacy) {
    this.legacy = legacy;
  }

  @Override
  public void begin() throws SQLException {
    Connection connection = legacy.open(legacy.business());
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE oms.customers SET email = 'open@example.test' WHERE customer_id = 5");
    }
    held = connection;
  }

  @Override
  public void mend() throws SQLException {
    if (held != null) {
      held.rollback();
      held.close();
    }
  }
}
