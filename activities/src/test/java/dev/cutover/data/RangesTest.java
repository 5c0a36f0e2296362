package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every row is copied once, by whichever run, in whatever order the shards come. */
final class RangesTest {

  private static final Table LINES = new Table("ORDER_LINES", null, Map.of());

  private final TwoDatabases data;

  RangesTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private List<Shard> split() {
    return data.sync.split(data.both, ORDERS, 100);
  }

  @Test
  void aSecondRunCopiesTheRangesOfTheFirstThoughTheKeysReachFurtherNow() throws SQLException {
    data.orders(1_000);
    List<Shard> first = split();
    assertEquals(2, first.size());
    data.sync.copy(data.run, data.both, first.get(0), 100, null);
    data.onLegacy("INSERT INTO OMS.ORDERS (ORDER_ID) VALUES (90000)");
    Conductor second = data.nextRun("second run");

    assertEquals(first, split());
    first.forEach(shard -> data.sync.copy(second, data.both, shard, 100, null));
    data.sync.delta(second, data.both, Side.LEGACY, TwoDatabases.TABLES, 10);

    data.assertEqualOnBothSides();
    assertEquals(1_001, data.count(data.target, "orders"));
  }

  @Test
  void aRunThatComesLaterCopiesNothingAgainAndSaysSo() throws SQLException {
    data.orders(300);
    data.copyAll();

    Copied copied = data.sync.copy(data.run, data.both, split().get(0), 100, null);

    assertEquals(300, copied.rows());
    assertEquals(300, copied.resumedRows());
  }

  @Test
  void aTargetThatWasEmptiedIsCopiedAgain() throws SQLException {
    data.orders(1_000);
    data.copyAll();
    data.delta();
    data.asEngine(data.target, "TRUNCATE TABLE orders");

    data.copyAll();

    data.assertEqualOnBothSides();
    assertEquals(1_000, data.count(data.target, "orders"));
  }

  @Test
  void aCopyOfARangeThatWasNotLaidIsRefused() throws SQLException {
    data.orders(1_000);
    Shard laid = split().get(0);
    Shard other = new Shard(ORDERS, laid.number(), laid.from(), "77", 77);

    assertFails(
        FailureType.PRECONDITION, () -> data.sync.copy(data.run, data.both, other, 100, null));
    assertEquals(0, data.count(data.target, "orders"));
  }

  @Test
  void aChildMayComeBeforeItsParentThroughTheEngineButNotThroughTheBusiness() throws SQLException {
    data.asEngine(
        data.legacy,
        "CREATE TABLE OMS.ORDER_LINES (ORDER_ID NUMBER(12) REFERENCES OMS.ORDERS, LINE NUMBER(4),"
            + " PRIMARY KEY (ORDER_ID, LINE))");
    data.asEngine(
        data.target,
        "CREATE TABLE order_lines (order_id BIGINT, line SMALLINT, PRIMARY KEY (order_id, line),"
            + " FOREIGN KEY (order_id) REFERENCES orders (order_id)) ENGINE=InnoDB");
    List<Table> childFirst = List.of(LINES, ORDERS);
    data.sync.prepare(data.legacy, childFirst);
    data.sync.prepare(data.target, childFirst);
    data.orders(3);
    data.onLegacy("INSERT INTO OMS.ORDER_LINES SELECT ORDER_ID, 1 FROM OMS.ORDERS");

    childFirst.forEach(data::copy);
    data.onLegacy("INSERT INTO OMS.ORDERS (ORDER_ID) VALUES (4)");
    data.onLegacy("INSERT INTO OMS.ORDER_LINES VALUES (4, 1)");
    data.onLegacy("DELETE FROM OMS.ORDER_LINES WHERE ORDER_ID = 1");
    data.onLegacy("DELETE FROM OMS.ORDERS WHERE ORDER_ID = 1");
    Delta delta = data.sync.delta(data.run, data.both, Side.LEGACY, childFirst, 10);

    assertEquals(0, delta.left());
    childFirst.forEach(table -> assertTrue(data.compare(table).equal()));
    assertEquals(3, data.count(data.target, "order_lines"));
    data.fence.openTarget(data.run, data.target);
    SQLException refusal =
        assertThrows(
            SQLException.class, () -> data.onTarget("INSERT INTO order_lines VALUES (77, 1)"));
    assertTrue(refusal.getSQLState().startsWith("23"), refusal.getMessage());
  }

  @Test
  void theEngineWaitsForTheUsersOfATableNoLongerThanAHeartbeatMayStayAway() throws SQLException {
    assertTrue(Long.parseLong(data.cell(data.target, "SELECT @@lock_wait_timeout")) < 20);
  }
}
