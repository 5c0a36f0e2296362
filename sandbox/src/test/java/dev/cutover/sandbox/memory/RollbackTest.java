package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FenceState;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.workflow.Rollback;
import dev.cutover.workflow.RollbackRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rollback promises, started by hand on levers in memory. */
final class RollbackTest {

  @Test
  void aRollbackWithoutAnyCutoverLeavesLegacyLive() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end = rollback(night, null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(1, end.epoch());
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
    }
  }

  @Test
  void aRollbackThatComesSecondMovesNothing() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.fence.takenOver();
      RunStatus end = rollback(night, 0L);

      assertEquals(Outcome.SUPERSEDED, end.outcome());
      assertTrue(night.world.faults.calls().stream().noneMatch("ApplicationBring"::equals));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DnsBring", "FenceOpenLegacy", "BatchRelease", "ApplicationProbe"})
  void aLeverThatCannotBeBroughtParksUntilItIsMendedAndRepaired(String activity) {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor(activity);
      night.world.levers.onNotice(
          notice -> {
            if (notice.event() == Event.PARKED) {
              night.world.faults.mend(activity);
              Rollback parked =
                  night
                      .world
                      .temporal()
                      .getWorkflowClient()
                      .newWorkflowStub(Rollback.class, night.world.ids().rollback());
              assertEquals(Outcome.PARKED, parked.status().outcome());
              parked.repair();
            }
          });
      assertEquals(Outcome.ROLLED_BACK, rollback(night, null).outcome());
    }
  }

  @Test
  void aTargetThatNeverOpenedIsNotNeededForARollback() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor("FenceRaise");
      night.world.faults.breakFor("FenceCloseTarget");
      assertEquals(Outcome.ROLLED_BACK, rollback(night, null).outcome());
    }
  }

  private static RunStatus rollback(Night night, @Nullable Long expectedEpoch) {
    return night
        .world
        .workflow(Rollback.class, night.world.ids().rollback())
        .run(
            new RollbackRequest(
                night.world.plan,
                "hash",
                "rehearsal",
                Night.newAttempt(),
                expectedEpoch,
                "by hand",
                true));
  }
}
