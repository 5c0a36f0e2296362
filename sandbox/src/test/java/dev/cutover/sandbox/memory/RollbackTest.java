package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FenceState;
import dev.cutover.plan.Side;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rollback promises, started by hand on levers in memory. */
final class RollbackTest {

  @Test
  void aRollbackWithoutAnyCutoverLeavesLegacyLive() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(1, end.epoch());
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
    }
  }

  @Test
  void aRollbackThatComesSecondMovesNothing() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.fence.takenOver();
      RunStatus end = night.rollBack(0L);

      assertEquals(Outcome.SUPERSEDED, end.outcome());
      assertTrue(night.world.faults.calls().stream().noneMatch("ApplicationBring"::equals));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DnsBring", "FenceOpenLegacy", "BatchRelease", "ApplicationProbe"})
  void aLeverThatCannotBeBroughtParksUntilItIsMendedAndRepaired(String activity) {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor(activity);
      night.whenParked(notice -> night.world.faults.mend(activity));
      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
    }
  }

  @Test
  void aTargetThatNeverOpenedIsNotNeededForARollback() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor("FenceCloseTarget");
      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
    }
  }

  @Test
  void aTargetOutOfReachIsTriedOnceAndNotAtEachStepAnew() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor("FenceCloseTarget");
      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
      assertFalse(night.world.faults.calls().contains("BatchDrain"));
    }
  }
}
