package dev.cutover.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How long the statements of a session wait for a lock, for a while: the session goes back to the
 * pool as it was.
 */
public final class LockWait {

  /** Seconds, for every session of the engine that is told nothing else. */
  public static final int USUAL = Waits.LOCK_SECONDS;

  private LockWait() {}

  /** Runs statements that wait no longer than so many seconds for a lock. */
  public static <T> T of(
      int seconds, Connection connection, Dialect dialect, Statements<T> statements)
      throws SQLException {
    if (seconds == USUAL) {
      return statements.run();
    }
    dialect.lockTimeout(connection, seconds);
    try {
      T result = statements.run();
      dialect.lockTimeout(connection, USUAL);
      return result;
    } catch (SQLException | RuntimeException e) {
      try {
        dialect.lockTimeout(connection, USUAL);
      } catch (SQLException alsoBroken) {
        e.addSuppressed(alsoBroken);
      }
      throw e;
    }
  }
}
