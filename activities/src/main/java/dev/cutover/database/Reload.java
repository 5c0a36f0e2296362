package dev.cutover.database;

import dev.cutover.activity.FailureType;
import dev.cutover.activity.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table without a key whole, since none of its rows can be named: all rows of one side
 * take the place of all rows of the other, in one transaction, so that what breaks off leaves
 * nothing half done.
 */
public final class Reload {

  /** More would be one transaction of hours. */
  static final long MOST_ROWS = 1_000_000;

  private static final int ROWS_AT_ONCE = 5_000;

  private final Heartbeat heartbeat;
  private final Dialect reading;
  private final Dialect writing;

  public Reload(Heartbeat heartbeat, Dialect reading, Dialect writing) {
    this.heartbeat = heartbeat;
    this.reading = reading;
    this.writing = writing;
  }

  /**
   * Reloads {@code to} in the running transaction of its connection; returns how many rows it has.
   *
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION if there are too many
   */
  public long run(Connection source, TableShape from, Connection sink, TableShape to)
      throws SQLException {
    try (PreparedStatement delete = sink.prepareStatement("DELETE FROM " + to.name())) {
      delete.executeUpdate();
    }
    String all = "SELECT " + Rows.values(reading, from.columns()) + " FROM " + from.name();
    long written = 0;
    try (PreparedStatement select = source.prepareStatement(all)) {
      reading.stream(select, ROWS_AT_ONCE);
      List<@Nullable Object[]> rows = new ArrayList<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.add(Rows.read(found, from.columns()));
          if (rows.size() == ROWS_AT_ONCE) {
            written += write(sink, to, rows, written);
          }
        }
      }
      return written + write(sink, to, rows, written);
    }
  }

  private long write(Connection sink, TableShape to, List<@Nullable Object[]> rows, long written)
      throws SQLException {
    int count = rows.size();
    if (written + count > MOST_ROWS) {
      throw FailureType.PRECONDITION.because(
          "table "
              + to.plain()
              + " has no key and more than "
              + MOST_ROWS
              + " rows, too many to be written in one transaction: give it a key on both sides, or"
              + " leave it out of the plan");
    }
    heartbeat.beat(new Progress("reload " + to.plain(), written, 0));
    writing.load(sink, to, rows);
    rows.clear();
    return count;
  }
}
