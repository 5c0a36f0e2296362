package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.Changed;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.SchemaScope;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.DatabaseComparison;
import dev.cutover.database.Connections;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Waits;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.fence.DatabaseFence;
import dev.cutover.plan.OutOfScope;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.sync.DatabaseSync;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Both sides, prepared, with a run that has taken the first epoch. */
final class TwoDatabases implements AutoCloseable {

  private static final int CHUNK = 100;
  static final Heartbeat QUIET = progress -> {};
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DRAIN = Duration.ofSeconds(10);

  static final Table ORDERS =
      new Table("ORDERS", new Table.SequenceRule("ORDER_SEQ", "ORDER_ID"), Map.of());
  static final Table STOCK = new Table("STOCK", null, Map.of());
  static final Table SHIFTS = new Table("SHIFTS", null, Map.of());
  static final List<Table> TABLES = List.of(ORDERS, STOCK, SHIFTS);

  private final DatabaseEndpoint legacyEndpoint;
  private final AutoCloseable legacyServer;

  final Connections connections;
  final Database legacy = new Database("oms", "rehearsal", Side.LEGACY, "legacy");
  final Database target = new Database("oms", "rehearsal", Side.TARGET, "target");
  final Databases both = new Databases(legacy, target);
  final DatabaseFence fence;
  final DatabaseSync sync;
  final DatabaseComparison comparison;
  final Conductor run;

  TwoDatabases() throws SQLException {
    this(new Legacy());
  }

  private TwoDatabases(Legacy server) throws SQLException {
    this(server.endpoint, new Target().endpoint, Waits.STANDARD, server);
  }

  /**
   * @param legacyServer ended with it
   */
  TwoDatabases(
      DatabaseEndpoint legacyEndpoint,
      DatabaseEndpoint targetEndpoint,
      Waits waits,
      AutoCloseable legacyServer)
      throws SQLException {
    this.legacyEndpoint = legacyEndpoint;
    this.legacyServer = legacyServer;
    this.connections =
        new Connections(new BothEndpoints(legacyEndpoint, targetEndpoint), 12, waits);
    this.fence = new DatabaseFence(connections, QUIET);
    this.sync = new DatabaseSync(connections, QUIET);
    this.comparison = new DatabaseComparison(connections, QUIET, 100);
    sync.prepare(legacy, TABLES);
    sync.prepare(target, TABLES);
    run = nextRun("first run");
  }

  /** Takes the epoch behind the one that legacy stands at, on both sides. */
  Conductor nextRun(String attempt) {
    long epoch = fence.takeEpoch(legacy, attempt, fence.observe(legacy).epoch(), true);
    Conductor conductor = new Conductor("oms", "rehearsal", attempt, epoch);
    fence.raise(conductor, target);
    return conductor;
  }

  /** The account that the business has on legacy. */
  String legacyBusiness() {
    return legacyEndpoint.businessUser();
  }

  /** A statement of the business on legacy. */
  void onLegacy(String sql, Object... values) throws SQLException {
    asBusiness("legacy", sql, values);
  }

  /** A statement of the business on the target. */
  void onTarget(String sql, Object... values) throws SQLException {
    asBusiness("target", sql, values);
  }

  private void asBusiness(String endpoint, String sql, Object... values) throws SQLException {
    try (Connection connection = connections.openAsBusiness(endpoint)) {
      execute(connection, sql, values);
    }
  }

  /** A statement of the engine, which no trigger sees. */
  void asEngine(Database database, String sql, Object... values) throws SQLException {
    try (Connection connection = connections.open(database.endpoint())) {
      execute(connection, sql, values);
    }
  }

  private static void execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** The first cell of a SELECT, as text. */
  String cell(Database database, String sql) throws SQLException {
    try (Connection connection = connections.open(database.endpoint());
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      assertTrue(row.next(), sql);
      return String.valueOf(row.getString(1));
    }
  }

  long count(Database database, String what) throws SQLException {
    return Long.parseLong(cell(database, "SELECT COUNT(*) FROM " + what));
  }

