package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.STOCK;
import static dev.cutover.data.TwoDatabases.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Kind;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.DatabaseComparison;
import dev.cutover.database.Waits;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.plan.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No difference stays hidden; each is named by key and column, and can be mended. */
final class ComparisonTest {

  private final TwoDatabases data;

  ComparisonTest() throws SQLException {
    data = new TwoDatabases();
  }

  @BeforeEach
  void bothSidesHoldTheSame() throws SQLException {
    data.orders(4);
    data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'ab', CODE = 'c' WHERE ORDER_ID = 4");
    data.onLegacy("INSERT INTO OMS.STOCK VALUES ('tokyo', 1, 10)");
    data.onLegacy("INSERT INTO OMS.STOCK VALUES ('osaka', 1, 20)");
    data.copyAll();
    data.delta();
    data.assertEqualOnBothSides();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private void assertFound(Table table, Discrepancy... expected) throws SQLException {
    TableComparison result = data.compare(table);

    assertFalse(result.equal());
    assertEquals(List.of(expected), result.examples());
    assertEquals(expected.length, result.confirmed());
    assertEquals(expected.length, data.count(data.legacy, "CUTOVER.CUTOVER_DISCREPANCY"));

    assertEquals(expected.length, data.comparison.repair(data.run, data.both, table));
    data.assertEqualOnBothSides();
    assertEquals(0, data.count(data.legacy, "CUTOVER.CUTOVER_DISCREPANCY"));
  }

  private static Discrepancy different(String key, String... columns) {
    return new Discrepancy("ORDERS", key, Kind.DIFFERENT, List.of(columns));
  }

  @Test
  void aRowThatIsMissingOnTheTargetIsFoundAndMended() throws SQLException {
    data.asEngine(data.target, "DELETE FROM orders WHERE order_id = 2");
    assertFound(ORDERS, new Discrepancy("ORDERS", "2;", Kind.MISSING, List.of()));
  }

  @Test
  void whatALegacySchemaHasNoCharactersForIsKeptThereToo() throws SQLException {
    DatabaseEndpoint legacy = Target.inCharset("latin1", new Target().endpoint);
    try (TwoDatabases other =
        new TwoDatabases(legacy, new Target().endpoint, Waits.STANDARD, () -> {})) {
      String insert = "INSERT INTO orders (order_id, name) VALUES (1, ?)";
      other.asEngine(other.legacy, insert, "ab");
      other.asEngine(other.target, insert, "〜é😀");

      assertEquals(1, other.compare(ORDERS).confirmed());
      assertEquals(1, other.count(other.legacy, "cutover_discrepancy"));
      assertEquals(1, other.comparison.repair(other.run, other.both, ORDERS));
      other.assertEqualOnBothSides();
    }
  }

  @Test
  void aRowThatOnlyTheTargetHasIsFoundAndMended() throws SQLException {
    data.asEngine(data.target, "INSERT INTO stock VALUES ('kyoto', 7, 1)");
    assertFound(STOCK, new Discrepancy("STOCK", "5:kyoto;7;", Kind.EXTRA, List.of()));
  }

  @Test
  void aChangedCellIsFoundWithItsColumn() throws SQLException {
    data.asEngine(data.target, "UPDATE orders SET total = total + 0.01 WHERE order_id = 3");
    assertFound(ORDERS, different("3;", "TOTAL"));
  }

  @Test
  void aDifferenceOfOneMicrosecondIsFound() throws SQLException {
    data.onLegacy(
        "UPDATE OMS.ORDERS SET CHANGED = TIMESTAMP '2024-02-29 12:00:00.123456'"
            + " WHERE ORDER_ID = 1");
    data.delta();
    data.asEngine(
        data.target,
        "UPDATE orders SET changed = '2024-02-29 12:00:00.123457'" + " WHERE order_id = 1");
    assertFound(ORDERS, different("1;", "CHANGED"));
  }

  @Test
  void lettersThatMovedFromOneColumnToTheNextAreFound() throws SQLException {
    data.asEngine(data.target, "UPDATE orders SET name = 'a', code = 'bc' WHERE order_id = 4");
    assertFound(ORDERS, different("4;", "CODE", "NAME"));
  }

  @Test
  void textThatLooksLikeTheEndOfACellIsFound() throws SQLException {
    data.asEngine(data.target, "UPDATE orders SET name = 'ab;1:c', code = NULL WHERE order_id = 4");
    assertFound(ORDERS, different("4;", "CODE", "NAME"));
  }

  @Test
  void valuesSwappedBetweenTwoRowsAreFound() throws SQLException {
    data.asEngine(data.target, "UPDATE stock SET quantity = 30 - quantity");
    assertFound(
        STOCK,
        new Discrepancy("STOCK", "5:osaka;1;", Kind.DIFFERENT, List.of("QUANTITY")),
        new Discrepancy("STOCK", "5:tokyo;1;", Kind.DIFFERENT, List.of("QUANTITY")));
  }

  @Test
  void anEmptyTextInPlaceOfNoneIsFound() throws SQLException {
    data.asEngine(data.target, "UPDATE orders SET code = '' WHERE order_id = 1");
    assertFound(ORDERS, different("1;", "CODE"));
  }

  @Test
  void otherLetterCaseAndBlanksAtTheEndAreFound() throws SQLException {
    data.asEngine(data.target, "UPDATE orders SET name = 'Order 1' WHERE order_id = 1");
    data.asEngine(data.target, "UPDATE orders SET name = 'order 2 ' WHERE order_id = 2");
    assertFound(ORDERS, different("1;", "NAME"), different("2;", "NAME"));
  }

  @Test
  void oneLetterInALongTextIsFoundThoughTheOtherSideCallsItShort() throws SQLException {
    data.onLegacy("UPDATE OMS.ORDERS SET NOTE = '備考', REMARK = '😀 b' WHERE ORDER_ID = 2");
    data.delta();
    data.assertEqualOnBothSides();
    data.asEngine(data.target, "UPDATE orders SET note = '備孝', remark = '😀 c' WHERE order_id = 2");
    assertFound(ORDERS, different("2;", "NOTE", "REMARK"));
  }

  @Test
  void oneCellAmongManyRangesOfKeysIsFoundAndSoAreRowsBeyondEitherEnd() throws SQLException {
    data.onLegacy(
        "INSERT INTO OMS.ORDERS (ORDER_ID, NAME) SELECT X * 7, 'many' FROM SYSTEM_RANGE(1, 2000)");
    data.delta();
    data.assertEqualOnBothSides();
    data.asEngine(data.target, "UPDATE orders SET code = 'x' WHERE order_id = 7000");
    data.asEngine(data.target, "INSERT INTO orders (order_id) VALUES (-1)");
    data.asEngine(data.target, "INSERT INTO orders (order_id) VALUES (999999)");

    assertFound(
        ORDERS,
        new Discrepancy("ORDERS", "-1;", Kind.EXTRA, List.of()),
        different("7000;", "CODE"),
        new Discrepancy("ORDERS", "999999;", Kind.EXTRA, List.of()));
  }

  @Test
  void aRowThatStillWaitsInTheJournalIsNoDiscrepancy() throws SQLException {
    data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'on its way' WHERE ORDER_ID = 1");

    TableComparison result = data.compare(ORDERS);

    assertEquals(0, result.confirmed());
    assertEquals(1, result.moving());
    data.delta();
    data.assertEqualOnBothSides();
  }

  @Test
  void everyLongPartOfAComparisonAndARepairIsHeardOf() throws SQLException {
    Set<String> heard = ConcurrentHashMap.newKeySet();
    DatabaseComparison comparison =
        new DatabaseComparison(data.connections, progress -> heard.add(progress.what()), 100);
    data.asEngine(data.target, "DELETE FROM orders WHERE order_id = 2");

    for (Shard shard : comparison.shards(data.both, ORDERS, 100)) {
      comparison.compare(data.run.attempt(), data.both, shard);
    }
    comparison.repair(data.run, data.both, ORDERS);

    assertEquals(
        Set.of(
            "splitting ORDERS",
            "compare ORDERS",
            "second look at ORDERS",
            "discrepancies of ORDERS",
            "repair ORDERS"),
        heard);
  }

  @Test
  void aRunThatWasOvertakenRepairsNothing() throws SQLException {
    Conductor old = data.run;
    data.asEngine(data.target, "DELETE FROM orders WHERE order_id = 2");
    data.compare(ORDERS);
    data.nextRun("second run");

    assertFails(FailureType.STALE_EPOCH, () -> data.comparison.repair(old, data.both, ORDERS));
    assertEquals(3, data.count(data.target, "orders"));
  }
}
