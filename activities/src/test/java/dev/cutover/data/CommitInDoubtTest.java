package dev.cutover.data;

import static dev.cutover.data.LedgerLines.entries;
import static dev.cutover.data.LedgerLines.said;
import static dev.cutover.data.LedgerLines.texts;
import static dev.cutover.data.TwoDatabases.DRAIN;
import static dev.cutover.data.TwoDatabases.HOUR;
import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FenceState;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.data.Wire.Fault;
import dev.cutover.database.Waits;
import dev.cutover.ledger.Ledger;
import dev.cutover.plan.Side;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection is reset in a COMMIT: before the server hears of it, or with the answer on its
 * way. The next attempt finds out which, whichever of an activity's commits it was.
 */
final class CommitInDoubtTest {

  private static final String COMMIT = "\u0003commit";
  private static final int MOST_COMMITS = 20;

  private final Target legacyServer = new Target();
  private final Target targetServer = new Target();
  private final Wire toLegacy;
  private final Wire toTarget;
  private final TwoDatabases data;

  CommitInDoubtTest() throws SQLException, IOException {
    toLegacy = new Wire(legacyServer.endpoint);
    toTarget = new Wire(targetServer.endpoint);
    data =
        new TwoDatabases(
            toLegacy.through(legacyServer.endpoint),
            toTarget.through(targetServer.endpoint),
            Waits.STANDARD,
            () -> {});
  }

