package dev.cutover.comparison;

import dev.cutover.activity.ComparisonActivities;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.Certificates.Certificate;
import dev.cutover.comparison.KnownTables.Known;
import dev.cutover.database.Column;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.KeyRange;
import dev.cutover.database.Statements;
import dev.cutover.database.TablePair;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Compares tables through the sum of 64-bit digests of injective row texts, computed inside each
 * database. What differs there is read again, column by column, before it counts.
 */
public final class DatabaseComparison implements ComparisonActivities {

  private static final long ROWS_AT_ONCE = 50_000;
  private static final long CHUNKS_A_SHARD = 5;
  private static final int MOST_SHARDS = 64;

  /** Where discrepancies of changed keys are kept; shards count from one. */
  private static final int CHANGED_KEYS = 0;

  private final Connections connections;
  private final Heartbeat heartbeat;
  private final long rowsAtOnce;
  private final KnownTables tables;

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
    this.tables = new KnownTables(connections);
  }

  @Override
  public List<Shard> shards(Databases databases, Table table, int chunkRows) {
    String doing = "splitting " + table.name();
    return Statements.run(
        doing,
        () ->
            heartbeat.during(
                new Progress(doing, 0, 0),
                () -> {
                  Known known = tables.read(databases, table);
                  return laid(databases, table, known, chunkRows).stream()
                      .map(Certificate::shard)
                      .toList();
                }));
  }

  /** Shards that are laid are kept as long as any of them is certified. */
  private List<Certificate> laid(Databases databases, Table table, Known known, int chunkRows)
      throws SQLException {
    Certificates certificates = new Certificates(connections, databases, table);
    List<Certificate> laid = certificates.read(known.prints());
    if (laid.stream().anyMatch(Certificate::valid)) {
      return laid;
    }
    List<KeyRange> ranges = cut(databases.legacy(), known.pair(), CHUNKS_A_SHARD * chunkRows);
    return certificates.lay(ranges).stream().map(shard -> new Certificate(shard, null)).toList();
  }

  /** Two databases sort texts each in its own way: only numbers lie in the same range on both. */
  private List<KeyRange> cut(Database legacy, TablePair pair, long rowsEach) throws SQLException {
    boolean numbered = pair.hasKey() && pair.legacy().key().get(0).kind() == Column.Kind.NUMBER;
    try (Connection connection = connections.openPatient(legacy.endpoint())) {
      Dialect dialect = connections.dialect(legacy.endpoint());
      return KeyRange.cut(connection, dialect, pair.legacy(), rowsEach, numbered ? MOST_SHARDS : 1);
    }
  }

  @Override
  public Compared compare(String attempt, Databases databases, Shard shard) {
    return Statements.run(
        "comparing " + shard.table().name(),
        () ->
            heartbeat.during(
                new Progress("compare " + shard.table().name(), 0, shard.rows()),
                () -> {
                  ShardComparison.Found found =
                      new ShardComparison(
                              connections,
                              databases,
                              heartbeat,
                              rowsAtOnce,
                              shard,
                              tables.of(attempt, databases, shard.table()))
                          .run();
                  keep(attempt, databases, shard.table(), shard.number(), found.discrepancies());
                  return found.compared();
                }));
  }

  @Override
  public Changed compareChanged(String attempt, Databases databases, Table table, int chunkRows) {
    return Statements.run(
        "comparing what has changed in " + table.name(),
        () ->
            heartbeat.during(
                new Progress("compare what has changed in " + table.name(), 0, 0),
                () -> {
                  Known known = tables.read(databases, table);
                  ChangedKeys.Result result =
                      new ChangedKeys(connections, databases, heartbeat, table)
                          .compare(known.pair(), laid(databases, table, known, chunkRows));
                  keep(attempt, databases, table, CHANGED_KEYS, result.discrepancies());
                  return result.changed();
                }));
  }

  @Override
  public long repair(Conductor conductor, Databases databases, Table table) {
    return Statements.run(
        "repairing " + table.name(),
        () -> {
          TablePair pair = TablePair.read(connections, databases, table);
          return heartbeat.during(
              new Progress("repair " + table.name(), 0, 0),
              () -> new Repair(connections, heartbeat, databases, pair).run(conductor));
        });
  }

  @Override
  public List<Discrepancy> discrepancies(
      String attempt, Databases databases, String table, String behindKey, int most) {
    return Statements.run(
        "reading the discrepancies of " + table,
        () -> {
          String endpoint = databases.legacy().endpoint();
          try (Connection connection = connections.open(endpoint)) {
            return Excerpt.of(
                new Discrepancies(connection, connections.dialect(endpoint))
                    .page(attempt, table, behindKey, most));
          }
        });
  }

  private void keep(
      String attempt, Databases databases, Table table, int shard, List<Discrepancy> found)
      throws SQLException {
    String endpoint = databases.legacy().endpoint();
    heartbeat.beat(new Progress("discrepancies of " + table.name(), 0, found.size()));
    try (Connection connection = connections.openPatient(endpoint)) {
      new Discrepancies(connection, connections.dialect(endpoint))
          .keep(attempt, table.name(), shard, found);
    }
  }

  /** The first few, as a history holds them. */
  static List<Discrepancy> examples(List<Discrepancy> found) {
    return found.stream().limit(EXAMPLES).map(Discrepancy::withoutValues).toList();
  }
}
