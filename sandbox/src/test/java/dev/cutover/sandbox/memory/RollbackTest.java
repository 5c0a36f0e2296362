package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FenceState;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
      whenParked(night, notice -> night.world.faults.mend(activity));
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

  @Test
  void itIsNotDoneWhileAJobOfLegacyIsStillHeld() {
    String legacy = "oms-legacy-batch-rehearsal";
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      Set<String> once = ConcurrentHashMap.newKeySet();
      night.world.faults.before(
          "DnsAwaitPropagation",
          () -> night.world.levers.hold(legacy, "po-send", once.add("held")));
      whenParked(
          night,
          notice -> {
            assertTrue(notice.text().contains("po-send"), notice.text());
            night.world.levers.hold(legacy, "po-send", false);
          });
      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
      assertEquals(15, night.world.levers.released(legacy).size());
    }
  }

  @Test
  void aParkedRollbackThatWasOvertakenMovesNothingMoreWhenItIsRepaired() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor("ErpCheck");
      whenParked(
          night,
          notice -> {
            night.world.faults.mend("ErpCheck");
            night.world.fence.takenOver();
          });
      assertEquals(Outcome.SUPERSEDED, night.rollBack(null).outcome());
    }
  }

  private static void whenParked(Night night, Consumer<Notice> then) {
    night.world.levers.onNotice(
        notice -> {
          if (notice.event() == Event.PARKED) {
            assertEquals(Outcome.PARKED, night.parked().status().outcome());
            then.accept(notice);
            night.parked().repair();
          }
        });
  }
}
