package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.DRAIN;
import static dev.cutover.data.TwoDatabases.HOUR;
import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.QUIET;
import static dev.cutover.data.TwoDatabases.STOCK;
import static dev.cutover.data.TwoDatabases.TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.activity.ComparisonActivities.Compared;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.LedgerActivities.Entry;
import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.activity.SchemaScope;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.DatabaseComparison;
import dev.cutover.database.Connections;
import dev.cutover.fence.DatabaseFence;
import dev.cutover.ledger.Ledger;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.schema.DatabaseSchema;
import dev.cutover.sync.DatabaseSync;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** A cutover and its rollback, with each activity that speaks to a database. */
final class GrantedNight implements AutoCloseable {

  private static final int CHUNK = 100;
  private static final SchemaScope SCOPE = new SchemaScope(TABLES, List.of(), List.of());

  final GrantedSides sides;
  private final GrantedSide onLegacy;
  private final GrantedSide onTarget;
  private final Connections connections;
  private final Database legacy = new Database("oms", "rehearsal", Side.LEGACY, "legacy");
  private final Database target = new Database("oms", "rehearsal", Side.TARGET, "target");
  private final DatabaseFence fence;
  private final Databases both = new Databases(legacy, target);
  private final DatabaseSync sync;
  private final DatabaseSchema schema;
  private final DatabaseComparison comparison;
  private final Ledger ledger;
  private Conductor run = new Conductor("oms", "rehearsal", "first run", 0);

  GrantedNight(GrantedSides sides) {
    this.sides = sides;
    onLegacy = sides.legacy();
    onTarget = sides.target();
    connections = new Connections(new BothEndpoints(onLegacy.endpoint, onTarget.endpoint));
    fence = new DatabaseFence(connections, QUIET);
    sync = new DatabaseSync(connections, QUIET);
    schema = new DatabaseSchema(connections, QUIET);
    comparison = new DatabaseComparison(connections, QUIET, CHUNK);
    ledger = new Ledger(connections);
  }

  void run() throws Throwable {
    for (Executable act : acts()) {
      act.execute();
    }
  }

  /** All of it, but for ending sessions and {@code reset}; what fails can be done again. */
  List<Executable> acts() {
    return List.of(
        this::prepare,
        () -> assertEquals("a decision", ledger.read(legacy, 0).get(0).entry()),
        this::check,
        this::takeOrders,
        this::copy,
        this::changeOrders,
        this::delta,
        this::compareAndRepair,
        () -> fence.freeze(run, legacy, HOUR),
        () -> assertEquals(TABLES.size(), fence.proveFrozen(run, legacy, DRAIN).tables()),
        this::delta,
        () -> sync.alignSequences(run, both, Side.TARGET, TABLES),
        () -> fence.switchLegacy(run, legacy, DRAIN),
        () -> fence.openTarget(run, target),
        () -> fence.complete(run, legacy),
        this::takeOrdersOnTheTarget,
        () -> fence.closeTarget(run, target, DRAIN),
        () -> sync.alignSequences(run, both, Side.LEGACY, TABLES),
        () -> assertEquals(1, sync.carryBack(run, both, TABLES).refusedKeys()),
        () -> fence.openLegacy(run, legacy),
        () -> onLegacy.write("INSERT INTO orders (name) VALUES ('as if nothing had been')"),
        () -> assertEquals(0, discrepancies(STOCK)));
  }

  /** What {@code init} does, and the epoch. */
  void prepare() {
    sync.prepare(legacy, TABLES);
    sync.prepare(target, TABLES);
    long epoch = fence.takeEpoch(legacy, run.attempt(), 0, false);
    run = new Conductor("oms", "rehearsal", run.attempt(), epoch);
    fence.raise(run, target);
    ledger.append(legacy, List.of(new Entry("first", run.attempt(), "a decision")));
  }

  List<Finding> findings() {
    return schema.check(both, SCOPE);
  }

  private void check() {
    List<String> stopping =
        findings().stream().filter(Finding::stops).map(finding -> finding.name().key()).toList();
    assertEquals(List.of("table-without-a-place"), stopping);
    assertEquals(1, sync.findings(both, SCOPE).size());
    assertEquals(List.of(), schema.propose(both, SCOPE));
  }

  private void takeOrders() throws SQLException {
    onLegacy.write(
        "INSERT INTO orders (order_id, name, total) WITH RECURSIVE x (n) AS"
            + " (SELECT 1 UNION ALL SELECT n + 1 FROM x WHERE n < 20)"
            + " SELECT n, CONCAT('order ', n), n * 1.25 FROM x",
        "INSERT INTO stock VALUES ('osaka', 1, 1), ('tokyo', 1, 1)",
        "INSERT INTO shifts VALUES ('2030-09-28 22:00:00', 1, 'taro')");
  }

  private void copy() {
    sync.throttle(target, 1_000_000);
    for (Table table : TABLES) {
      for (Shard shard : sync.split(both, table, CHUNK)) {
        sync.copy(run, both, shard, CHUNK, null);
      }
    }
  }

  private void changeOrders() throws SQLException {
    onLegacy.write(
        "UPDATE orders SET name = 'changed' WHERE order_id = 2",
        "DELETE FROM orders WHERE order_id = 3");
  }

  private void delta() {
    assertEquals(0, sync.delta(run, both, Side.LEGACY, TABLES, 10).left());
    assertEquals(0, sync.lag(legacy));
  }

  private void compareAndRepair() throws SQLException {
    as("target", "UPDATE orders SET name = 'planted' WHERE order_id = 5");
    assertEquals(1, discrepancies(ORDERS));
    assertEquals(1, comparison.discrepancies(run.attempt(), both, "ORDERS", "", 10).size());
    assertEquals(1, comparison.repair(run, both, ORDERS));
    for (Table table : TABLES) {
      assertEquals(0, discrepancies(table));
      comparison.compareChanged(run.attempt(), both, table, CHUNK);
    }
  }

  private long discrepancies(Table table) {
    return comparison.shards(both, table, CHUNK).stream()
        .map(shard -> comparison.compare(run.attempt(), both, shard))
        .mapToLong(Compared::confirmed)
        .sum();
  }

  private void takeOrdersOnTheTarget() throws SQLException {
    onTarget.write(
        "INSERT INTO orders (name) VALUES ('of the target')",
        "INSERT INTO orders (name) VALUES (REPEAT('longer than legacy takes', 4))",
        "UPDATE orders SET name = 'changed there' WHERE order_id = 2",
        "DELETE FROM orders WHERE order_id = 4",
        "UPDATE stock SET quantity = 2");
  }

  /** What {@code reset} does. */
  void reset() {
    sync.reset(run, target, TABLES);
    sync.reset(run, legacy, TABLES);
  }

  /** Where an application holds up a freeze, and then the target's closing, it is ended. */
  void endSessions() throws SQLException {
    heldUpFreeze().goesOnBehind(() -> fence.endSessions(run, legacy));
    fence.openLegacy(run, legacy);
    fence.openTarget(run, target);
    new HeldUp(onTarget, () -> fence.closeTarget(run, target, Duration.ofSeconds(1)))
        .goesOnBehind(() -> fence.endSessions(run, target));
  }

  HeldUp heldUpFreeze() {
    return new HeldUp(onLegacy, () -> fence.freeze(run, legacy, Duration.ofSeconds(3)));
  }

  void asLegacysEngine(String sql) throws SQLException {
    as("legacy", sql);
  }

  private void as(String endpoint, String sql) throws SQLException {
    try (Connection engine = connections.open(endpoint);
        Statement statement = engine.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
