package dev.cutover.sync;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Savepoint;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Does work for many keys at once in the running transaction; where the database refuses it, for
 * either half of them, down to the keys that it refuses by themselves.
 *
 * @param beat called before each statement or batch
 * @param refused takes a key and the reason, which names no value
 */
record Halving(Connection connection, Runnable beat, BiConsumer<String, String> refused) {

  void apply(List<String> keys, Work work) throws SQLException {
    beat.run();
    Savepoint before = connection.setSavepoint();
    try {
      work.of(keys);
    } catch (SQLException e) {
      connection.rollback(before);
      if (isPassing(e)) {
        throw e;
      } else if (keys.size() == 1) {
        refused.accept(keys.get(0), "SQL state " + e.getSQLState() + ", error " + e.getErrorCode());
      } else {
        apply(keys.subList(0, keys.size() / 2), work);
        apply(keys.subList(keys.size() / 2, keys.size()), work);
      }
    }
  }

  /** A lock that was not had in time, or a lost connection, says nothing of the row. */
  private static boolean isPassing(SQLException e) {
    for (Throwable part : e) {
      if (part instanceof SQLTransientException || part instanceof SQLRecoverableException) {
        return true;
      }
    }
    return false;
  }

  /** Writes or deletes the rows of some keys. */
  @FunctionalInterface
  interface Work {
    void of(List<String> keys) throws SQLException;
  }
}
