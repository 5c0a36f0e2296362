package dev.cutover.sync;

import dev.cutover.database.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Does work for many keys at once in the running transaction; where the database refuses it, for
 * either half of them, down to the keys that it refuses by themselves.
 *
 * @param dialect tells what is wrong with a row from what is wrong with the database
 * @param beat called before each statement or batch
 * @param refused takes a key and the reason, which names no value
 */
record Halving(
    Connection connection, Dialect dialect, Runnable beat, BiConsumer<String, String> refused) {

  void apply(List<String> keys, Work work) throws SQLException {
    beat.run();
    Savepoint before = connection.setSavepoint();
    try {
      work.of(keys);
    } catch (SQLException e) {
      if (!dialect.isRefusal(e)) {
        // The savepoint may be gone, with a transaction that was taken back or a connection.
        throw e;
      }
      connection.rollback(before);
      if (keys.size() == 1) {
        refused.accept(keys.get(0), "SQL state " + e.getSQLState() + ", error " + e.getErrorCode());
      } else {
        apply(keys.subList(0, keys.size() / 2), work);
        apply(keys.subList(keys.size() / 2, keys.size()), work);
      }
    }
  }

  /** Writes or deletes the rows of some keys. */
  @FunctionalInterface
  interface Work {
    void of(List<String> keys) throws SQLException;
  }
}
