package dev.cutover.sandbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Writes into a database with the business's account, and tells a refusal from a breakdown. */
final class BusinessWriter implements AutoCloseable {

  private static final String FROM_THE_FENCE = "CUTOVER:";

  private final SideDatabase database;
  private @Nullable Connection connection;

  BusinessWriter(SideDatabase database) {
    this.database = database;
  }

  /** What became of a write. */
  enum Seen {
    ACCEPTED,
    /** By the fence, in its own words. */
    REFUSED,
    /** For any other reason: it says nothing about the fence. */
    FAILED,
    /** The row is not there yet, so that no fence was asked. */
    NO_ROW
  }

  Seen write(String text) {
    try (PreparedStatement update =
        connection().prepareStatement("UPDATE oms.customers SET email = ? WHERE customer_id = 1")) {
      update.setString(1, text);
      return update.executeUpdate() == 1 ? Seen.ACCEPTED : Seen.NO_ROW;
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains(FROM_THE_FENCE)) {
        return Seen.REFUSED;
      }
      // A broken connection never mends by itself: the next write gets another.
      close();
      return Seen.FAILED;
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.open(database.business());
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    Connection old = connection;
    connection = null;
    try {
      if (old != null) {
        old.close();
      }
    } catch (SQLException goneAlready) {
      // Nothing is left to close.
    }
  }
}
