package dev.cutover.data;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.DatabaseComparison;
import dev.cutover.database.Connections;
import dev.cutover.fence.DatabaseFence;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.sync.DatabaseSync;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Two databases that hold the corpus's tables, with the engine between them. */
final class CorpusPair implements AutoCloseable {

  private static final long ROWS_AT_ONCE = 10;

  final String name;
  final CorpusSide legacySide;
  final CorpusSide targetSide;
  final Connections connections;
  private final Databases both =
      new Databases(
          new Database("oms", "rehearsal", Side.LEGACY, "legacy"),
          new Database("oms", "rehearsal", Side.TARGET, "target"));
  private final DatabaseSync sync;
  private final DatabaseComparison comparison;
  private final Conductor run;

  CorpusPair(String name, CorpusSide.Server legacy, CorpusSide.Server target) throws SQLException {
    this.name = name;
    this.legacySide = new CorpusSide(legacy);
    this.targetSide = new CorpusSide(target);
    this.connections = new Connections(new BothEndpoints(legacySide.endpoint, targetSide.endpoint));
    this.sync = new DatabaseSync(connections, TwoDatabases.QUIET);
    this.comparison = new DatabaseComparison(connections, TwoDatabases.QUIET, ROWS_AT_ONCE);
    sync.prepare(both.legacy(), List.of());
    sync.prepare(both.target(), List.of());
    DatabaseFence fence = new DatabaseFence(connections, TwoDatabases.QUIET);
    long epoch =
        fence.takeEpoch(both.legacy(), "corpus", fence.observe(both.legacy()).epoch(), true);
    this.run = new Conductor("oms", "rehearsal", "corpus", epoch);
    fence.raise(run, both.target());
  }

  void lay(CorpusCase given) throws SQLException {
    try (Connection legacy = connections.open("legacy");
        Connection target = connections.open("target")) {
      legacySide.lay(legacy, given, true);
      targetSide.lay(target, given, false);
    }
  }

  TableComparison compare(Table table) {
    return TableComparison.of(
        table.name(),
        comparison.shards(both, table, 5).stream()
            .map(shard -> comparison.compare("corpus", both, shard))
            .toList());
  }

  /** Empties the target's table and copies legacy's rows into it. */
  void copy(Table table) throws SQLException {
    onTarget("DELETE FROM " + targetSide.table(table.name()));
    for (Shard shard : sync.split(both, table, 5)) {
      sync.copy(run, both, shard, 5, null);
    }
  }

  /** Tables that are done with would be read again by every look into the catalog. */
  void drop(CorpusCase given) throws SQLException {
    try (Connection legacy = connections.open("legacy");
        Statement statement = legacy.createStatement()) {
      statement.execute("DROP TABLE " + legacySide.table(given.table()));
    }
    onTarget("DROP TABLE " + targetSide.table(given.table()));
  }

  void onTarget(String sql) throws SQLException {
    try (Connection target = connections.open("target");
        Statement statement = target.createStatement()) {
      targetSide.literalBackslashes(statement);
      statement.execute(sql);
      targetSide.engineSettings(statement);
    }
  }

  @Override
  public void close() throws SQLException {
    connections.close();
    legacySide.close();
    targetSide.close();
  }
}
