package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.SyncActivities.CarriedBack;
import dev.cutover.plan.Table;
import dev.cutover.sync.DatabaseSync;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the business wrote on the target comes back to legacy, or is listed. */
final class CarryBackTest {

  private static final String TOO_LONG = "INSERT INTO orders (order_id) VALUES (1234567890123)";

  private final TwoDatabases data;

  CarryBackTest() throws SQLException {
    data = new TwoDatabases();
  }

  @BeforeEach
  void theTargetIsLiveWithFiveOrders() throws SQLException {
    data.orders(5);
    data.onLegacy("INSERT INTO OMS.SHIFTS VALUES (TIMESTAMP '2024-02-29 08:00:00', 1, 'Ueda')");
    data.copyAll();
    data.cutOver();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private CarriedBack carryBack() {
    return carryBack(TABLES);
  }

  private CarriedBack carryBack(List<Table> tables) {
    data.fence.closeTarget(data.run, data.target, TwoDatabases.DRAIN);
    return data.sync.carryBack(data.run, data.both, tables);
  }

  private static void assertNothingOpen(CarriedBack back) {
    assertEquals(List.of(), back.refused());
    assertEquals(List.of(), back.unequal());
    assertEquals(0, back.refusedKeys() + back.unequalKeys());
  }

  @Test
  void whatTheBusinessWroteOnTheTargetIsCarriedBackAndCompared() throws SQLException {
    data.onTarget("INSERT INTO orders (name, total, changed) VALUES ('新規😀', 7.5, NOW(6))");
    data.onTarget("UPDATE orders SET name = 'changed' WHERE order_id = 2");
    data.onTarget("DELETE FROM orders WHERE order_id = 3");
    data.onTarget("UPDATE orders SET order_id = 40 WHERE order_id = 4");
    data.onTarget("INSERT INTO stock VALUES ('大阪', 1, 1)");
    data.onTarget("UPDATE shifts SET clerk = 'Mori'");

    CarriedBack back = carryBack();

    assertNothingOpen(back);
    assertEquals(7, back.keys());
    assertEquals(0, data.sync.lag(data.target));
    data.assertEqualOnBothSides();
    assertEquals(0, data.sync.lag(data.legacy));
  }

  @Test
  void whatLegacyRefusesIsListedByItsKeyAndTheRestIsCarried() throws SQLException {
    data.onTarget("INSERT INTO orders (order_id, name) VALUES (7, 'fits')");
    data.onTarget(TOO_LONG);
    data.onTarget("INSERT INTO orders (order_id, name) VALUES (8, 'fits too')");

    CarriedBack back = carryBack();

    assertEquals(2, back.keys());
    assertEquals(1, back.refusedKeys());
    String refused = back.refused().get(0);
    assertTrue(refused.startsWith("ORDERS:1234567890123;: SQL state "), refused);
    assertEquals(List.of(), back.unequal());
    assertEquals("fits", data.cell(data.legacy, "SELECT NAME FROM OMS.ORDERS WHERE ORDER_ID = 7"));
    assertEquals(7, data.count(data.legacy, "OMS.ORDERS"));
  }

  @Test
  void anAttemptThatComesAfterAKilledOneStillReportsWhatThatOneWasRefused() throws SQLException {
    data.onTarget(TOO_LONG);
    data.onTarget("INSERT INTO orders (order_id) SELECT 1000 + seq FROM seq_1_to_5500");
    data.fence.closeTarget(data.run, data.target, TwoDatabases.DRAIN);
    DatabaseSync killed =
        new DatabaseSync(
            data.connections,
            progress -> {
              if (progress.done() > 0) {
                throw new CancellationException("killed behind its first round");
              }
            });
    assertThrows(CancellationException.class, () -> killed.carryBack(data.run, data.both, TABLES));
    assertEquals(501, data.sync.lag(data.target));

    CarriedBack next = carryBack();

    assertEquals(501, next.keys());
    assertEquals(1, next.refusedKeys());
    assertTrue(next.refused().get(0).startsWith("ORDERS:1234567890123;: "), next::toString);
    assertEquals(5_505, data.count(data.legacy, "OMS.ORDERS"));
  }

  @Test
  void aKeyThatIsCarriedLaterLeavesTheList() throws SQLException {
    data.onTarget(TOO_LONG);
    assertEquals(1, carryBack().refusedKeys());
    data.asEngine(data.legacy, "ALTER TABLE OMS.ORDERS ALTER COLUMN ORDER_ID NUMBER(15)");
    data.fence.openTarget(data.run, data.target);
    data.onTarget("UPDATE orders SET name = 'again' WHERE order_id = 1234567890123");

    assertNothingOpen(carryBack());
    data.assertEqualOnBothSides();
  }

  @Test
  void aKeyThatSomebodyHasDecidedSinceLeavesTheList() throws SQLException {
    data.onTarget(TOO_LONG);
    data.onTarget("INSERT INTO orders (order_id) VALUES (1234567890124)");
    assertEquals(2, carryBack().refusedKeys());
    data.asEngine(data.target, "DELETE FROM orders WHERE order_id = 1234567890123");

    CarriedBack next = carryBack();

    assertEquals(1, next.refusedKeys());
    assertTrue(next.refused().get(0).startsWith("ORDERS:1234567890124;: "), next::toString);
  }

  @Test
  void theReportStaysSmallHoweverMuchIsRefused() throws SQLException {
    data.onTarget(
        "INSERT INTO orders (order_id, name) SELECT 1234567810000 + seq, 'x' FROM seq_1_to_100");
    data.onTarget("INSERT INTO orders (order_id, name) SELECT 1000 + seq, 'x' FROM seq_1_to_100");

    CarriedBack back = carryBack();

    assertEquals(100, back.keys());
    assertEquals(100, back.refusedKeys());
    assertEquals(20, back.refused().size());
    assertEquals(100, data.count(data.target, "cutover_refused"));
    assertEquals(105, data.count(data.legacy, "OMS.ORDERS"));
  }

  @Test
  void aRoundIsHeardOfWhileItLooksForTheRowsThatAreRefused() throws SQLException {
    data.onTarget("INSERT INTO orders (order_id) SELECT 1234567890000 + seq FROM seq_1_to_100");
    data.fence.closeTarget(data.run, data.target, TwoDatabases.DRAIN);
    AtomicInteger beats = new AtomicInteger();

    new DatabaseSync(data.connections, progress -> beats.incrementAndGet())
        .carryBack(data.run, data.both, TABLES);

    assertTrue(beats.get() >= 100, () -> beats + " beats");
  }

  @Test
  void aDeletionThatLegacyRefusesIsListedAndTheRestIsCarried() throws SQLException {
    data.asEngine(
        data.legacy, "CREATE TABLE OMS.INVOICES (ORDER_ID NUMBER(12) REFERENCES OMS.ORDERS)");
    data.asEngine(data.legacy, "INSERT INTO OMS.INVOICES VALUES (2)");
    data.onTarget("DELETE FROM orders WHERE order_id IN (2, 3)");
    data.onTarget("UPDATE orders SET name = 'changed' WHERE order_id = 1");

    CarriedBack back = carryBack();

    assertEquals(2, back.keys());
    assertEquals(1, back.refusedKeys());
    String refused = back.refused().get(0);
    assertTrue(refused.startsWith("ORDERS:2;: SQL state 23"), refused);
    assertEquals(0, data.count(data.legacy, "OMS.ORDERS WHERE ORDER_ID = 3"));
    assertEquals(1, data.count(data.legacy, "OMS.ORDERS WHERE NAME = 'changed'"));
  }

  @Test
  void anEmptyTextThatLegacyHoldsAsNoneIsNoDifferenceAndTheNextDeltaAlignsTheTarget()
      throws SQLException {
    data.onTarget(
        "INSERT INTO orders (order_id, name, code, note, remark) VALUES (7, 'n', '', '', '')");
    data.onTarget("INSERT INTO orders (order_id, name) VALUES (8, 'no empty text')");

    assertNothingOpen(carryBack());

    assertEquals(1, data.sync.lag(data.legacy));
    data.fence.openLegacy(data.run, data.legacy);
    assertEquals(0, data.compare(TwoDatabases.ORDERS).confirmed());
    data.freeze();
    data.delta();
    data.assertEqualOnBothSides();
    assertEquals("null", data.cell(data.target, "SELECT code FROM orders WHERE order_id = 7"));
  }

  @Test
  void aBlankIsNoEmptyText() throws SQLException {
    data.onTarget("INSERT INTO orders (order_id, name, code) VALUES (7, ' ', '')");

    assertNothingOpen(carryBack());

    assertEquals(" ", data.cell(data.legacy, "SELECT NAME FROM OMS.ORDERS WHERE ORDER_ID = 7"));
  }

  @Test
  void rowsOfATableThatLeftThePlanAreListed() throws SQLException {
    data.onTarget("INSERT INTO stock VALUES ('大阪', 1, 1)");

    CarriedBack back = carryBack(List.of(TwoDatabases.ORDERS));

    assertEquals(List.of("STOCK:6:大阪;1;: the plan has no such table"), back.refused());
  }
}
