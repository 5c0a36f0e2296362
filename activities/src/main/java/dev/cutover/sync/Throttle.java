package dev.cutover.sync;

import dev.cutover.activity.Progress;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives all copies to a target their turns, whichever worker has them: one row there says how many
 * rows a second they may write together, and when the next may begin. A copy takes its turn by
 * moving that on by the time that its rows are worth.
 */
final class Throttle {

  private static final String COPIES = "copies";
  private static final int ROW_LOCK_SECONDS = 10;

  private final Connection connection;
  private final Dialect dialect;
  private final String table;

  /**
   * @param connection outside of autocommit, with no transaction running, but for {@link #set}
   */
  Throttle(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
    this.table = dialect.engineTable("throttle");
  }

  /** From now on; 0 for no limit. Who waits for a turn by the old limit takes a new one. */
  void set(long rowsPerSecond) throws SQLException {
    if (update(rowsPerSecond) == 0) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO "
                  + table
                  + " (what, rows_per_second, free_at) VALUES (?, ?, "
                  + dialect.clock()
                  + ")")) {
        insert.setString(1, COPIES);
        insert.setLong(2, rowsPerSecond);
        insert.executeUpdate();
      }
    }
  }

  private int update(long rowsPerSecond) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE "
                + table
                + " SET rows_per_second = ?, free_at = "
                + dialect.clock()
                + " WHERE what = ?")) {
      update.setLong(1, rowsPerSecond);
      update.setString(2, COPIES);
      return update.executeUpdate();
    }
  }

  /** Waits for the turn of so many rows; a limit that changes meanwhile holds within seconds. */
  void await(int rows, Heartbeat heartbeat, Progress progress) throws SQLException {
    Turn turn = take(rows);
    while (turn.isLater()) {
      heartbeat.beat(turn.told(progress));
      turn.pause();
      Limit now = read("");
      // The next look is to see what is there by then.
      connection.commit();
      turn = now != null && now.rowsPerSecond() == turn.rowsPerSecond() ? turn.at(now) : take(rows);
    }
  }

  Turn take(int rows) throws SQLException {
    Limit seen = read("");
    if (seen == null || seen.rowsPerSecond() == 0) {
      // The look has begun the transaction in which the chunk is written: one round trip less.
      return Turn.NOW;
    }
    connection.commit();
    Limit limit = read(dialect.rowLock(ROW_LOCK_SECONDS));
    if (limit == null || limit.rowsPerSecond() == 0) {
      connection.commit();
      return Turn.NOW;
    }
    LocalDateTime begin = limit.freeAt().isAfter(limit.now()) ? limit.freeAt() : limit.now();
    long micros = TimeUnit.SECONDS.toMicros(rows) / limit.rowsPerSecond();
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE " + table + " SET free_at = ? WHERE what = ?")) {
      update.setObject(1, begin.plusNanos(TimeUnit.MICROSECONDS.toNanos(micros)));
      update.setString(2, COPIES);
      update.executeUpdate();
    }
    connection.commit();
    return new Turn(limit.rowsPerSecond(), begin, limit.now());
  }

  private @Nullable Limit read(String suffix) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT rows_per_second, free_at, "
                + dialect.clock()
                + " FROM "
                + table
                + " WHERE what = ?"
                + suffix)) {
      select.setString(1, COPIES);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Limit(
                row.getLong(1),
                row.getObject(2, LocalDateTime.class),
                row.getObject(3, LocalDateTime.class))
            : null;
      }
    }
  }

  private record Limit(long rowsPerSecond, LocalDateTime freeAt, LocalDateTime now) {}

  /**
   * When rows may be written, by the target's clock.
   *
   * @param rowsPerSecond the limit by which it was taken; 0 is none
   */
  record Turn(long rowsPerSecond, LocalDateTime begin, LocalDateTime now) {

    static final Turn NOW = new Turn(0, LocalDateTime.MIN, LocalDateTime.MIN);

    boolean isLater() {
      return begin.isAfter(now);
    }

    Duration left() {
      return Duration.between(now, begin);
    }

    private Turn at(Limit limit) {
      return new Turn(rowsPerSecond, begin, limit.now());
    }

    private Progress told(Progress progress) {
      String what = progress.what() + " (throttled, " + rowsPerSecond + " rows/s in all)";
      return new Progress(what, progress.done(), progress.total());
    }

    private void pause() throws SQLException {
      Pace.sleep(
          Math.min(left().toMillis() + 1, TimeUnit.SECONDS.toMillis(Heartbeat.BEAT_SECONDS)));
    }
  }
}
