package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.HOUR;
import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.QUIET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.DatabaseComparison;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.fence.DatabaseFence;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.sync.DatabaseSync;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From MariaDB to MariaDB, both through the driver that follows Aurora's failovers. */
final class AuroraDriverTest {

  private static final List<Table> TABLES = List.of(ORDERS);

  private final DatabaseEndpoint from = through(new Target().endpoint);
  private final DatabaseEndpoint to = through(new Target().endpoint);
  private final Connections connections = new Connections(new BothEndpoints(from, to));
  private final Database legacy = new Database("oms", "rehearsal", Side.LEGACY, "legacy");
  private final Database target = new Database("oms", "rehearsal", Side.TARGET, "target");
  private final Databases both = new Databases(legacy, target);
  private final DatabaseFence fence = new DatabaseFence(connections, QUIET);
  private final DatabaseSync sync = new DatabaseSync(connections, QUIET);

  AuroraDriverTest() throws SQLException {}

  @AfterEach
  void close() {
    connections.close();
  }

  private static DatabaseEndpoint through(DatabaseEndpoint plain) {
    return new DatabaseEndpoint(
        plain.url().replace("jdbc:mysql:", "jdbc:aws-wrapper:mysql:")
            + "?wrapperPlugins=failover2,efm2",
        plain.user(),
        plain.password(),
        plain.businessUser(),
        plain.businessPassword());
  }

  private Conductor prepared() {
    sync.prepare(legacy, TABLES);
    sync.prepare(target, TABLES);
    long epoch = fence.takeEpoch(legacy, "run", fence.observe(legacy).epoch(), true);
    Conductor run = new Conductor("oms", "rehearsal", "run", epoch);
    fence.raise(run, target);
    return run;
  }

  private void onLegacy(String sql) throws SQLException {
    try (Connection connection = connections.openAsBusiness("legacy");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long streamed() throws SQLException {
    try (Connection connection = connections.open("target");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_load'")) {
      row.next();
      return row.getLong(2);
    }
  }

  @Test
  void rowsAreStreamedFollowedAndComparedAsWithoutIt() throws SQLException {
    Conductor run = prepared();
    onLegacy(
        "INSERT INTO orders (order_id, name, total, changed) SELECT seq, CONCAT('注文 ', seq),"
            + " seq / 4, '2024-02-29 23:59:59.123456' FROM seq_1_to_950");
    long before = streamed();
    for (Shard shard : sync.split(both, ORDERS, 100)) {
      sync.copy(run, both, shard, 100, null);
    }
    assertTrue(streamed() - before >= 10, "LOAD DATA went through the wrapper");
    onLegacy("UPDATE orders SET name = 'changed' WHERE order_id = 7");
    fence.freeze(run, legacy, HOUR);

    assertEquals(0, sync.delta(run, both, Side.LEGACY, TABLES, 10).left());

    DatabaseComparison comparison = new DatabaseComparison(connections, QUIET, 100);
    TableComparison compared =
        TableComparison.of(
            "orders",
            comparison.shards(both, ORDERS, 100).stream()
                .map(shard -> comparison.compare("run", both, shard))
                .toList());
    assertTrue(compared.equal(), compared::toString);
    assertEquals(950, compared.targetRows());
    assertEquals(compared.legacyDigest(), compared.targetDigest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"08S02", "08007", "08001", "08S01"})
  void aFailoverIsTriedAgainAndNotTakenForABadRow(String state) {
    assertFalse(Dialect.of(from.url()).isRefusal(new SQLException("failover", state)));
  }
}
