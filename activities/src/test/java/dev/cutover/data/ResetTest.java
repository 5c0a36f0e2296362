package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rehearsal can begin once more as if the one before had not been. */
final class ResetTest {

  private final TwoDatabases data;

  ResetTest() throws SQLException {
    data = new TwoDatabases();
  }

  @BeforeEach
  void aRehearsalWasRolledBack() throws SQLException {
    data.orders(5);
    data.copyAll();
    data.cutOver();
    data.onTarget("UPDATE orders SET name = 'changed' WHERE order_id = 2");
    data.fence.closeTarget(data.run, data.target, TwoDatabases.DRAIN);
    data.sync.carryBack(data.run, data.both, TABLES);
    data.fence.openLegacy(data.run, data.legacy);
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  @Test
  void theTargetIsEmptyAndLegacyKeepsWhatItHas() throws SQLException {
    Conductor reset = data.nextRun("reset");
    assertEquals(0, data.sync.reset(reset, data.legacy, TABLES));
    assertEquals(5, data.sync.reset(reset, data.target, TABLES));

    assertEquals(0, data.count(data.target, "orders"));
    assertEquals(5, data.count(data.legacy, "OMS.ORDERS"));
    assertEquals(0, data.count(data.target, "cutover_chunk"));
    assertEquals(0, data.sync.lag(data.legacy));
  }

  @Test
  void theNextRehearsalCopiesAndComparesFromTheStart() throws SQLException {
    Conductor reset = data.nextRun("reset");
    data.sync.reset(reset, data.legacy, TABLES);
    data.sync.reset(reset, data.target, TABLES);

    data.onLegacy("INSERT INTO OMS.ORDERS (ORDER_ID) VALUES (77)");
    assertEquals(1, data.sync.lag(data.legacy));
    data.copyAll(data.nextRun("the next rehearsal"));

    data.assertEqualOnBothSides();
    assertEquals(6, data.count(data.target, "orders"));
  }

  @Test
  void whoeverWakesUpFromTheRehearsalBeforeChangesNothing() throws SQLException {
    Conductor reset = data.nextRun("reset");
    data.sync.reset(reset, data.target, TABLES);

    TwoDatabases.assertFails(
        FailureType.STALE_EPOCH, () -> data.fence.openTarget(data.run, data.target));
  }

  @Test
  void aTargetThatTakesOrdersIsNotEmptied() throws SQLException {
    Conductor next = data.nextRun("another cutover");
    data.fence.openTarget(next, data.target);

    TwoDatabases.assertFails(
        FailureType.PRECONDITION, () -> data.sync.reset(next, data.target, TABLES));
    assertTrue(data.count(data.target, "orders") > 0);
  }
}