  /** The orders' table as a side calls it. */
  String orders(Database database) {
    return database.equals(legacy) && legacyEndpoint.url().startsWith("jdbc:h2:")
        ? "OMS.ORDERS"
        : "orders";
  }

  /** Whether a move of legacy's fence waits for open writers. */
  boolean legacyWaitsForWriters() {
    return !legacyEndpoint.url().startsWith("jdbc:h2:");
  }

  /** Orders 1 to {@code last}, as the business writes them. */
  void orders(int last) throws SQLException {
    if (!legacyEndpoint.url().startsWith("jdbc:h2:")) {
      onLegacy(
          "INSERT INTO orders (order_id, name, total) WITH RECURSIVE x (n) AS"
              + " (SELECT 1 UNION ALL SELECT n + 1 FROM x WHERE n < "
              + last
              + ") SELECT n, CONCAT('order ', n), n * 1.25 FROM x");
      return;
    }
    onLegacy(
        "INSERT INTO OMS.ORDERS (ORDER_ID, NAME, TOTAL)"
            + " SELECT X, 'order ' || X, X * 1.25 FROM SYSTEM_RANGE(1, "
            + last
            + ")");
  }

  void copy(Table table) {
    copy(run, table);
  }

  private void copy(Conductor conductor, Table table) {
    for (Shard shard : sync.split(both, table, CHUNK)) {
      sync.copy(conductor, both, shard, CHUNK, null);
    }
  }

  void copyAll() {
    copyAll(run);
  }

  void copyAll(Conductor conductor) {
    TABLES.forEach(table -> copy(conductor, table));
  }

  void delta() {
    assertEquals(0, sync.delta(run, both, Side.LEGACY, TABLES, 10).left());
  }

  TableComparison compare(Table table) {
    return TableComparison.of(
        table.name(),
        comparison.shards(both, table, CHUNK).stream()
            .map(shard -> comparison.compare(run.attempt(), both, shard))
            .toList());
  }

  /** What a freeze compares first: keys that were changed since their shards were certified. */
  Changed compareChanged(Table table) {
    return comparison.compareChanged(run.attempt(), both, table, CHUNK);
  }

  void assertEqualOnBothSides() {
    for (Table table : TABLES) {
      TableComparison result = compare(table);
      assertTrue(result.equal(), () -> String.valueOf(result));
      assertEquals(result.legacyRows(), result.targetRows());
      assertEquals(result.legacyDigest(), result.targetDigest());
    }
  }

  void freeze() {
    fence.freeze(run, legacy, HOUR);
    fence.proveFrozen(run, legacy, DRAIN);
  }

  /** Lets the lease run out: its end moves into the past. */
  void letTheLeaseRunOut() throws SQLException {
    String table = connections.dialect(legacy.endpoint()).engineTable("fence");
    asEngine(legacy, "UPDATE " + table + " SET lease_until = TIMESTAMP '2000-01-01 00:00:00'");
  }

  /** Freezes, carries the rest, switches and opens the target. */
  void cutOver() {
    freeze();
    delta();
    fence.switchLegacy(run, legacy, DRAIN);
    fence.openTarget(run, target);
  }

  /** A plan of some tables, with all others out of scope. */
  static SchemaScope scope(List<Table> tables) {
    OutOfScope rest =
        new OutOfScope(
            "others", "not part of this test", List.of("O*", "S*", "R*", "B*"), List.of());
    return new SchemaScope(tables, List.of(), List.of(rest));
  }

  static ApplicationFailure assertFails(FailureType type, Executable action) {
    ApplicationFailure failure = assertThrows(ApplicationFailure.class, action);
    assertEquals(type.name(), failure.getType(), failure.getOriginalMessage());
    return failure;
  }

  static void assertRefused(Executable write) {
    SQLException refusal = assertThrows(SQLException.class, write);
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("closed to the business"),
        refusal.getMessage());
  }

  @Override
  public void close() throws SQLException {
    connections.close();
    try {
      legacyServer.close();
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) {
      throw new SQLException(e);
    }
  }
}
