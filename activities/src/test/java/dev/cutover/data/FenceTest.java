package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.DRAIN;
import static dev.cutover.data.TwoDatabases.HOUR;
import static dev.cutover.data.TwoDatabases.assertFails;
import static dev.cutover.data.TwoDatabases.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceActivities.FreezeProof;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.database.Waits;
import dev.cutover.fence.DatabaseFence;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may write where, and which run may change it. */
final class FenceTest {

  private static final String NEW_ORDER = "INSERT INTO OMS.ORDERS (ORDER_ID) VALUES (1000)";

  private final TwoDatabases data;

  FenceTest() throws SQLException {
    data = new TwoDatabases();
  }

  @BeforeEach
  void legacyHoldsThreeOrders() throws SQLException {
    data.orders(3);
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  @Test
  void aFreezeRefusesTheBusinessInItsOwnWordsAndLetsTheEngineWrite() throws SQLException {
    data.onLegacy("INSERT INTO OMS.STOCK VALUES ('tokyo', 1, 1)");
    assertEquals(FenceState.FROZEN, data.fence.freeze(data.run, data.legacy, HOUR).state());
    FreezeProof proof = data.fence.proveFrozen(data.run, data.legacy, DRAIN);

    assertEquals("CUTOVER: this side is closed to the business", proof.refusal());
    assertEquals(2, proof.tables());
    assertRefused(() -> data.onLegacy(NEW_ORDER));
    assertRefused(() -> data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'x' WHERE ORDER_ID = 1"));
    assertRefused(() -> data.onLegacy("DELETE FROM OMS.ORDERS WHERE ORDER_ID = 1"));
    data.asEngine(data.legacy, NEW_ORDER);
    assertEquals(4, data.count(data.legacy, "OMS.ORDERS"));
  }

  @Test
  void aFreezeAskedForTwiceKeepsTheSameLease() {
    FenceRow first = data.fence.freeze(data.run, data.legacy, HOUR);
    FenceRow second = data.fence.freeze(data.run, data.legacy, HOUR.multipliedBy(2));

    assertEquals(first.leaseUntil(), second.leaseUntil());
  }

  @Test
  void aTransactionThatStaysOpenIsNamedAndTheFreezeIsNotProven() throws SQLException {
    try (Connection slow = data.connections.openAsBusiness("legacy");
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("UPDATE OMS.ORDERS SET NAME = 'slow' WHERE ORDER_ID = 1");
      data.fence.freeze(data.run, data.legacy, HOUR);

      ApplicationFailure failure =
          assertFails(
              FailureType.DRAIN_TIMEOUT,
              () -> data.fence.proveFrozen(data.run, data.legacy, Duration.ofMillis(100)));

      assertTrue(failure.getOriginalMessage().contains("OMS_APP"), failure.getOriginalMessage());
      slow.rollback();
    }
    assertRefused(() -> data.onLegacy(NEW_ORDER));
  }

  @Test
  void whoStaysOpenIsNamedAndEndedAndItsOrderWasNeverAcknowledged() throws SQLException {
    try (Connection slow = data.connections.openAsBusiness("legacy");
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("UPDATE OMS.ORDERS SET NAME = 'slow' WHERE ORDER_ID = 1");
      data.fence.freeze(data.run, data.legacy, HOUR);

      List<String> ended = data.fence.endSessions(data.run, data.legacy);

      assertEquals(1, ended.size());
      assertTrue(ended.get(0).contains("OMS_APP"), ended.get(0));
      assertTrue(data.fence.proveFrozen(data.run, data.legacy, DRAIN).tables() > 0);
      assertThrows(SQLException.class, slow::commit);
    }
    assertEquals(List.of(), data.fence.endSessions(data.run, data.legacy));
  }

  @Test
  void aTargetHeldOpenByAWriterIsNotClosedUntilItsSessionIsEnded() throws SQLException {
    data.fence.openTarget(data.run, data.target);
    try (Connection slow = data.connections.openAsBusiness("target");
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("INSERT INTO orders (order_id) VALUES (1000)");

      ApplicationFailure failure =
          assertFails(
              FailureType.DRAIN_TIMEOUT,
              () -> data.fence.closeTarget(data.run, data.target, Duration.ofSeconds(1)));
      assertTrue(failure.getOriginalMessage().contains("session"), failure.getOriginalMessage());
      assertEquals(1, data.fence.endSessions(data.run, data.target).size());
      assertEquals(FenceState.CLOSED, data.fence.closeTarget(data.run, data.target, DRAIN).state());
      assertThrows(SQLException.class, slow::commit);
    }
  }

  @Test
  void whoWasRefusedAndKeepsItsTransactionOpenIsNamedWhereThatHoldsUpTheFence()
      throws SQLException {
    try (TwoDatabases mysql =
            new TwoDatabases(
                new Target().endpoint, new Target().endpoint, Waits.STANDARD, () -> {});
        Connection slow = mysql.connections.openAsBusiness("legacy");
        Statement statement = slow.createStatement()) {
      mysql.fence.freeze(mysql.run, mysql.legacy, HOUR);
      slow.setAutoCommit(false);
      assertRefused(() -> statement.execute("INSERT INTO orders (order_id) VALUES (1000)"));

      ApplicationFailure failure =
          assertFails(
              FailureType.DRAIN_TIMEOUT,
              () -> mysql.fence.switchLegacy(mysql.run, mysql.legacy, Duration.ofSeconds(1)));
      String holder = mysql.legacyBusiness();
      assertTrue(failure.getOriginalMessage().contains(holder), failure.getOriginalMessage());
      assertTrue(failure.isNonRetryable(), "it waited for as long as it was told to");
      ApplicationFailure notTaken =
          assertFails(FailureType.DRAIN_TIMEOUT, () -> mysql.nextRun("rollback"));
      assertTrue(notTaken.getOriginalMessage().contains(holder), notTaken.getOriginalMessage());
      assertFalse(notTaken.isNonRetryable(), "nobody who rolls back gives up");
      slow.rollback();
      assertEquals(
          FenceState.SWITCHED, mysql.fence.switchLegacy(mysql.run, mysql.legacy, DRAIN).state());
    }
  }

  @Test
  void aTableWhoseTriggerIsGoneFailsTheProofThoughOthersRefuse() throws SQLException {
    data.onLegacy("INSERT INTO OMS.STOCK VALUES ('tokyo', 1, 1)");
    data.asEngine(data.legacy, "DROP TRIGGER OMS.CUTOVER_STOCK");
    data.fence.freeze(data.run, data.legacy, HOUR);

    ApplicationFailure failure =
        assertFails(
            FailureType.FENCE_OPEN, () -> data.fence.proveFrozen(data.run, data.legacy, DRAIN));
    assertTrue(failure.getOriginalMessage().contains("STOCK"), failure.getOriginalMessage());
  }

  @Test
  void aFreezeWhoseLeaseRanOutIsNotProven() throws SQLException {
    data.fence.freeze(data.run, data.legacy, HOUR);
    data.asEngine(data.legacy, "UPDATE OMS.ORDERS SET NAME = 'x'");
    data.letTheLeaseRunOut();

    ApplicationFailure failure =
        assertThrows(
            ApplicationFailure.class, () -> data.fence.proveFrozen(data.run, data.legacy, DRAIN));
    assertEquals(FailureType.FENCE_OPEN.name(), failure.getType());
  }

  @Test
  void aLeaseThatRanOutLetsTheBusinessWriteAgain() throws SQLException {
    data.freeze();
    data.letTheLeaseRunOut();

    assertTrue(data.fence.observe(data.legacy).writable());
    data.onLegacy(NEW_ORDER);
    assertEquals(FenceState.FROZEN, data.fence.observe(data.legacy).state());
  }

  @Test
  void aRenewedLeaseKeepsLegacyClosed() throws SQLException {
    data.fence.freeze(data.run, data.legacy, Duration.ofMinutes(5));
    Instant before = data.fence.observe(data.legacy).leaseUntil();
    DatabaseFence cancelled =
        new DatabaseFence(
            data.connections,
            progress -> {
              throw new CancellationException("the run needs the lease no longer");
            });

    assertThrows(
        CancellationException.class, () -> cancelled.keepLease(data.run, data.legacy, HOUR, HOUR));

    Instant after = data.fence.observe(data.legacy).leaseUntil();
    assertTrue(before != null && after != null && after.isAfter(before));
    assertRefused(() -> data.onLegacy(NEW_ORDER));
  }

  @Test
  void aLeaseThatRanOutIsNeverRenewed() throws SQLException {
    data.freeze();
    data.letTheLeaseRunOut();

    assertFails(
        FailureType.LEASE_EXPIRED, () -> data.fence.keepLease(data.run, data.legacy, HOUR, HOUR));
    data.onLegacy(NEW_ORDER);
  }

  @Test
  void legacyIsNotSwitchedWithALeaseThatRanOut() throws SQLException {
    data.freeze();
    data.copyAll();
    data.delta();
    data.letTheLeaseRunOut();

    assertFails(
        FailureType.LEASE_EXPIRED, () -> data.fence.switchLegacy(data.run, data.legacy, DRAIN));
    assertEquals(FenceState.FROZEN, data.fence.observe(data.legacy).state());
  }

  @Test
  void aFreezeAfterALeaseThatRanOutStartsAnew() throws SQLException {
    data.freeze();
    data.letTheLeaseRunOut();
    data.onLegacy(NEW_ORDER);

    assertFalse(data.fence.freeze(data.run, data.legacy, HOUR).writable());
    assertRefused(() -> data.onLegacy("DELETE FROM OMS.ORDERS"));
  }

  @Test
  void legacyIsNotHandedOverWhileItsJournalHoldsWrites() {
    data.freeze();

    assertFails(
        FailureType.JOURNAL_NOT_EMPTY, () -> data.fence.switchLegacy(data.run, data.legacy, DRAIN));

    data.delta();
    assertEquals(
        FenceState.SWITCHED, data.fence.switchLegacy(data.run, data.legacy, DRAIN).state());
  }

  @Test
  void aSwitchedLegacyNeedsNoLeaseAndStaysClosed() {
    data.cutOver();

    assertFalse(data.fence.keepLease(data.run, data.legacy, HOUR, HOUR));
    assertNull(data.fence.observe(data.legacy).leaseUntil());
    assertRefused(() -> data.onLegacy(NEW_ORDER));
  }

  @Test
  void eachMoveAskedForTwiceIsMadeOnce() throws SQLException {
    data.freeze();
    data.delta();
    for (int i = 0; i < 2; i++) {
      data.fence.switchLegacy(data.run, data.legacy, DRAIN);
      data.fence.openTarget(data.run, data.target);
    }
    for (int i = 0; i < 2; i++) {
      assertEquals(FenceState.COMPLETED, data.fence.complete(data.run, data.legacy).state());
      assertRefused(() -> data.onLegacy(NEW_ORDER));
    }
    data.fence.closeTarget(data.run, data.target, DRAIN);
    for (int i = 0; i < 2; i++) {
      assertTrue(data.fence.openLegacy(data.run, data.legacy).writable());
    }
    data.onLegacy(NEW_ORDER);
  }

  @Test
  void legacyIsSwitchedOnlyWhenItWasFrozen() throws SQLException {
    assertFails(
        FailureType.PRECONDITION, () -> data.fence.switchLegacy(data.run, data.legacy, DRAIN));
    data.onLegacy(NEW_ORDER);
  }

  @Test
  void theTargetIsClosedUntilItIsOpenedAndOpensOnlyOnce() throws SQLException {
    String order = "INSERT INTO orders (order_id) VALUES (1000)";
    assertRefused(() -> data.onTarget(order));

    assertEquals(FenceState.OPEN, data.fence.openTarget(data.run, data.target).state());
    assertEquals(FenceState.OPEN, data.fence.openTarget(data.run, data.target).state());
    data.onTarget(order);

    assertEquals(FenceState.CLOSED, data.fence.closeTarget(data.run, data.target, DRAIN).state());
    assertRefused(() -> data.onTarget("DELETE FROM orders"));
  }

  @Test
  void theTargetOpensFromNoOtherStateThanClosed() throws SQLException {
    data.asEngine(data.target, "UPDATE cutover_fence SET state = 'COMPLETED'");

    assertFails(FailureType.PRECONDITION, () -> data.fence.openTarget(data.run, data.target));
    assertRefused(() -> data.onTarget("INSERT INTO orders (order_id) VALUES (1000)"));
  }

  @Test
  void aRunThatWasOvertakenMovesNothing() throws SQLException {
    Conductor old = data.run;
    data.nextRun("second run");

    assertFails(FailureType.STALE_EPOCH, () -> data.fence.freeze(old, data.legacy, HOUR));
    assertFails(FailureType.STALE_EPOCH, () -> data.fence.openLegacy(old, data.legacy));
    assertFails(FailureType.STALE_EPOCH, () -> data.fence.complete(old, data.legacy));
    assertFails(FailureType.STALE_EPOCH, () -> data.fence.switchLegacy(old, data.legacy, DRAIN));
    assertFails(FailureType.STALE_EPOCH, () -> data.fence.keepLease(old, data.legacy, HOUR, HOUR));
    assertFails(FailureType.STALE_EPOCH, () -> data.fence.raise(old, data.target));
    assertFails(FailureType.STALE_EPOCH, () -> data.fence.openTarget(old, data.target));
    assertFails(FailureType.STALE_EPOCH, () -> data.fence.closeTarget(old, data.target, DRAIN));
    assertEquals(FenceState.OPEN, data.fence.observe(data.legacy).state());
    assertEquals(FenceState.CLOSED, data.fence.observe(data.target).state());
    data.onLegacy(NEW_ORDER);
  }

  @Test
  void whereTheFenceHasNoRowOrNoLeaseTheBusinessIsRefused() throws SQLException {
    String onTarget = "INSERT INTO orders (order_id) VALUES (1000)";
    data.asEngine(data.legacy, "UPDATE CUTOVER.CUTOVER_FENCE SET state = 'FROZEN'");
    data.asEngine(data.target, "UPDATE cutover_fence SET state = 'FROZEN'");
    assertRefused(() -> data.onLegacy(NEW_ORDER));
    assertRefused(() -> data.onTarget(onTarget));
    data.asEngine(data.legacy, "DELETE FROM CUTOVER.CUTOVER_FENCE");
    data.asEngine(data.target, "DELETE FROM cutover_fence");
    assertRefused(() -> data.onLegacy(NEW_ORDER));
    assertRefused(() -> data.onTarget(onTarget));
  }

  @Test
  void anEpochIsGivenOnceHoweverOftenTheSameRunAsks() {
    assertEquals(1, data.fence.takeEpoch(data.legacy, "first run", 0, false));
    assertEquals(1, data.fence.takeEpoch(data.legacy, "first run", 0, false));

    assertFails(
        FailureType.STALE_EPOCH, () -> data.fence.takeEpoch(data.legacy, "second run", 0, false));
    assertEquals(1, data.fence.observe(data.legacy).epoch());
  }

  @Test
  void whatIsCompleteIsOvertakenOnlyByAPersonsOrder() {
    data.cutOver();
    data.fence.complete(data.run, data.legacy);

    assertFails(
        FailureType.COMPLETED, () -> data.fence.takeEpoch(data.legacy, "deadline", 1, false));
    assertEquals(2, data.fence.takeEpoch(data.legacy, "ordered", 1, true));
  }

  @Test
  void aLeaseIsKeptNoLongerThanItIsAskedFor() {
    data.fence.freeze(data.run, data.legacy, HOUR);

    assertTrue(data.fence.keepLease(data.run, data.legacy, HOUR, Duration.ZERO));
  }

  @Test
  void theSameDatabaseIsRefusedToAnotherEnvironment() {
    for (Database database : new Database[] {data.legacy, data.target}) {
      Database production = new Database("oms", "production", database.side(), database.endpoint());

      ApplicationFailure refusal =
          assertFails(
              FailureType.PRECONDITION, () -> data.sync.prepare(production, TwoDatabases.TABLES));

      assertTrue(refusal.getOriginalMessage().contains("rehearsal"));
    }
  }

  @Test
  void preparingTwiceChangesNothing() {
    data.cutOver();
    data.sync.prepare(data.legacy, TwoDatabases.TABLES);
    data.sync.prepare(data.target, TwoDatabases.TABLES);

    assertEquals(FenceState.SWITCHED, data.fence.observe(data.legacy).state());
    assertEquals(FenceState.OPEN, data.fence.observe(data.target).state());
    assertNotEquals(
        data.fence.observe(data.legacy).incarnation(),
        data.fence.observe(data.target).incarnation());
  }
}
