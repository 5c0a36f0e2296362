package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.TABLES;
import static dev.cutover.data.TwoDatabases.assertFails;
import static dev.cutover.data.TwoDatabases.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.activity.FailureType;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A live system that is prepared once more is neither open nor unheard of for a moment. */
final class TriggersTest {

  private static final String MADE =
      "SELECT GROUP_CONCAT(CONCAT(trigger_name, created) ORDER BY trigger_name)"
          + " FROM information_schema.triggers WHERE trigger_schema = DATABASE()";

  private final TwoDatabases data;

  TriggersTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private void prepare() {
    data.sync.prepare(data.legacy, TABLES);
    data.sync.prepare(data.target, TABLES);
  }

  @Test
  void triggersThatStandAsTheyShouldAreLeftAlone() throws SQLException {
    String before = data.cell(data.target, MADE);
    data.asEngine(data.legacy, "COMMENT ON TRIGGER OMS.CUTOVER_ORDERS IS 'the first one'");

    prepare();

    assertEquals(before, data.cell(data.target, MADE));
    assertEquals(
        "the first one",
        data.cell(
            data.legacy,
            "SELECT REMARKS FROM INFORMATION_SCHEMA.TRIGGERS"
                + " WHERE TRIGGER_NAME = 'CUTOVER_ORDERS'"));
  }

  @Test
  void aTriggerThatIsMissingIsMadeAgain() throws SQLException {
    data.asEngine(data.legacy, "DROP TRIGGER OMS.CUTOVER_ORDERS");
    data.asEngine(data.target, "DROP TRIGGER cutover_orders_I");

    prepare();

    assertRefused(() -> data.onTarget("INSERT INTO orders (order_id) VALUES (1)"));
    data.orders(2);
    assertEquals(2, data.sync.lag(data.legacy));
  }

  @Test
  void aTriggerWhoseTextHasChangedIsMadeAgain() throws SQLException {
    data.asEngine(data.target, "INSERT INTO orders (order_id) VALUES (1)");
    data.asEngine(data.target, "UPDATE cutover_proof SET trigger_hash = '-' WHERE tab = 'orders'");
    data.asEngine(
        data.target,
        "CREATE OR REPLACE TRIGGER cutover_orders_U AFTER UPDATE ON orders"
            + " FOR EACH ROW SET @nothing = 1");
    prepare();
    assertRefused(() -> data.onTarget("UPDATE orders SET name = 'x'"));
    assertEquals(0, data.count(data.target, "cutover_proof WHERE trigger_hash = '-'"));
  }

  @Test
  void noTriggerIsMadeWhileAFreezeOrALiveTargetDependsOnIt() throws SQLException {
    data.orders(1);
    data.cutOver();
    data.asEngine(data.legacy, "DROP TRIGGER OMS.CUTOVER_STOCK");
    data.asEngine(data.target, "DROP TRIGGER cutover_stock_D");

    assertFails(FailureType.PRECONDITION, () -> data.sync.prepare(data.legacy, TABLES));
    assertFails(FailureType.PRECONDITION, () -> data.sync.prepare(data.target, TABLES));
    data.fence.closeTarget(data.run, data.target, TwoDatabases.DRAIN);
    data.fence.openLegacy(data.run, data.legacy);
    prepare();

    assertEquals(List.of(), data.sync.findings(data.both, TwoDatabases.scope(TABLES)));
  }

  @Test
  void aFreezeFindsItsProofWhetherOrNotTheSystemIsPreparedAgain() throws SQLException {
    data.orders(1);
    prepare();
    assertEquals(3, data.count(data.legacy, "CUTOVER.CUTOVER_PROOF"));
    data.freeze();
    prepare();
    assertEquals(3, data.count(data.legacy, "CUTOVER.CUTOVER_PROOF"));
    data.freeze();
  }
}
