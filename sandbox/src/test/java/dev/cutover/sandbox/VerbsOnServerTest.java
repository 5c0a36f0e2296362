package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.DecisionActivities.Question;
import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.activity.FenceState;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.CanceledFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal's own verbs on a real server: none of them repeats an effect or loses a side. */
@Tag("temporal-server")
final class VerbsOnServerTest {

  @Test
  void resetToTheFirstTaskBringsBackWhatHadMoved(@TempDir Path directory) throws IOException {
    try (ServerNight night = new ServerNight(directory)) {
      Set<Instant> asked = new CopyOnWriteArraySet<>();
      night.world.decisions.verifyBy((question, text) -> noted(question, text, asked));
      night.begin();
      night.awaitGate("switch");
      String run = night.runId();
      night.resetTo(night.completedTasks().get(0));
      RunStatus end = night.end();

      assertNotEquals(run, night.runId());
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
      assertTrue(String.valueOf(end.reason()).contains("reset"), end.reason());
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
      assertEquals(1, night.calls("FenceFreeze"));
      assertEquals(ServerNight.ATTEMPT, end.attempt());
      assertEquals(1, asked.size(), "the request came when the run was started: " + asked);
    }
  }

  /** Everybody may say what they say; when a request came is kept. */
  private static Verdict noted(Question question, String text, Set<Instant> asked) {
    if (question.gate().equals(CutoverRequest.GATE)) {
      asked.add(question.came());
    }
    Statement said = SignedText.parse(text).statement();
    return new Verdict(true, said.person(), said.decision(), said.reason());
  }

  @Test
  void resetToTheMiddleGoesOnFromThereAndRepeatsNoEffect(@TempDir Path directory)
      throws IOException {
    try (ServerNight night = new ServerNight(directory)) {
      night.begin();
      night.awaitGate("switch");
      String before = night.gate("switch").nonce();
      night.resetTo(night.lastTaskBefore("SyncAlignSequences"));
      night.awaitOtherGate("switch", before);
      night.approve("switch");
      night.awaitGate("complete");
      night.approve("complete");
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(1, end.epoch());
      assertEquals(1, night.calls("FenceFreeze"));
      assertEquals(1, night.calls("FenceSwitchLegacy"));
      assertEquals(2, night.calls("SyncAlignSequences"));
      assertEquals(ServerNight.ATTEMPT, end.attempt());
    }
  }

  @Test
  void cancelRollsBackAndTheStatusSaysSo(@TempDir Path directory) throws IOException {
    try (ServerNight night = new ServerNight(directory)) {
      night.begin();
      night.awaitGate("switch");
      night.stub().cancel();
      WorkflowFailedException ended = assertThrows(WorkflowFailedException.class, night::end);

      assertTrue(ended.getCause() instanceof CanceledFailure, String.valueOf(ended.getCause()));
      assertEquals(Outcome.ROLLED_BACK, night.status().outcome());
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
    }
  }

  @Test
  void afterTerminateARollbackByHandBringsEverythingBack(@TempDir Path directory)
      throws IOException {
    try (ServerNight night = new ServerNight(directory)) {
      night.begin();
      night.awaitGate("switch");
      night.approve("switch");
      night.awaitGate("complete");
      night.stub().terminate("by mistake");
      RunStatus end = night.rollBack();

      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
      assertEquals(FenceState.CLOSED, night.world.fence.state(Side.TARGET));
      assertEquals(Side.LEGACY, night.world.levers.live());
    }
  }

  @Test
  void aHandOverKeepsGateStepAndDecisions(@TempDir Path directory) throws IOException {
    try (ServerNight night = new ServerNight(directory)) {
      night.begin();
      night.awaitGate("switch");
      String nonce = night.gate("switch").nonce();
      String run = night.runId();
      night.stub().signal("hand-over");
      ServerNight.until(() -> !night.runId().equals(run) && night.isOpen("switch"));

      assertEquals(nonce, night.gate("switch").nonce());
      night.approve("switch");
      night.awaitGate("complete");
      night.approve("complete");
      RunStatus end = night.end();
      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(4, end.decisions().size());
      assertEquals(Step.PARALLEL_OPERATION, end.step());
      List<HistoryEvent> events = night.events();
      assertEquals(
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
          events.get(events.size() - 1).getEventType());
    }
  }
}
