package dev.cutover.sandbox.memory;

import static dev.cutover.sandbox.memory.Night.stepsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cutover promises, on levers in memory under virtual time. */
final class CutoverTest {

  private static final List<Step> CUTOVER_STEPS =
      Arrays.stream(Step.values())
          .filter(step -> step.compareTo(Step.PARALLEL_OPERATION) <= 0)
          .toList();

  @Test
  void everyStepOfThePlanIsDoneInItsOrderAndTheTargetIsLive() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end = night.run();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(CUTOVER_STEPS, stepsOf(end));
      assertTrue(end.steps().stream().allMatch(step -> step.outcome() == StepOutcome.DONE));
      assertEquals(FenceState.COMPLETED, night.world.fence.state(Side.LEGACY));
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.TARGET));
      assertEquals(Side.TARGET, night.world.levers.live());
      assertEquals(Mode.UP, night.world.levers.mode("oms-target-app-rehearsal"));
      assertEquals(15, night.world.levers.released("oms-target-batch-rehearsal").size());
      assertTrue(night.world.levers.released("oms-legacy-batch-rehearsal").isEmpty());
    }
  }

  @Test
  void jobsWithEffectsAreHeldOnTheTargetUntilComplete() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.before(
          "FenceComplete",
          () ->
              assertFalse(
                  night.world.levers.released("oms-target-batch-rehearsal").contains("po-send")));
      assertEquals(Outcome.COMPLETED, night.run().outcome());
      assertTrue(night.world.levers.released("oms-target-batch-rehearsal").contains("po-send"));
    }
  }

  @Test
  void withoutGoNothingMoves() {
    try (Night night = new Night(Plans.oms(), "rehearsal").at("go", Answer.REJECT)) {
      assertNothingMoved(night, night.run());
    }
  }

  @Test
  void aGoThatNobodyGivesIsNone() {
    try (Night night = new Night(Plans.oms(), "rehearsal").at("go")) {
      assertNothingMoved(night, night.run());
    }
  }

  @Test
  void goInProductionIsRefusedWithoutItsEvidence() {
    try (Night night = new Night(Plans.oms(), "production")) {
      RunStatus end = night.run();

      assertEquals(Outcome.FAILED, end.outcome());
      assertTrue(String.valueOf(end.reason()).contains("rehearsals"), end.reason());
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
    }
  }

  @Test
  void thePreCheckNamesAllThatStandsInTheWayAtOnce() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.data.find("table ORDERS has no key");
      night.world.levers.erpAnswers(false);
      RunStatus end = night.run();

      assertNothingMoved(night, end);
      assertTrue(String.valueOf(end.reason()).contains("table ORDERS has no key"));
      assertTrue(String.valueOf(end.reason()).contains("ERP check"));
    }
  }

  @Test
  void oneDiscrepancyStopsUntilTheDecisionMakerHasItRepaired() {
    try (Night night = new Night(Plans.oms(), "rehearsal").at("discrepancy", Answer.REPAIR)) {
      night.world.data.differ("ORDERS", 1);
      RunStatus end = night.run();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertTrue(night.world.faults.calls().contains("ComparisonRepair"));
      assertTrue(end.tables().stream().allMatch(table -> table.equal()));
    }
  }

  @Test
  void aDiscrepancyBeforeGoIsDecidedOnBeforeAnythingMoves() {
    try (Night night = new Night(Plans.oms(), "rehearsal").at("discrepancy", Answer.ROLL_BACK)) {
      night.world.data.differAtOnce("ORDERS", 5);
      assertNothingMoved(night, night.run());
    }
  }

  @Test
  void aDiscrepancyBeforeGoCanBeRepaired() {
    try (Night night = new Night(Plans.oms(), "rehearsal").at("discrepancy", Answer.REPAIR)) {
      night.world.data.differAtOnce("ORDERS", 5);
      assertEquals(Outcome.COMPLETED, night.run().outcome());
      assertTrue(night.world.faults.calls().contains("ComparisonRepair"));
    }
  }

  @Test
  void silenceOnADiscrepancyRollsBack() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.data.differ("ORDERS", 1);
      assertRolledBack(night, night.run());
    }
  }

  @Test
  void aSwitchThatIsRejectedRollsBackAndTheTargetNeverOpened() {
    try (Night night = new Night(Plans.oms(), "rehearsal").at("switch", Answer.REJECT)) {
      RunStatus end = night.run();

      assertRolledBack(night, end);
      assertFalse(night.world.faults.calls().contains("FenceOpenTarget"));
      assertFalse(night.world.faults.calls().contains("SyncCarryBack"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {
        "HOLD_LEGACY_BATCH",
        "LEGACY_MAINTENANCE",
        "FREEZE_LEGACY",
        "FINAL_DELTA",
        "COMPARE",
        "ALIGN_SEQUENCES",
        "START_TARGET_APPLICATION",
        "ERP_FROM_TARGET",
        "READ_ONLY_CORE_FUNCTIONS",
        "GATE_SWITCH",
        "SWITCH_FENCE",
        "WRITING_CORE_FUNCTIONS",
        "DNS_TO_TARGET",
        "VALIDATE",
        "RELEASE_TARGET_BATCH"
      })
  void aDrillAfterAnyStepEndsWithLegacyLive(Step step) {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end = night.run(step);

      assertRolledBack(night, end);
      assertEquals(step, end.step());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BatchDrain",
        "FenceFreeze",
        "SyncDelta",
        "ComparisonCompare",
        "FenceSwitchLegacy",
        "FenceOpenTarget",
        "DnsAwaitPropagation"
      })
  void anActivityThatNeverSucceedsRollsBackOnceItIsMended(String activity) {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.whenTheFirstGateOpens(() -> night.world.faults.breakFor(activity));
      night.world.faults.before("FenceTakeEpoch", () -> mendInRollback(night, activity));
      assertRolledBack(night, night.run());
    }
  }

  private static void mendInRollback(Night night, String activity) {
    if (night.world.faults.calls().stream().filter("FenceTakeEpoch"::equals).count() > 1) {
      night.world.faults.mend(activity);
    }
  }

  @Test
  void aFewFailuresOfAnyActivityAreTriedAgain() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      List.of("SyncCopy", "FenceFreeze", "DnsBring", "BatchRelease", "DecisionVerify")
          .forEach(activity -> night.world.faults.fail(activity, 3));
      assertEquals(Outcome.COMPLETED, night.run().outcome());
    }
  }

  @Test
  void aDeadNotificationChannelStopsNothing() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.before(
          "FenceComplete", () -> night.world.faults.breakFor("NotificationSend"));
      assertEquals(Outcome.COMPLETED, night.run().outcome());
    }
  }

  @Test
  void aLeaseThatIsLostRollsBack() {
    CountDownLatch switchIsAsked = new CountDownLatch(1);
    try (Night night = new Night(Plans.oms(), "rehearsal").at("switch")) {
      night.world.faults.before(
          "NotificationSend",
          () -> {
            if (night.world.faults.calls().contains("ApplicationProbe")) {
              switchIsAsked.countDown();
            }
          });
      night.world.faults.before(
          "FenceKeepLease",
          () -> {
            awaited(switchIsAsked);
            throw FailureType.LEASE_EXPIRED.because("the lease ran out");
          });
      RunStatus end = night.run();

      assertRolledBack(night, end);
      assertTrue(String.valueOf(end.reason()).contains("lease"), end.reason());
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatFailsAfterCompleteIsAskedAboutAndNeverUndoneByItself() {
    try (Night night = new Night(Plans.oms(), "rehearsal").at("release", Answer.RETRY)) {
      night.world.faults.before("FenceComplete", () -> night.world.faults.breakFor("BatchRelease"));
      night.world.faults.before("DecisionVerify", () -> night.world.faults.mend("BatchRelease"));
      RunStatus end = night.run();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(FenceState.COMPLETED, night.world.fence.state(Side.LEGACY));
      assertEquals(15, night.world.levers.released("oms-target-batch-rehearsal").size());
    }
  }

  @Test
  void anApprovedCompleteThatFailsIsAskedAboutAndNotRolledBack() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.at("complete-failed", Answer.RETRY);
      night.world.faults.breakFor("FenceComplete");
      night.world.faults.before(
          "DecisionVerify",
          () -> {
            if (night.world.faults.calls().contains("FenceComplete")) {
              night.world.faults.mend("FenceComplete");
            }
          });
      assertEquals(Outcome.COMPLETED, night.run().outcome());
    }
  }

  @Test
  void theLeaseIsAskedForAgainAndAgain() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      assertEquals(Outcome.COMPLETED, night.run().outcome());
      assertEquals(2, night.world.faults.calls().stream().filter("FenceKeepLease"::equals).count());
    }
  }

  @Test
  void whatAPersonLetsStandAfterCompleteIsNamedInTheEnd() {
    try (Night night = new Night(Plans.oms(), "rehearsal").at("release", Answer.ACCEPT)) {
      night.world.faults.before("FenceComplete", () -> night.world.faults.breakFor("BatchRelease"));
      RunStatus end = night.run();

      assertEquals(Outcome.COMPLETED, end.outcome());
      assertTrue(String.valueOf(end.reason()).contains("BatchRelease"), end.reason());
    }
  }

  @Test
  void whatIsCompleteIsUndoneWhenAPersonDecidesIt() {
    try (Night night = new Night(Plans.oms(), "rehearsal").at("release", Answer.ROLL_BACK)) {
      night.world.faults.before("FenceComplete", () -> night.world.faults.breakFor("BatchRelease"));
      night.world.faults.before("FenceTakeEpoch", () -> night.world.faults.mend("BatchRelease"));

      assertRolledBack(night, night.run());
    }
  }

  @Test
  void aRunThatIsOvertakenMovesNothingMore() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.before("SyncAlignSequences", night.world.fence::takenOver);
      RunStatus end = night.run();

      assertEquals(Outcome.SUPERSEDED, end.outcome());
      assertNull(end.rollback());
      assertEquals(FenceState.FROZEN, night.world.fence.state(Side.LEGACY));
    }
  }

  @Test
  void aRunThatIsOvertakenAsksNothingOfASchedulerThatKnowsNoEpoch() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.before("BatchRelease", night.world.fence::takenOverOnBothSides);
      RunStatus end = night.run();

      assertEquals(Outcome.SUPERSEDED, end.outcome());
      assertEquals(Step.RELEASE_TARGET_BATCH, end.step());
      assertEquals(List.of(), night.world.levers.released("oms-target-batch-rehearsal"));
    }
  }

  private static void assertNothingMoved(Night night, RunStatus end) {
    assertEquals(Outcome.FAILED, end.outcome());
    assertNull(end.rollback());
    assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
    assertEquals(FenceState.CLOSED, night.world.fence.state(Side.TARGET));
    assertFalse(night.world.faults.calls().contains("BatchHold"));
    assertFalse(night.world.faults.calls().contains("ApplicationBring"));
  }

  static void assertRolledBack(Night night, RunStatus end) {
    assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
    assertNotNull(end.rollback());
    assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
    assertEquals(FenceState.CLOSED, night.world.fence.state(Side.TARGET));
    assertEquals(Side.LEGACY, night.world.levers.live());
    assertEquals(Mode.UP, night.world.levers.mode("oms-legacy-app-rehearsal"));
    assertEquals(15, night.world.levers.released("oms-legacy-batch-rehearsal").size());
    assertTrue(
        night.world.levers.notices().stream()
            .anyMatch(notice -> notice.event() == Event.ROLLED_BACK));
  }
}
