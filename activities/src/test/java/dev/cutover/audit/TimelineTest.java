package dev.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.evidence.EvidenceVerifier.Finding;
import dev.cutover.evidence.EvidenceVerifier.Verified;
import dev.cutover.plan.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was reset in Temporal is judged by what it did in the end. */
final class TimelineTest {

  private static final Instant CAME = SampleRun.NIGHT.plusSeconds(60);

  /** Of the answer at the gate. */
  private static final int PLACE = 3;

  @TempDir private Path directory;
  private SampleRun run;

  @BeforeEach
  void begins() throws IOException {
    run = SampleRun.begun();
    run.gate("go", "n1");
    run.decides("go", "n1", "tanaka", CAME);
    run.passes("gate-go");
  }

  /** Temporal lets the run forget what it did behind the gate's opening. */
  private void isReset() {
    run.ledger.reset(SampleRun.ATTEMPT, PLACE);
    run.taken.remove(run.taken.size() - 1);
    run.outcome = null;
  }

  @Test
  void whatWasDecidedBeforeTheResetIsNotedAndNoFault() throws IOException {
    isReset();
    run.decides("go", "n1", "tanaka", Answer.REJECT, CAME.plusSeconds(60));
    run.ends("FAILED");

    Verified verified = Written.of(run, directory).verified();
    assertThat(verified.findings()).isEmpty();
    assertThat(verified.decisions()).isEqualTo(2);
    assertThat(verified.notes())
        .extracting(Finding::line)
        .contains(
            "ledger.jsonl: 2 lines of attempt a1 are of what it did before it was reset in"
                + " Temporal",
            "ledger.jsonl: line 4, the decision APPROVE at gate go by tanaka at "
                + CAME
                + ", is one of these");
  }

  @Test
  void whatWasDecidedBeforeTheResetPassesNoGateBehindIt() throws IOException {
    isReset();
    run.passes("gate-go");
    run.ends("FAILED");

    assertThat(Written.of(run, directory).found())
        .contains("line 6: gate go was passed without the approvals that the plan wants");
  }

  @Test
  void aRunThatGoesOnAfterAResetHasNotEnded() throws IOException {
    run.ends("FAILED");
    isReset();
    run.decides("go", "n1", "tanaka", CAME.plusSeconds(60));

    Verified verified = Written.of(run, directory).verified();
    assertThat(verified.findings()).isEmpty();
    assertThat(verified.notes())
        .extracting(Finding::line)
        .contains("result.json: attempt a1 was going on");
  }

  @Test
  void aRunThatWasResetEndsAsItEndedLast() throws IOException {
    run.ends("SUPERSEDED");
    isReset();
    run.decides("go", "n1", "tanaka", Answer.REJECT, CAME);
    run.ends("FAILED");
    assertThat(Written.of(run, directory).found()).isEmpty();

    run.outcome = "SUPERSEDED";
    assertThat(Written.of(run, directory).found())
        .isEqualTo("ledger.jsonl: attempt a1 ends as FAILED, in its result as SUPERSEDED");
  }

  @Test
  void whatFollowsPlacesThatWereNotTakenBeforeIsOfTheSameTime() throws IOException {
    isReset();
    run.decides("go", "n1", "tanaka", CAME.plusSeconds(60));
    run.passes("gate-go");
    run.gate("switch", "n2");
    run.ends("FAILED");
    isReset();
    run.isSilent("go", "n1", Answer.REJECT, SampleRun.CLOSES);
    run.ends("FAILED");

    Verified verified = Written.of(run, directory).verified();
    assertThat(verified.findings()).isEmpty();
    assertThat(verified.notes())
        .extracting(Finding::what)
        .anyMatch(note -> note.startsWith("6 lines of attempt a1 are of what it did before"));
  }
}
