package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FenceState;
import dev.cutover.plan.Side;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.CanceledFailure;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What Temporal's own verbs do to a run. */
final class VerbsTest {

  @Test
  void cancelBeforeGoEndsTheRunAndMovesNothing() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("go");
      night.begin();
      night.awaitGate("go");
      night.cancel();
      assertCancelled(night);

      assertEquals(Outcome.FAILED, night.night.world.cutover().status().outcome());
      assertFalse(night.night.world.faults.calls().contains("BatchHold"));
    }
  }

  @Test
  void cancelAfterGoRollsBackAndTheStatusSaysSoAlthoughTheResultIsLost() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      night.cancel();
      assertCancelled(night);

      RunStatus end = night.night.world.cutover().status();
      CutoverTest.assertRolledBack(night.night, end);
    }
  }

  /** A notice that does not arrive holds the hand-over up: the cancel comes to this history. */
  @Test
  void cancelInTheMiddleOfAHandOverRollsBackToo() throws InterruptedException {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("switch");
      Hang notice = Hang.in(night.night.world, "NotificationSend", 1);
      night.begin();
      notice.await();
      String history = night.runId();
      night.night.world.cutover().handOver();
      night.awaitGate("switch");
      night.cancel();
      notice.letGo();
      assertCancelled(night);
      assertEquals(history, night.runId());

      CutoverTest.assertRolledBack(night.night, night.night.world.cutover().status());
    }
  }

  @Test
  void afterTerminateARollbackByHandBringsEverythingBack() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      night.terminate("by mistake");
      RunStatus end = night.night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(2, end.epoch());
      assertEquals(FenceState.OPEN, night.night.world.fence.state(Side.LEGACY));
      assertEquals(FenceState.CLOSED, night.night.world.fence.state(Side.TARGET));
      assertEquals(Side.LEGACY, night.night.world.levers.live());
      assertTrue(night.night.world.faults.calls().contains("SyncCarryBack"));
    }
  }

  @Test
  void ofTwoStartsAtOnceOneIsRefused() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("go");
      night.begin();
      assertThrows(WorkflowExecutionAlreadyStarted.class, night::begin);
    }
  }

  /** What a reset to the first task does to a run in its middle: its attempt begins anew. */
  @Test
  void anAttemptThatBeginsAnewInItsMiddleRollsBackUnderItsOwnEpoch() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      night.terminate("reset");
      night.begin();
      RunStatus end = night.end();

      CutoverTest.assertRolledBack(night.night, end);
      assertTrue(String.valueOf(end.reason()).contains("reset"), end.reason());
      assertEquals(2, Objects.requireNonNull(end.rollback()).epoch());
    }
  }

  /** Nothing else stands elsewhere then. */
  @Test
  void anAttemptThatBeginsAnewWithLegacysJobsHeldRollsBack() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("go");
      night.begin();
      night.awaitGate("go");
      night.terminate("reset");
      night.night.world.levers.hold("oms-legacy-batch-rehearsal", "po-send", true);
      night.begin();
      RunStatus end = night.end();

      CutoverTest.assertRolledBack(night.night, end);
      assertTrue(String.valueOf(end.reason()).contains("po-send"), end.reason());
      assertEquals(15, night.night.world.levers.released("oms-legacy-batch-rehearsal").size());
    }
  }

  private static void assertCancelled(LongNight night) {
    WorkflowFailedException ended = assertThrows(WorkflowFailedException.class, night::end);
    assertTrue(ended.getCause() instanceof CanceledFailure, String.valueOf(ended.getCause()));
  }
}
