package dev.cutover.sandbox.memory;

import static dev.cutover.sandbox.memory.CutoverTest.assertRolledBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FenceState;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A run that goes on in a new history forgets nothing. */
final class HandOverTest {

  @Test
  void aHandOverThatSomebodyMadeUpPassesNoGate() {
    try (LongNight night = new LongNight(Plans.patientAtComplete(Plans.oms()))) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      night.handOver();
      night.awaitGate("complete");
      night.terminate("somebody takes what it was handed");
      night.beginAsHandedOver();
      RunStatus end = night.end();

      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
      assertEquals(Step.PRE_CHECK, end.steps().get(0).step());
      assertEquals(FenceState.OPEN, night.night.world.fence.state(Side.LEGACY));
    }
  }

  @Test
  void aRunThatIsTakenUpByAnotherPlanThanItsHashIsOfMovesNothing() {
    try (LongNight night = new LongNight(Plans.patientAtComplete(Plans.oms()))) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      night.terminate("somebody takes it up by another plan");
      night.begin(night.night.request(Plans.oms(), night.night.planHash()));
      RunStatus end = night.end();

      assertEquals(Outcome.FAILED, end.outcome(), end.reason());
      assertTrue(String.valueOf(end.reason()).contains("has the hash"), end.reason());
      assertEquals(1, calls(night, "FenceTakeEpoch"));
      assertEquals(FenceState.SWITCHED, night.night.world.fence.state(Side.LEGACY));
    }
  }

  private static final List<String> EFFECTS =
      List.of("FenceFreeze", "FenceSwitchLegacy", "FenceOpenTarget", "DnsBring", "FenceComplete");

  @Test
  void aRunThatGoesOnInANewHistoryAtEachStepDoesEachOnceAndEndsTheSame() {
    try (LongNight night = new LongNight(Plans.oms())) {
      List.of("SyncFindings", "SyncSplit", "BatchHold", "FenceFreeze", "SyncDelta", "ErpCheck")
          .forEach(
              activity ->
                  night.night.world.faults.before(activity, night.night.world.cutover()::handOver));
      List.of("ComparisonCompareChanged", "FenceSwitchLegacy", "DnsBring", "BatchRelease")
          .forEach(
              activity ->
                  night.night.world.faults.before(activity, night.night.world.cutover()::handOver));
      night.begin();
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(
          Arrays.stream(Step.values())
              .filter(step -> step.compareTo(Step.PARALLEL_OPERATION) <= 0)
              .toList(),
          Night.stepsOf(end));
      assertTrue(end.steps().stream().allMatch(step -> step.outcome() == StepOutcome.DONE));
      assertTrue(night.histories().size() >= 9, () -> night.histories().size() + " histories");
      for (String effect : EFFECTS) {
        assertEquals(1, calls(night, effect), effect);
      }
      assertEquals(Night.ATTEMPT, end.attempt());
      assertEquals(1, end.epoch());
      assertEquals(4, end.decisions().size());
      long answers =
          night.night.world.decisions.ledger().stream()
              .distinct()
              .map(LedgerEntry::parse)
              .filter(entry -> entry.kind() == Kind.DECISION)
              .count();
      assertEquals(4, answers);
    }
  }

  @Test
  void whatWasSignedBeforeCountsAfter() {
    try (LongNight night = new LongNight(Plans.twoApproveComplete(Plans.oms()))) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      OpenGate before = night.night.openGate("complete");
      List<String> people = before.people();
      String signedBefore = night.night.signed(before, people.get(1), Answer.APPROVE);
      assertTrue(night.night.decide(before, people.get(0), Answer.APPROVE).accepted());
      night.handOver();

      OpenGate after = night.night.openGate("complete");
      assertEquals(before.nonce(), after.nonce());
      assertEquals(before.until(), after.until());
      assertEquals(before.opened(), after.opened());
      assertEquals(List.of(people.get(0)), after.agreed());
      assertFalse(night.night.decide(after, people.get(0), Answer.APPROVE).accepted());
      assertTrue(night.night.world.cutover().decide(signedBefore).accepted());
      assertEquals(Outcome.COMPLETED, night.end().outcome());
      assertEquals(1, told(night, "complete"));
    }
  }

  @Test
  void aRollbackCanStillBeOrderedWithWhatWasSignedBefore() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      OpenGate rollback = night.night.openGate("rollback");
      String signed = night.night.signed(rollback, rollback.people().get(0), Answer.ROLL_BACK);
      night.handOver();
      night.night.world.cutover().decideBySignal(signed);

      RunStatus end = night.end();
      assertRolledBack(night.night, end);
      assertTrue(String.valueOf(end.reason()).contains("ordered by"), end.reason());
    }
  }

  @Test
  void theDeadlineDoesNotMove() {
    try (LongNight night = new LongNight(Plans.patientAtComplete(Plans.oms()))) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      Instant deadline = night.night.world.cutover().status().deadline();
      night.handOver();
      RunStatus end = night.end();

      assertRolledBack(night.night, end);
      assertEquals(deadline, end.deadline());
      assertEquals(Objects.requireNonNull(end.go()).plus(Duration.ofHours(6)), deadline);
      assertBegins(end, Objects.requireNonNull(deadline));
    }
  }

  @Test
  void silenceCountsFromWhenTheGateOpened() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      Instant until = night.night.openGate("switch").until();
      night.night.world.temporal().sleep(Duration.ofMinutes(1));
      night.handOver();
      RunStatus end = night.end();

      assertRolledBack(night.night, end);
      assertBegins(end, Objects.requireNonNull(until));
    }
  }

  @Test
  void aDifferenceThatWasFoundIsAskedAboutAgainAndNotLookedForAnew() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.world.data.differ("ORDERS", 1);
      night.begin();
      night.awaitGate("discrepancy");
      OpenGate before = night.night.openGate("discrepancy");
      long compared = calls(night, "ComparisonCompareChanged");
      night.handOver();

      OpenGate after = night.night.openGate("discrepancy");
      assertEquals(before, after);
      assertEquals(compared, calls(night, "ComparisonCompareChanged"));
      assertTrue(night.night.decide(after, after.people().get(0), Answer.REPAIR).accepted());
      RunStatus end = night.end();
      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(1, calls(night, "ComparisonRepair"));
    }
  }

  @Test
  void aDifferenceBeforeGoIsNotCopiedForAgain() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.world.data.differAtOnce("ORDERS", 2);
      night.begin();
      night.awaitGate("discrepancy");
      long copied = calls(night, "SyncCopy");
      night.handOver();
      OpenGate gate = night.night.openGate("discrepancy");
      night.night.decide(gate, gate.people().get(0), Answer.REPAIR);

      assertEquals(Outcome.COMPLETED, night.end().outcome());
      assertEquals(copied, calls(night, "SyncCopy"));
    }
  }

  @Test
  void theLeaseIsAskedForAtOnceByTheNewHistory() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      long before = calls(night, "FenceKeepLease");
      night.handOver();
      LongNight.until(() -> calls(night, "FenceKeepLease") > before);
      assertRolledBack(night.night, night.end());
    }
  }

  @Test
  void aDrillComesAfterItsStepAllTheSame() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.world.faults.before("DnsAwaitPropagation", () -> handOverOnce(night));
      night.begin(Step.VALIDATE);
      RunStatus end = night.end();

      assertRolledBack(night.night, end);
      assertEquals(Step.VALIDATE, end.step());
      assertEquals(2, night.histories().size());
    }
  }

  private static void handOverOnce(LongNight night) {
    if (calls(night, "DnsAwaitPropagation") == 1) {
      night.night.world.cutover().handOver();
    }
  }

  @Test
  void whatIsLeftAfterCompleteIsAskedAboutInTheNewHistoryToo() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.world.faults.before(
          "FenceComplete", () -> night.night.world.faults.breakFor("BatchRelease"));
      night.begin();
      night.awaitGate("release");
      night.handOver();
      night.night.world.faults.mend("BatchRelease");
      OpenGate gate = night.night.openGate("release");
      night.night.decide(gate, gate.people().get(0), Answer.RETRY);

      assertEquals(Outcome.COMPLETED, night.end().outcome());
      assertEquals(1, calls(night, "FenceComplete"));
    }
  }

  private static long calls(LongNight night, String activity) {
    return night.night.world.faults.calls().stream().filter(activity::equals).count();
  }

  private static long told(LongNight night, String gate) {
    return night.night.world.levers.notices().stream()
        .filter(notice -> notice.event() == Event.GATE_OPENED)
        .filter(notice -> notice.subject().contains("(gate " + gate + ")"))
        .count();
  }

  private static void assertBegins(RunStatus end, Instant due) {
    Instant began = Objects.requireNonNull(end.rollback()).begun();
    Duration late = Duration.between(due, began);
    assertTrue(
        !late.isNegative() && late.compareTo(Duration.ofSeconds(10)) <= 0,
        () -> "due " + due + ", began " + began);
  }
}
