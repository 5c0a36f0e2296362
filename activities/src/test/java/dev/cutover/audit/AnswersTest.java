package dev.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers count as a run takes them: by people, in time, each once, until the gate is decided. */
final class AnswersTest {

  private static final Instant CAME = SampleRun.NIGHT.plusSeconds(60);

  @TempDir private Path directory;
  private SampleRun run;

  @BeforeEach
  void begins() throws IOException {
    run = SampleRun.begun();
    run.gate("go", "n1");
    run.gate("complete", "n3");
  }

  @Test
  void aYesThatIsNobodysIsNone() throws IOException {
    run.taken.add(new DecisionTaken("go", null, Answer.APPROVE, true, "as planned", CAME));
    run.tell(
        Kind.DECISION,
        "go",
        Map.of("outcome", "accepted", "answer", "APPROVE", "nonce", "n1", "came", CAME.toString()));

    assertFound("line 5: an answer was accepted that is nobody's");
  }

  @Test
  void silenceIsADecisionThatNobodySigned() throws IOException {
    run.isSilent("go", "n1", Answer.REJECT, SampleRun.CLOSES);
    run.isSilent("complete", "n3", Answer.ROLL_BACK, SampleRun.CLOSES);

    assertFound();
  }

  @ParameterizedTest
  @EnumSource(
      value = Answer.class,
      names = {"REJECT"},
      mode = EnumSource.Mode.EXCLUDE)
  void silenceMeansWhatTheGateSaysAndNeverAYes(Answer answer) throws IOException {
    run.gate("go", "n9", SampleBundle.LEAD, 1, answer);
    run.isSilent("go", "n1", answer, SampleRun.CLOSES);
    run.isSilent("go", "n9", answer, SampleRun.CLOSES);
    run.ends("FAILED");

    assertThat(Written.of(run, directory).found())
        .contains("line 6: silence does not mean " + answer + " here")
        .contains("line 5: gate go was not opened as the plan has it");
  }

  @Test
  void silenceIsLongEnoughAndOfSomebodyWhoWasAsked() throws IOException {
    run.isSilent("go", "n1", Answer.REJECT, SampleRun.CLOSES.minusMillis(1));
    run.isSilent("go", "n0", Answer.REJECT, SampleRun.CLOSES);
    run.gate("rollback", "n5", SampleBundle.LEAD, 1, null);
    run.isSilent("rollback", "n5", Answer.ROLL_BACK, SampleRun.CLOSES);

    assertFound(
        "line 5: the time for an answer was not over",
        "line 6: no GATE before it has its nonce",
        "line 8: silence does not mean ROLL_BACK here");
  }

  @Test
  void anAnswerComesBeforeTheGateCloses() throws IOException {
    run.decides("go", "n1", "tanaka", SampleRun.CLOSES);

    assertFound("line 5: it came too late: the gate closed at " + SampleRun.CLOSES);
  }

  @Test
  void whatIsNoInstantIsNoTimeOfADecision() throws IOException {
    run.tell(
        Kind.DECISION,
        "go",
        Map.of("outcome", "accepted", "person", "tanaka", "nonce", "n1", "answer", "APPROVE"));
    run.ends("FAILED");

    assertThat(Written.of(run, directory).found())
        .contains("ledger.jsonl: line 5: it has a time that is none");
  }

  @Test
  void eachPersonCountsOnce() throws IOException {
    run.decides("complete", "n3", "sato", CAME);
    run.decides("complete", "n3", "sato", CAME.plusSeconds(1));
    run.passes("gate-complete");

    assertFound(
        "line 6: sato has answered before",
        "line 7: gate complete was passed without the approvals that the plan wants");
  }

  @Test
  void behindANoNothingIsApproved() throws IOException {
    run.decides("complete", "n3", "sato", Answer.REJECT, CAME);
    run.decides("complete", "n3", "tanaka", CAME);
    run.isSilent("complete", "n3", Answer.ROLL_BACK, SampleRun.CLOSES);

    assertFound("line 6: the gate was decided before", "line 7: the gate was decided before");
  }

  @Test
  void aNoThatWasStillBeingCheckedWinsOverTheYes() throws IOException {
    run.decides("complete", "n3", "tanaka", CAME);
    run.decides("complete", "n3", "sato", CAME);
    run.decides("complete", "n3", "ito", Answer.REJECT, CAME.minusSeconds(1));
    run.passes("gate-complete");

    assertFound("line 8: gate complete was passed without the approvals that the plan wants");
  }

  @Test
  void behindTheRunsEndNothingIsDecided() throws IOException {
    run.ends("FAILED");
    run.decides("go", "n1", "tanaka", CAME);

    assertThat(Written.of(run, directory).found())
        .isEqualTo("ledger.jsonl: line 6: it stands behind the run's OUTCOME");
  }

  @ParameterizedTest
  @CsvSource({"gate-go, go", "gate-switch, switch", "gate-complete, complete"})
  void noGateIsPassedUnlessItIsApproved(String step, String gate) throws IOException {
    run.passes(step);

    assertFound("line 5: gate " + gate + " was passed without the approvals that the plan wants");
  }

  @Test
  void approvalsAtTwoOpeningsOfAGateAreNotAddedUp() throws IOException {
    run.decides("complete", "n3", "sato", CAME);
    run.gate("complete", "n4");
    run.decides("complete", "n4", "tanaka", CAME);
    run.passes("gate-complete");

    assertFound("line 8: gate complete was passed without the approvals that the plan wants");
  }

  @Test
  void nothingIsCompleteWithoutAllOfItsGates() throws IOException {
    run.decides("go", "n1", "tanaka", CAME);
    run.ends("COMPLETED");

    assertThat(Written.of(run, directory).found().lines())
        .containsExactly(
            "ledger.jsonl: line 6: it completes without the approvals that the plan wants at gate"
                + " switch",
            "ledger.jsonl: line 6: it completes without the approvals that the plan wants at gate"
                + " complete");
  }

  /** The run ends, and these are all the findings. */
  private void assertFound(String... each) throws IOException {
    run.ends("FAILED");
    assertThat(Written.of(run, directory).found().lines())
        .containsExactly(Arrays.stream(each).map("ledger.jsonl: "::concat).toArray(String[]::new));
  }
}
