package dev.cutover.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceActivities.FreezeProof;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Side;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The fence on real databases: who may write when, and who may move it. */
final class FenceTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NOTHING = Duration.ofMillis(1);
  private static final String WRITE = "UPDATE @STOCK SET QUANTITY = 1 WHERE PRODUCT = 1";

  @Test
  void aFrozenLegacyRefusesTheBusinessAndSaysSo() throws SQLException {
    try (TwoSides sides = sides()) {
      sides.business(Side.LEGACY, WRITE);
      FreezeProof proof = freeze(sides, MINUTE);

      assertTrue(proof.refusal().startsWith("CUTOVER:"), proof.refusal());
      assertFalse(proof.row().writable());
      assertThrows(SQLException.class, () -> sides.business(Side.LEGACY, WRITE));
      sides.hand(Side.LEGACY, WRITE);
    }
  }

  @Test
  void aLeaseThatRanOutLetsTheBusinessWriteAgain() throws SQLException {
    try (TwoSides sides = sides()) {
      assertThrows(ApplicationFailure.class, () -> freeze(sides, NOTHING));
      assertTrue(sides.fence.observe(legacy()).writable());
      sides.business(Side.LEGACY, WRITE);
      refused(
          FailureType.LEASE_EXPIRED,
          () -> sides.fence.switchLegacy(sides.conductor, legacy(), MINUTE));
    }
  }

  @Test
  void legacyIsNotSwitchedWhileItsJournalHoldsAWrite() throws SQLException {
    try (TwoSides sides = sides()) {
      sides.business(Side.LEGACY, WRITE);
      freeze(sides, MINUTE);
      refused(
          FailureType.JOURNAL_NOT_EMPTY,
          () -> sides.fence.switchLegacy(sides.conductor, legacy(), MINUTE));
    }
  }

  @Test
  void theTargetTakesWritesOnlyOnceItIsOpen() throws SQLException {
    try (TwoSides sides = sides()) {
      sides.hand(Side.TARGET, "INSERT INTO @stock VALUES ('A', 1, 1)");
      String write = "UPDATE @stock SET quantity = 2 WHERE product = 1";
      assertThrows(SQLException.class, () -> sides.business(Side.TARGET, write));
      sides.fence.openTarget(sides.conductor, target());
      sides.business(Side.TARGET, write);
      sides.fence.closeTarget(sides.conductor, target(), MINUTE);
      assertThrows(SQLException.class, () -> sides.business(Side.TARGET, write));
    }
  }

  @Test
  void onlyOneOfTwoRunsTakesTheEpoch() throws SQLException {
    try (TwoSides sides = sides()) {
      assertEquals(2, sides.fence.takeEpoch(legacy(), "second", 1));
      assertEquals(2, sides.fence.takeEpoch(legacy(), "second", 1));
      refused(FailureType.STALE_EPOCH, () -> sides.fence.takeEpoch(legacy(), "third", 1));
    }
  }

  @Test
  void anOlderRunMovesNothing() throws SQLException {
    try (TwoSides sides = sides()) {
      sides.fence.takeEpoch(legacy(), "second", 1);
      sides.fence.raise(new Conductor("oms", "rehearsal", "second", 2), target());

      refused(FailureType.STALE_EPOCH, () -> freeze(sides, MINUTE));
      refused(FailureType.STALE_EPOCH, () -> sides.fence.openTarget(sides.conductor, target()));
      refused(FailureType.STALE_EPOCH, () -> sides.fence.openLegacy(sides.conductor, legacy()));
      assertEquals(FenceState.OPEN, sides.fence.observe(legacy()).state());
    }
  }

  @Test
  void aMoveThatIsRepeatedChangesNothing() throws SQLException {
    try (TwoSides sides = sides()) {
      freeze(sides, MINUTE);
      freeze(sides, MINUTE);
      sides.fence.switchLegacy(sides.conductor, legacy(), MINUTE);
      sides.fence.switchLegacy(sides.conductor, legacy(), MINUTE);
      sides.fence.complete(sides.conductor, legacy());
      sides.fence.complete(sides.conductor, legacy());
      assertEquals(FenceState.COMPLETED, sides.fence.observe(legacy()).state());
      sides.fence.openLegacy(sides.conductor, legacy());
      assertTrue(sides.fence.observe(legacy()).writable());
    }
  }

  private static TwoSides sides() throws SQLException {
    TwoSides sides = new TwoSides();
    sides.hand(Side.LEGACY, "INSERT INTO @STOCK VALUES ('A', 1, 1)");
    return sides;
  }

  private static FreezeProof freeze(TwoSides sides, Duration lease) {
    return sides.fence.freeze(sides.conductor, legacy(), lease, MINUTE);
  }

  private static Database legacy() {
    return TwoSides.database(Side.LEGACY);
  }

  private static Database target() {
    return TwoSides.database(Side.TARGET);
  }

  private static void refused(FailureType type, Executable move) {
    ApplicationFailure failure = assertThrows(ApplicationFailure.class, move);
    assertTrue(type.matches(failure), () -> String.valueOf(failure));
  }
}
