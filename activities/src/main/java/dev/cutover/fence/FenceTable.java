package dev.cutover.fence;

import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The fence's row and its compare-and-set moves. The connection is the engine's own. */
public final class FenceTable {

  private final Dialect dialect;
  private final Connection connection;
  private final Database database;
  private final String table;

  public FenceTable(Dialect dialect, Connection connection, Database database) {
    this.dialect = dialect;
    this.connection = connection;
    this.database = database;
    this.table = dialect.engineTable("fence");
  }

  /**
   * The row as it is committed.
   *
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION if there is none
   */
  public FenceRow read() throws SQLException {
    return read("");
  }

  /** The row, kept as it is until the transaction's end. */
  public FenceRow readLocked() throws SQLException {
    return read(dialect.lockingRead());
  }

  /** Locks the row for a move, or gives up where others hold it longer. */
  void lock(int seconds) throws SQLException {
    read(dialect.rowLock(seconds));
  }

  private FenceRow read(String suffix) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT state, epoch, attempt, lease_until, incarnation,"
                + " CASE WHEN state = 'OPEN' OR (state = 'FROZEN' AND lease_until <= "
                + dialect.clock()
                + ") THEN 1 ELSE 0 END FROM "
                + table
                + " WHERE sys = ? AND env = ?"
                + suffix)) {
      select.setString(1, database.system());
      select.setString(2, database.environment());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw FailureType.PRECONDITION.because(
              database.endpoint()
                  + " has no fence for "
                  + database.environment()
                  + ": run init first");
        }
        LocalDateTime lease = row.getObject(4, LocalDateTime.class);
        Instant until = lease == null ? null : lease.toInstant(ZoneOffset.UTC);
        return new FenceRow(
            FenceState.valueOf(row.getString(1)),
            row.getLong(2),
            row.getString(3),
            until,
            row.getInt(6) == 1,
            row.getString(5));
      }
    }
  }

  /** Takes the next epoch; false if the row no longer has the expected one. */
  public boolean take(String attempt, long expected) throws SQLException {
    return update(
        "epoch = epoch + 1, attempt = ?",
        "epoch = ?",
        statement -> {
          statement.setString(1, attempt);
          return 2;
        },
        statement -> statement.setLong(4, expected));
  }

  /** Raises the row's epoch to one that is not lower. */
  public boolean raise(String attempt, long epoch) throws SQLException {
    return update(
        "epoch = ?, attempt = ?",
        "epoch <= ?",
        statement -> {
          statement.setLong(1, epoch);
          statement.setString(2, attempt);
          return 3;
        },
        statement -> statement.setLong(5, epoch));
  }

  /** Moves the row; false if it does not stand at {@code from} with this epoch. */
  public boolean move(FenceState from, FenceState to, long epoch) throws SQLException {
    return update(
        "state = ?, lease_until = NULL",
        "state = ? AND epoch = ?",
        statement -> {
          statement.setString(1, to.name());
          return 2;
        },
        statement -> {
          statement.setString(4, from.name());
          statement.setLong(5, epoch);
        });
  }

  /** OPEN → FROZEN with a lease. */
  public boolean freeze(long epoch, long leaseMillis) throws SQLException {
    return update(
        "state = 'FROZEN', lease_until = " + dialect.clockPlusMillis(),
        "state = 'OPEN' AND epoch = ?",
        statement -> {
          statement.setLong(1, leaseMillis);
          return 2;
        },
        statement -> statement.setLong(4, epoch));
  }

  /**
   * Renews an unexpired lease. The row must be locked already: the clock is read behind the lock,
   * so that a wait for it can't revive a lease that ran out meanwhile.
   */
  public boolean renew(long epoch, long leaseMillis) throws SQLException {
    return update(
        "lease_until = " + dialect.clockPlusMillis(),
        "state = 'FROZEN' AND lease_until > " + dialect.clock() + " AND epoch = ?",
        statement -> {
          statement.setLong(1, leaseMillis);
          return 2;
        },
        statement -> statement.setLong(4, epoch));
  }

  /** FROZEN → SWITCHED with an unexpired lease; the row must be locked already. */
  public boolean switchOver(long epoch) throws SQLException {
    return update(
        "state = 'SWITCHED', lease_until = NULL",
        "state = 'FROZEN' AND lease_until > " + dialect.clock() + " AND epoch = ?",
        statement -> 1,
        statement -> statement.setLong(3, epoch));
  }

  /** Lays the row where there is none. */
  public void lay(FenceState state) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + table
                + " (sys, env, state, epoch, attempt, lease_until, incarnation)"
                + " SELECT ?, ?, ?, 0, '-', NULL, "
                + dialect.incarnation()
                + " FROM (SELECT COUNT(*) AS n FROM "
                + table
                + ") existing WHERE n = 0")) {
      insert.setString(1, database.system());
      insert.setString(2, database.environment());
      insert.setString(3, state.name());
      insert.executeUpdate();
    }
  }

  private boolean update(String set, String where, First first, Rest rest) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE " + table + " SET " + set + " WHERE sys = ? AND env = ? AND " + where)) {
      int next = first.bind(update);
      update.setString(next, database.system());
      update.setString(next + 1, database.environment());
      rest.bind(update);
      return update.executeUpdate() == 1;
    }
  }

  /** Binds the values that are set and returns the next index. */
  private interface First {
    int bind(PreparedStatement statement) throws SQLException;
  }

  private interface Rest {
    void bind(PreparedStatement statement) throws SQLException;
  }
}
