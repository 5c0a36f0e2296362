package dev.cutover.fence;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.database.Dialect;
import dev.cutover.database.Transaction;
import dev.cutover.plan.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The right to write: epoch, lever or shard, and the attempt that the database itself counts. An
 * activity claims it when it starts and proves it in each of its write transactions, so that an
 * older attempt which wakes up later changes nothing.
 */
public record Token(Conductor conductor, String lever, long attempt) {

  /**
   * Counts a new attempt of a lever or shard in the database that will be written. A run that was
   * overtaken counts none, so that it takes nothing from the attempt of a newer run.
   *
   * @throws io.temporal.failure.ApplicationFailure STALE_EPOCH if a newer run has claimed it
   */
  public static Token claim(
      Connection connection, Dialect dialect, Conductor conductor, String lever)
      throws SQLException {
    long attempt =
        Transaction.again(connection, () -> count(connection, dialect, conductor, lever));
    return new Token(conductor, lever, attempt);
  }

  private static long count(
      Connection connection, Dialect dialect, Conductor conductor, String lever)
      throws SQLException {
    String table = dialect.engineTable("token");
    while (increment(connection, table, conductor, lever) == 0) {
      // An update of no row may hold the gap around it, in which others lay theirs.
      connection.rollback();
      refuseBehindNewerRun(connection, table, conductor, lever);
      if (isLaid(connection, dialect, conductor, lever)) {
        break;
      }
      connection.rollback();
    }
    return attempt(connection, dialect, lever, "");
  }

  private static int increment(
      Connection connection, String table, Conductor conductor, String lever) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE "
                + table
                + " SET attempt = attempt + 1, epoch = ? WHERE lever = ? AND epoch <= ?")) {
      update.setLong(1, conductor.epoch());
      update.setString(2, lever);
      update.setLong(3, conductor.epoch());
      return update.executeUpdate();
    }
  }

  private static void refuseBehindNewerRun(
      Connection connection, String table, Conductor conductor, String lever) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM " + table + " WHERE lever = ? AND epoch > ?")) {
      select.setString(1, lever);
      select.setLong(2, conductor.epoch());
      try (ResultSet newer = select.executeQuery()) {
        if (newer.next()) {
          throw FailureType.STALE_EPOCH.because(
              "a newer run than " + conductor.epoch() + " has begun " + lever);
        }
      }
    }
  }

  /** False where another attempt has laid the row in the meantime. */
  private static boolean isLaid(
      Connection connection, Dialect dialect, Conductor conductor, String lever)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + dialect.engineTable("token")
                + " (lever, epoch, attempt) VALUES (?, ?, 1)")) {
      insert.setString(1, lever);
      insert.setLong(2, conductor.epoch());
      insert.executeUpdate();
      return true;
    } catch (SQLException e) {
      if (dialect.isRefusal(e)) {
        return false;
      }
      throw e;
    }
  }

  private static long attempt(Connection connection, Dialect dialect, String lever, String suffix)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT attempt FROM " + dialect.engineTable("token") + " WHERE lever = ?" + suffix)) {
      select.setString(1, lever);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : -1;
      }
    }
  }

  /**
   * Proves in the running transaction that this attempt may write. Rows are written on the target
   * only while it is closed to the business.
   *
   * @throws io.temporal.failure.ApplicationFailure STALE_EPOCH if a newer run has begun, OVERTAKEN
   *     if a newer attempt has, PRECONDITION if the target is open
   */
  public void prove(Connection connection, Dialect dialect, Database database) throws SQLException {
    FenceRow row = new FenceTable(dialect, connection, database).readLocked();
    if (row.epoch() > conductor.epoch()) {
      throw FailureType.STALE_EPOCH.because(
          database.side()
              + " stands at epoch "
              + row.epoch()
              + ", this run has "
              + conductor.epoch());
    }
    if (database.side() == Side.TARGET && row.state() != FenceState.CLOSED) {
      throw FailureType.PRECONDITION.because("the target is open: nothing is copied over it");
    }
    long current = attempt(connection, dialect, lever, dialect.lockingRead());
    if (current != attempt) {
      throw FailureType.OVERTAKEN.because(
          "a newer attempt of " + lever + " has begun: " + current + " after " + attempt);
    }
  }
}
