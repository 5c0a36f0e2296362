package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.SHIFTS;
import static dev.cutover.data.TwoDatabases.STOCK;
import static dev.cutover.data.TwoDatabases.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.Changed;
import dev.cutover.activity.ComparisonActivities.Compared;
import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Kind;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A freeze compares what has changed, and whatever could have changed unseen. */
final class CertificateTest {

  private static final int ROWS = 2_000;
  private static final int SHARDS = 4;

  private final TwoDatabases data;

  CertificateTest() throws SQLException {
    data = new TwoDatabases();
  }

  @BeforeEach
  void everyRowWasFoundEqual() throws SQLException {
    data.orders(ROWS);
    data.copyAll();
    data.delta();
    data.assertEqualOnBothSides();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private void renameOnLegacy(int... orders) throws SQLException {
    for (int order : orders) {
      data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'renamed' WHERE ORDER_ID = ?", order);
    }
  }

  private void assertOnlyChangedKeysCount(long keys) {
    Changed changed = data.compareChanged(ORDERS);
    assertEquals(keys, changed.keys().compared());
    assertEquals(0, changed.keys().confirmed());
    assertEquals(List.of(), changed.open());
    assertEquals(SHARDS, changed.certified().size());
  }

  private Changed assertNothingIsCertified() {
    Changed changed = data.compareChanged(ORDERS);
    assertEquals(List.of(), changed.certified());
    assertEquals(SHARDS, changed.open().size());
    return changed;
  }

  private long marks() throws SQLException {
    return data.count(data.legacy, "CUTOVER.CUTOVER_DIRTY");
  }

  @Test
  void onlyWhatWasWrittenSinceIsComparedAgain() throws SQLException {
    renameOnLegacy(3, 700, 700, 1_999);
    data.onLegacy("DELETE FROM OMS.ORDERS WHERE ORDER_ID = 4");
    data.onLegacy("INSERT INTO OMS.ORDERS (ORDER_ID) VALUES (9999)");
    data.delta();

    assertOnlyChangedKeysCount(5);
    assertEquals(ROWS, data.compareChanged(ORDERS).keys().legacyRows());
  }

  @Test
  void aFreezeOfATableTenTimesAsLargeComparesNoMoreKeys() throws SQLException {
    data.onLegacy(
        "INSERT INTO OMS.ORDERS (ORDER_ID, NAME) SELECT X, 'more' FROM SYSTEM_RANGE(?, ?)",
        ROWS + 1,
        10 * ROWS);
    data.delta();
    data.compare(ORDERS);
    renameOnLegacy(3, 700, 19_999);
    data.delta();

    assertOnlyChangedKeysCount(3);
  }

  @Test
  void aChangedRowThatTheTargetHoldsDifferentlyIsFound() throws SQLException {
    renameOnLegacy(3);
    data.delta();
    data.asEngine(data.target, "UPDATE orders SET name = 'wrong' WHERE order_id = 3");

    Compared keys = data.compareChanged(ORDERS).keys();

    assertEquals(
        List.of(new Discrepancy("ORDERS", "3;", Kind.DIFFERENT, List.of("NAME"))), keys.examples());
    assertEquals(
        keys.examples(),
        data.comparison.discrepancies(data.run.attempt(), data.both, "ORDERS", "", 10));
    assertEquals(
        "{\"NAME\":{\"legacy\":\"renamed\",\"target\":\"wrong\"}}",
        data.cell(data.legacy, "SELECT vals FROM CUTOVER.CUTOVER_DISCREPANCY"));
  }

  @Test
  void aSecondComparisonTakesTheMarksAwayThatItCoversAndNoOther() throws SQLException {
    renameOnLegacy(3, 700);
    data.delta();
    assertEquals(2, marks());
    data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'on its way' WHERE ORDER_ID = 700");

    TableComparison compared = data.compare(ORDERS);

    assertEquals(0, compared.confirmed());
    assertEquals(1, compared.moving());
    data.delta();
    assertOnlyChangedKeysCount(1);
  }

  @Test
  void aTransactionThatBeganBeforeTheSnapshotAndCommitsBehindItIsComparedAgain()
      throws SQLException {
    try (Connection late = data.connections.openAsBusiness("legacy");
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.executeUpdate("UPDATE OMS.ORDERS SET NAME = 'late' WHERE ORDER_ID = 5");
      data.compare(ORDERS);
      late.commit();
    }
    data.delta();

    assertOnlyChangedKeysCount(1);
  }

  @Test
  void aRowThatDiffersLeavesItsShardUncertifiedUntilItIsMended() throws SQLException {
    data.asEngine(data.target, "UPDATE orders SET name = 'wrong' WHERE order_id = 3");
    assertEquals(1, data.compare(ORDERS).confirmed());

    Changed changed = data.compareChanged(ORDERS);
    assertEquals(1, changed.open().size());
    assertEquals(SHARDS - 1, changed.certified().size());

    assertEquals(1, data.comparison.repair(data.run, data.both, ORDERS));
    Shard open = changed.open().get(0);
    assertEquals(0, data.comparison.compare(data.run.attempt(), data.both, open).confirmed());
    assertOnlyChangedKeysCount(0);
  }

  @Test
  void aRepairKeepsWhatTheRowsWereLikeAndLeavesAloneWhatHasComeRight() throws SQLException {
    data.asEngine(data.target, "UPDATE orders SET name = 'wrong' WHERE order_id IN (3, 4)");
    data.compare(ORDERS);
    data.asEngine(data.target, "UPDATE orders SET name = 'order 4' WHERE order_id = 4");

    assertEquals(1, data.comparison.repair(data.run, data.both, ORDERS));

    assertEquals(1, data.count(data.legacy, "CUTOVER.CUTOVER_REPAIR"));
    assertEquals(
        "{\"NAME\":{\"legacy\":\"order 3\",\"target\":\"wrong\"}}",
        data.cell(data.legacy, "SELECT vals_before FROM CUTOVER.CUTOVER_REPAIR"));
    assertEquals(
        "\"equal\"", data.cell(data.legacy, "SELECT vals_after FROM CUTOVER.CUTOVER_REPAIR"));
  }

  @Test
  void aTruncatedTableIsComparedWhole() throws SQLException {
    data.asEngine(data.legacy, "TRUNCATE TABLE OMS.ORDERS");
    assertNothingIsCertified();
  }

  @Test
  void rowsThatCameOrWentUnseenOnTheTargetHaveAllOfItCompared() throws SQLException {
    data.asEngine(data.target, "DELETE FROM orders WHERE order_id = 8");
    assertNothingIsCertified();
    assertEquals(1, data.compare(ORDERS).confirmed());
  }

  @Test
  void nobodyButTheEngineWritesOnTheTargetUnseen() throws SQLException {
    assertRefused(() -> data.onTarget("UPDATE orders SET name = 'stray' WHERE order_id = 8"));
    assertOnlyChangedKeysCount(0);
  }

  @Test
  void aCellChangedUnseenIsFoundWhenItsCertificateIsCheckedAgain() throws SQLException {
    data.asEngine(data.target, "UPDATE orders SET name = 'unseen' WHERE order_id = 8");

    long confirmed = 0;
    for (Shard shard : data.compareChanged(ORDERS).certified()) {
      confirmed += data.comparison.compare(data.run.attempt(), data.both, shard).confirmed();
    }

    assertEquals(1, confirmed);
    assertEquals(1, data.compareChanged(ORDERS).open().size());
  }

  @Test
  void aTriggerThatWasAwayForAWhileVoidsTheCertificates() throws SQLException {
    data.asEngine(data.target, "DROP TRIGGER cutover_orders_U");
    data.asEngine(data.target, "DELETE FROM cutover_proof");
    data.sync.prepare(data.target, TwoDatabases.TABLES);
    assertNothingIsCertified();
  }

  @Test
  void aTriggerOfLegacyThatWasAwayForAWhileVoidsThemToo() throws SQLException {
    data.asEngine(data.legacy, "DROP TRIGGER OMS.CUTOVER_ORDERS");
    assertNothingIsCertified();
    data.sync.prepare(data.legacy, TwoDatabases.TABLES);
    assertNothingIsCertified();
  }

  @Test
  void aChangedColumnVoidsTheCertificates() throws SQLException {
    data.asEngine(data.target, "ALTER TABLE orders MODIFY name VARCHAR(200)");
    assertNothingIsCertified();
  }

  @Test
  void anotherRuleOfThePlanVoidsTheCertificates() {
    Table ignoring =
        new Table(
            "ORDERS", null, Map.of("CODE", Table.ColumnRule.ignored("is filled by the target")));
    assertEquals(SHARDS, data.compareChanged(ignoring).open().size());
  }

  @Test
  void aSideThatWasRestoredToAnEarlierMomentVoidsTheCertificates() throws SQLException {
    String earlier =
        data.cell(
            data.target, "SELECT seal FROM cutover_seal WHERE shard = 1" + " AND tab = 'ORDERS'");
    data.compare(ORDERS);
    assertNotEquals(
        earlier,
        data.cell(data.target, "SELECT seal FROM cutover_seal WHERE shard = 1 AND tab = 'ORDERS'"));
    data.asEngine(
        data.target,
        "UPDATE cutover_seal SET seal = ? WHERE shard = 1 AND tab = 'ORDERS'",
        earlier);

    Changed changed = data.compareChanged(ORDERS);

    assertEquals(1, changed.open().size());
    assertEquals(1, changed.open().get(0).number());
  }

  @Test
  void tablesWhoseKeysAreNoNumbersAreCertifiedWhole() throws SQLException {
    data.onLegacy("INSERT INTO OMS.STOCK VALUES ('tokyo', 1, 10)");
    data.delta();
    data.compare(STOCK);
    data.compare(SHIFTS);
    data.onLegacy("UPDATE OMS.STOCK SET QUANTITY = 11");
    data.delta();

    Changed changed = data.compareChanged(STOCK);

    assertEquals(1, changed.keys().compared());
    assertEquals(1, changed.certified().size());
    assertTrue(data.compareChanged(SHIFTS).open().isEmpty());
  }
}
