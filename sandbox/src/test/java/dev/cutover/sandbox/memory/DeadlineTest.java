package dev.cutover.sandbox.memory;

import static dev.cutover.sandbox.memory.CutoverTest.assertRolledBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Answer;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rollback begins at the deadline, whatever the procedure is doing. */
final class DeadlineTest {

  /** Shorter than any timeout, so that it is the deadline that ends what hangs. */
  private static final Duration LIMIT = Duration.ofSeconds(19);

  @ParameterizedTest
  @CsvSource({
    "HOLD_LEGACY_BATCH, BatchHold, 0",
    "HOLD_LEGACY_BATCH, BatchDrain, 0",
    "LEGACY_MAINTENANCE, ApplicationBring, 0",
    "FREEZE_LEGACY, FenceFreeze, 0",
    "FREEZE_LEGACY, FenceProveFrozen, 0",
    "FINAL_DELTA, SyncDelta, 1",
    "COMPARE, ComparisonCompareChanged, 0",
    "ALIGN_SEQUENCES, SyncAlignSequences, 0",
    "START_TARGET_APPLICATION, ApplicationBring, 1",
    "ERP_FROM_TARGET, ErpCheck, 1",
    "READ_ONLY_CORE_FUNCTIONS, ApplicationProbe, 0",
    "SWITCH_FENCE, FenceSwitchLegacy, 0",
    "SWITCH_FENCE, FenceOpenTarget, 0",
    "SWITCH_FENCE, ApplicationBring, 2",
    "WRITING_CORE_FUNCTIONS, ApplicationProbe, 2",
    "DNS_TO_TARGET, DnsBring, 0",
    "DNS_TO_TARGET, DnsAwaitPropagation, 0",
    "VALIDATE, ApplicationProbe, 4",
    "RELEASE_TARGET_BATCH, BatchRelease, 0"
  })
  void anActivityThatHangsIsNotWaitedFor(Step step, String activity, int callsBefore)
      throws InterruptedException {
    try (LongNight night = new LongNight(Plans.withLimit(Plans.oms(), LIMIT))) {
      Hang hang = Hang.in(night.night.world, activity, callsBefore);
      night.begin();
      hang.await();
      RunStatus then = night.night.world.cutover().status();
      assertEquals(step, then.step());
      night.advance(LIMIT);
      night.awaitRollback();
      RunStatus end = night.end();

      assertRolledBack(night.night, end);
      assertEquals(step, end.step());
      assertTrue(String.valueOf(end.reason()).contains("deadline"), end.reason());
      assertInTime(end);
      hang.letGo();
    }
  }

  @ParameterizedTest
  @CsvSource({"switch", "complete", "discrepancy"})
  void aQuestionThatWaitsIsNotWaitedFor(String gate) {
    try (LongNight night = new LongNight(Plans.withLimit(Plans.oms(), LIMIT))) {
      night.night.at(gate);
      if (gate.equals("discrepancy")) {
        night.night.world.data.differ("ORDERS", 1);
      }
      night.begin();
      night.awaitGate(gate);
      RunStatus end = night.end();

      assertRolledBack(night.night, end);
      assertInTime(end);
    }
  }

  @Test
  void aHandOverThatWaitsForAnAnswerIsNotWaitedFor() throws InterruptedException {
    try (LongNight night = new LongNight(Plans.withLimit(Plans.oms(), LIMIT))) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      Hang hang = Hang.in(night.night.world, "DecisionVerify", 0);
      OpenGate gate = night.night.openGate("switch");
      night.night.world.cutover().decideBySignal(night.night.signed(gate, "x", Answer.APPROVE));
      hang.await();
      night.night.world.cutover().handOver();
      night.advance(LIMIT);
      night.awaitRollback();
      RunStatus end = night.end();

      assertRolledBack(night.night, end);
      assertInTime(end);
      assertEquals(1, night.histories().size());
      hang.letGo();
    }
  }

  @Test
  void aDeadlineThatPassedBetweenTwoHistoriesIsActedUponAtTheStartOfTheNext() {
    try (LongNight night = new LongNight(Plans.patientAtComplete(Plans.oms()))) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      night.handOver();
      night.terminate("nobody is there to go on");
      night.night.world.temporal().sleep(Duration.ofHours(7));
      Instant back = Instant.ofEpochMilli(night.night.world.temporal().currentTimeMillis());
      night.goOnAsHandedOver();
      RunStatus end = night.end();

      assertRolledBack(night.night, end);
      assertTrue(String.valueOf(end.reason()).contains("deadline"), end.reason());
      assertWithin(back, begun(end), Duration.ofSeconds(10));
    }
  }

  @Test
  void anApprovalAtTheDeadlineIsTooLate() {
    try (LongNight night = new LongNight(Plans.patientAtComplete(Plans.oms()))) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      OpenGate gate = night.night.openGate("complete");
      String text = night.night.signed(gate, gate.people().get(0), Answer.APPROVE);
      Instant deadline = Objects.requireNonNull(night.night.world.cutover().status().deadline());
      long now = night.night.world.temporal().currentTimeMillis();
      night
          .night
          .world
          .temporal()
          .registerDelayedCallback(
              Duration.ofMillis(deadline.toEpochMilli() - now),
              () -> night.night.world.cutover().decideBySignal(text));
      RunStatus end = night.end();

      assertRolledBack(night.night, end);
      assertInTime(end);
    }
  }

  @Test
  void anApprovalThatCameInTimeCountsAlthoughItIsVerifiedAfterTheDeadline()
      throws InterruptedException {
    try (LongNight night = new LongNight(Plans.withLimit(Plans.oms(), LIMIT))) {
      night.night.at("complete");
      night.begin();
      Hang hang = approvedButNotVerified(night);
      night.advance(LIMIT.plusSeconds(5));
      hang.letGo();
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
    }
  }

  private static Hang approvedButNotVerified(LongNight night) throws InterruptedException {
    night.awaitGate("complete");
    Hang hang = Hang.in(night.night.world, "DecisionVerify", 0);
    OpenGate gate = night.night.openGate("complete");
    night
        .night
        .world
        .cutover()
        .decideBySignal(night.night.signed(gate, gate.people().get(0), Answer.APPROVE));
    hang.await();
    return hang;
  }

  private static Instant begun(RunStatus end) {
    return Objects.requireNonNull(end.rollback()).begun();
  }

  private static void assertInTime(RunStatus end) {
    assertWithin(Objects.requireNonNull(end.deadline()), begun(end), Duration.ofSeconds(10));
  }

  private static void assertWithin(Instant due, Instant began, Duration most) {
    Duration late = Duration.between(due, began);
    assertTrue(
        !late.isNegative() && late.compareTo(most) <= 0, () -> "due " + due + ", began " + began);
  }
}
