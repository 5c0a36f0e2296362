package dev.cutover.comparison;

import dev.cutover.activity.ComparisonActivities;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Reload;
import dev.cutover.database.Rows;
import dev.cutover.database.TablePair;
import dev.cutover.fence.Token;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares tables through the sum of 64-bit digests of injective row texts, computed inside each
 * database. What differs there is read again, column by column, before it counts.
 */
public final class DatabaseComparison implements ComparisonActivities {

  private static final int EXAMPLES = 20;
  private static final long ROWS_AT_ONCE = 50_000;

  private final Connections connections;
  private final Heartbeat heartbeat;
  private final long rowsAtOnce;

  public DatabaseComparison(Connections connections) {
    this(connections, Heartbeat.ofActivity(), ROWS_AT_ONCE);
  }

  /**
   * @param rowsAtOnce rows that one statement sums, if keys are spread evenly
   */
  public DatabaseComparison(Connections connections, Heartbeat heartbeat, long rowsAtOnce) {
    this.connections = connections;
    this.heartbeat = heartbeat;
    this.rowsAtOnce = rowsAtOnce;
  }

  @Override
  public TableComparison compare(String attempt, Databases databases, Table table) {
    try {
      TablePair pair = TablePair.read(connections, databases, table);
      FirstLook.Seen seen = firstLook(databases, pair);
      List<Discrepancy> found = secondLook(databases, pair, seen);
      heartbeat.during(
          new Progress("discrepancies of " + table.name(), 0, found.size()),
          () -> keep(attempt, databases.legacy(), table.name(), found));
      return new TableComparison(
          table.name(),
          seen.legacy().rows(),
          seen.target().rows(),
          seen.legacy().digests().toString(16),
          seen.target().digests().toString(16),
          found.size(),
          found.stream().limit(EXAMPLES).toList());
    } catch (SQLException e) {
      throw new IllegalStateException("comparing " + table.name() + ": " + e.getMessage(), e);
    }
  }

  private FirstLook.Seen firstLook(Databases databases, TablePair pair) throws SQLException {
    return new FirstLook(connections, databases, pair, heartbeat, rowsAtOnce).look();
  }

  private List<Discrepancy> secondLook(Databases databases, TablePair pair, FirstLook.Seen seen)
      throws SQLException {
    return heartbeat.during(
        new Progress("second look at " + pair.table(), 0, seen.suspects().size()),
        () -> new SecondLook(connections, databases, pair).confirmed(seen.suspects()));
  }

  /** Returns how many are kept. */
  private int keep(String attempt, Database legacy, String table, List<Discrepancy> found)
      throws SQLException {
    Dialect dialect = connections.dialect(legacy.endpoint());
    String store = dialect.engineTable("discrepancy");
    try (Connection connection = connections.open(legacy.endpoint());
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM " + store + " WHERE attempt = ? AND tab = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO "
                    + store
                    + " (attempt, tab, pk, kind, cols) VALUES (?, ?, ?, ?, ?)")) {
      delete.setString(1, attempt);
      delete.setString(2, table);
      delete.executeUpdate();
      for (Discrepancy discrepancy : found) {
        insert.setString(1, attempt);
        insert.setString(2, table);
        insert.setString(3, discrepancy.key());
        insert.setString(4, discrepancy.kind().name());
        insert.setString(5, String.join(",", discrepancy.columns()));
        insert.addBatch();
      }
      return insert.executeBatch().length;
    }
  }

  @Override
  public long repair(Conductor conductor, Databases databases, Table table) {
    try {
      TablePair pair = TablePair.read(connections, databases, table);
      FirstLook.Seen seen = firstLook(databases, pair);
      List<String> keys = secondLook(databases, pair, seen).stream().map(Discrepancy::key).toList();
      return heartbeat.during(
          new Progress("repair " + table.name(), 0, keys.size()),
          () -> bringInLine(conductor, databases, pair, keys));
    } catch (SQLException e) {
      throw new IllegalStateException("repairing " + table.name() + ": " + e.getMessage(), e);
    }
  }

  /** Returns how many rows stand in line now. */
  private long bringInLine(
      Conductor conductor, Databases databases, TablePair pair, List<String> keys)
      throws SQLException {
    Dialect reading = connections.dialect(databases.legacy().endpoint());
    Dialect writing = connections.dialect(databases.target().endpoint());
    try (Connection legacy = connections.open(databases.legacy().endpoint());
        Connection target = connections.open(databases.target().endpoint())) {
      Token token = Token.claim(target, writing, conductor, "repair " + pair.table());
      target.setAutoCommit(false);
      try {
        token.prove(target, writing, databases.target());
        if (pair.hasKey()) {
          List<@Nullable Object[]> rows = Rows.byKey(legacy, reading, pair.legacy(), keys);
          Rows.delete(target, writing, pair.target(), keys);
          Rows.upsert(target, writing, pair.target(), rows);
        } else if (!keys.isEmpty()) {
          new Reload(heartbeat, reading, writing).run(legacy, pair.legacy(), target, pair.target());
        }
        target.commit();
        return keys.size();
      } finally {
        target.rollback();
        target.setAutoCommit(true);
      }
    }
  }
}
