package dev.cutover.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody holds all the target's connections, and those of the engine are ended. */
final class ConnectionsExhausted implements Deed {

  private static final int FEWEST = 10;
  private static final int USUAL = 151;

  private final TargetDatabase target;
  private final List<Connection> held = new ArrayList<>();
  private @Nullable Connection administrator;

  ConnectionsExhausted(TargetDatabase target) {
    this.target = target;
  }

  /** Whoever runs the server stays: nobody else could be let in again. */
  @Override
  public void begin() throws SQLException {
    Connection open = target.open(target.administrator());
    administrator = open;
    execute(open, "SET GLOBAL max_connections = " + FEWEST);
    execute(open, "KILL USER " + target.engine().user());
    try {
      for (int i = 0; i < FEWEST; i++) {
        held.add(target.open(target.business()));
      }
    } catch (SQLException exhausted) {
      // As was wanted.
    }
  }

  @Override
  public void mend() throws SQLException {
    if (administrator != null) {
      execute(administrator, "SET GLOBAL max_connections = " + USUAL);
      administrator.close();
    }
    for (Connection connection : held) {
      connection.close();
    }
    held.clear();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