  @AfterEach
  void close() throws SQLException, IOException {
    data.close();
    toLegacy.close();
    toTarget.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_BEFORE", "RESET_BEHIND"})
  void noChunkIsCopiedTwiceAndNoneIsLeftOut(Fault fault) throws Exception {
    data.orders(300);
    data.asEngine(data.target, "CREATE TABLE written (order_id BIGINT)");
    for (String event : List.of("INSERT", "UPDATE")) {
      data.asEngine(
          data.target,
          "CREATE TRIGGER written_%s AFTER %s ON orders FOR EACH ROW INSERT INTO written VALUES (NEW.order_id)"
              .formatted(event, event));
    }
    List<Shard> shards = data.sync.split(data.both, ORDERS, 100);
    each(
        toTarget,
        fault,
        () -> {
          data.asEngine(data.target, "DELETE FROM orders");
          data.asEngine(data.target, "DELETE FROM written");
          data.asEngine(
              data.target, "UPDATE cutover_chunk SET done = 0, copied = 0, last_key = NULL");
        },
        () -> {
          long rows = 0;
          for (Shard shard : shards) {
            rows += data.sync.copy(data.run, data.both, shard, 100, null).rows();
          }
          return rows;
        },
        rows -> {
          assertEquals(300L, rows);
          assertEquals(300, data.count(data.target, "orders"));
          assertEquals(300, data.count(data.target, "written"));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_BEFORE", "RESET_BEHIND"})
  void noChangeIsLostByADelta(Fault fault) throws Exception {
    data.orders(20);
    data.copyAll();
    data.delta();
    for (Wire wire : List.of(toTarget, toLegacy)) {
      each(
          wire,
          fault,
          () -> {
            data.asEngine(data.legacy, "DELETE FROM cutover_dirty");
            data.onLegacy("UPDATE orders SET name = CONCAT(name, '.') WHERE order_id > 10");
          },
          () -> data.sync.delta(data.run, data.both, Side.LEGACY, TABLES, 10).left(),
          left -> {
            assertEquals(0L, left);
            assertEquals(10, data.count(data.legacy, "cutover_dirty"));
            data.assertEqualOnBothSides();
          });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_BEFORE", "RESET_BEHIND"})
  void noOrderOfTheTargetIsLostOnTheWayBack(Fault fault) throws Exception {
    data.orders(3);
    data.copyAll();
    data.cutOver();
    for (Wire wire : List.of(toTarget, toLegacy)) {
      each(
          wire,
          fault,
          () -> {
            data.fence.openTarget(data.run, data.target);
            data.onTarget("INSERT INTO orders (name) VALUES ('new'), ('new')");
            data.onTarget("UPDATE orders SET name = CONCAT(name, '.')");
            data.fence.closeTarget(data.run, data.target, DRAIN);
          },
          () -> data.sync.carryBack(data.run, data.both, TABLES).refusedKeys(),
          refused -> {
            assertEquals(0L, refused);
            assertEquals(0, data.count(data.target, "cutover_journal"));
            assertEquals(
                data.cell(data.target, "SELECT GROUP_CONCAT(order_id, name) FROM orders"),
                data.cell(data.legacy, "SELECT GROUP_CONCAT(order_id, name) FROM orders"));
          });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_BEFORE", "RESET_BEHIND"})
  void aRepairLeavesNothingHalfDone(Fault fault) throws Exception {
    data.orders(3);
    data.copyAll();
    data.delta();
    each(
        toTarget,
        fault,
        () -> {
          data.asEngine(data.target, "UPDATE orders SET name = 'wrong' WHERE order_id = 2");
          data.compare(ORDERS);
        },
        () -> data.comparison.repair(data.run, data.both, ORDERS),
        repaired -> data.assertEqualOnBothSides());
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_BEFORE", "RESET_BEHIND"})
  void anEpochIsTakenOnce(Fault fault) throws Exception {
    for (int run = 1; run <= 3; run++) {
      String attempt = "run " + run;
      long before = data.fence.observe(data.legacy).epoch();
      each(
          toLegacy,
          fault,
          () -> {},
          () -> data.fence.takeEpoch(data.legacy, attempt, before, true),
          epoch -> {
            assertEquals(before + 1, epoch);
            assertEquals(before + 1, data.fence.observe(data.legacy).epoch());
          });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_BEFORE", "RESET_BEHIND"})
  void aMoveOfTheFenceIsMadeOnce(Fault fault) throws Exception {
    data.orders(3);
    data.copyAll();
    data.delta();
    moved(toLegacy, fault, () -> data.fence.freeze(data.run, data.legacy, HOUR).state());
    moved(toLegacy, fault, () -> data.fence.switchLegacy(data.run, data.legacy, DRAIN).state());
    moved(toTarget, fault, () -> data.fence.openTarget(data.run, data.target).state());
    moved(toTarget, fault, () -> data.fence.closeTarget(data.run, data.target, DRAIN).state());
    moved(toLegacy, fault, () -> data.fence.openLegacy(data.run, data.legacy).state());

    assertEquals(FenceState.OPEN, data.fence.observe(data.legacy).state());
    assertEquals(FenceState.CLOSED, data.fence.observe(data.target).state());
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_BEFORE", "RESET_BEHIND"})
  void anEntryStandsInTheLedgerOnce(Fault fault) throws Exception {
    Ledger ledger = new Ledger(data.connections);
    AtomicInteger last = new AtomicInteger(1);
    ledger.append(data.legacy, entries("run", 1, 1));
    each(
        toLegacy,
        fault,
        last::incrementAndGet,
        () -> {
          ledger.append(data.legacy, entries("run", 1, last.get()));
          return said(ledger, data.legacy);
        },
        said -> assertEquals(texts(entries("run", 1, last.get())), said));
  }

  private static void moved(Wire wire, Fault fault, Callable<FenceState> move) throws Exception {
    wire.at(COMMIT, fault);
    FenceState reached = again(wire, move);
    assertTrue(wire.hasHappened());
    assertEquals(reached, move.call());
  }

  /** Lets it happen in the first commit, in the second, and so on, until there is none left. */
  private static <T> void each(
      Wire wire, Fault fault, Act before, Callable<T> activity, Check<T> check) throws Exception {
    boolean happened = true;
    int commits = 0;
    while (happened) {
      before.run();
      wire.at(COMMIT, fault, ++commits);
      T result = again(wire, activity);
      happened = wire.hasHappened();
      wire.at("", fault);
      check.of(result);
      assertTrue(commits < MOST_COMMITS, "it never ended");
    }
    assertTrue(commits > 1, "there was no commit to cut");
  }

  /** As Temporal does: until an attempt is through. */
  private static <T> T again(Wire wire, Callable<T> activity) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return activity.call();
      } catch (IllegalStateException lost) {
        assertTrue(wire.hasHappened() && attempt < 4, lost::toString);
      }
    }
  }

  @FunctionalInterface
  private interface Act {
    void run() throws SQLException;
  }

  @FunctionalInterface
  private interface Check<T> {
    void of(T result) throws SQLException;
  }
}
