package dev.cutover.sandbox.memory;

import static dev.cutover.sandbox.memory.CutoverTest.assertRolledBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whatever is sent as a decision, and however often, a run goes on to its end. */
final class FloodTest {

  /** What the ledger has of what people sent. */
  private static List<String> answers(LongNight night) {
    return night.night.world.decisions.ledger().stream()
        .filter(line -> LedgerEntry.parse(line).kind() == Kind.DECISION)
        .toList();
  }

  private static final int FLOOD = 20_000;

  private static final List<String> NO_DECISIONS =
      List.of(
          "",
          "null",
          "{",
          "[]",
          "{\"nonce\":null}",
          "{\"nonce\":{}}",
          "\u0000",
          "[".repeat(5_000),
          "9".repeat(100_000));

  /** Beyond this many events Temporal ends a run. */
  private static final int MOST_EVENTS = 51_200;

  @Test
  void twentyThousandSignalsCostARunNeitherItsLifeNorItsDeadlineNorAnAnswer() {
    try (LongNight night = new LongNight(Plans.patientAtComplete(Plans.small()))) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      RunStatus before = night.night.world.cutover().status();
      WorkflowStub stub = night.stub();
      for (int i = 0; i < FLOOD; i++) {
        stub.signal("decide", "rubbish " + i);
      }
      OpenGate gate = night.night.openGate("complete");
      String person = gate.people().get(0);
      night.night.world.cutover().decideBySignal(night.night.signed(gate, person, Answer.APPROVE));
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(before.deadline(), end.deadline());
      List<WorkflowExecutionHistory> histories = night.histories();
      assertTrue(histories.size() > 1, "it never went on in a new history");
      assertTrue(
          histories.stream().allMatch(history -> history.getEvents().size() < MOST_EVENTS / 2),
          () -> histories.stream().map(history -> history.getEvents().size()).toList().toString());
      List<String> ledger = answers(night);
      assertTrue(ledger.size() < 30, () -> ledger.size() + " lines");
      assertTrue(ledger.get(ledger.size() - 1).contains("20,000 no signed decision"));
      assertTrue(end.decisions().stream().anyMatch(taken -> taken.reason().contains("10,000")));
      assertEquals(4, calls(night, "DecisionVerify"));
    }
  }

  @Test
  void aTextThatIsSentAThousandTimesIsCheckedOnceAndCountsOnce() {
    try (LongNight night = new LongNight(Plans.twoApproveComplete(Plans.oms()))) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      OpenGate gate = night.night.openGate("complete");
      String signed = night.night.signed(gate, gate.people().get(0), Answer.APPROVE);
      long before = verified(night);
      Receipt first = night.night.world.cutover().decide(signed);
      for (int i = 0; i < 1_000; i++) {
        night.night.world.cutover().decideBySignal(signed);
      }
      Receipt again = night.night.world.cutover().decide(signed);

      assertTrue(first.accepted());
      assertFalse(again.accepted());
      assertTrue(again.reason().contains("sent before"), again.reason());
      assertEquals(before + 1, verified(night));
      assertEquals(1, night.night.openGate("complete").agreed().size());
      assertRolledBack(night.night, night.end());
    }
  }

  @Test
  void signaturesOfNobodyDoNotKeepTheRightPersonFromTheGate() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      OpenGate gate = night.night.openGate("switch");
      for (int i = 0; i < 500; i++) {
        night.night.because("attempt " + i);
        night
            .night
            .world
            .cutover()
            .decideBySignal(night.night.signed(gate, "nobody-" + i, Answer.REJECT));
      }
      night.night.because("as agreed");
      assertTrue(night.night.decide(gate, gate.people().get(0), Answer.APPROVE).accepted());
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
    }
  }

  @Test
  void aSignalOfAnyOtherFormIsNoDecisionAndStopsNothing() {
    try (LongNight night = new LongNight(Plans.small())) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      WorkflowStub stub = night.stub();
      for (String text : NO_DECISIONS) {
        stub.signal("decide", text);
      }
      stub.signal("decide");
      stub.signal("decide", (Object) null);
      stub.signal("decide", Map.of("statement", "x"));
      stub.signal("decide", List.of(1, 2));
      stub.signal("decide", new byte[] {0, 1, (byte) 0xff});
      stub.signal("decide", "one", "two", 3);
      stub.signal("no-such-signal", "x");
      String before = night.runId();
      stub.signal("hand-over", "and more");
      // An answer that meets the history that is just ending is refused, and would be given again.
      LongNight.until(() -> !night.runId().equals(before));
      night.awaitGate("switch");
      OpenGate gate = night.night.openGate("switch");
      assertTrue(night.night.decide(gate, gate.people().get(0), Answer.APPROVE).accepted());
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertTrue(end.decisions().stream().anyMatch(taken -> taken.reason().contains("no text")));
    }
  }

  @Test
  void aFloodInTheMiddleOfAStepBeginsTheStepAnewRatherThanLosingTheRun() {
    try (LongNight night = new LongNight(Plans.small())) {
      night.night.world.faults.before("SyncAlignSequences", () -> flood(night));
      night.begin();
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(2, calls(night, "SyncAlignSequences"));
      assertEquals(1, calls(night, "FenceFreeze"));
      assertEquals(Night.stepsOf(end).stream().distinct().toList(), Night.stepsOf(end));
    }
  }

  /** Until the run has gone on in a new history, although the step is not done. */
  private static void flood(LongNight night) {
    if (calls(night, "SyncAlignSequences") == 1) {
      String run = night.runId();
      for (int i = 0; night.runId().equals(run); i++) {
        night.stub().signal("decide", "rubbish " + i);
        Objects.requireNonNull(night.night.world.cutover().status());
      }
    }
  }

  private static long verified(LongNight night) {
    return calls(night, "DecisionVerify");
  }

  private static long calls(LongNight night, String activity) {
    return night.night.world.faults.calls().stream().filter(activity::equals).count();
  }
}
