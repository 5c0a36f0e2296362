package dev.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan says who decides at a gate and how many: a ledger that says otherwise is found. */
final class GateChecksTest {

  private static final Instant CAME = SampleRun.NIGHT.plusSeconds(60);

  @TempDir private Path directory;
  private SampleRun run;

  @BeforeEach
  void begins() throws IOException {
    run = SampleRun.begun();
  }

  @ParameterizedTest
  @CsvSource({
    "discrepancy, migration-lead, 1, ROLL_BACK",
    "erp, migration-lead, 1, ROLL_BACK",
    "core-function, migration-lead, 1, ROLL_BACK",
    "rule-data-integrity, migration-lead, 1, ROLL_BACK",
    "rule-core-function, it-infrastructure-manager, 1, ROLL_BACK",
    "complete-failed, migration-lead, 1,",
    "release, migration-lead, 1,",
    "rollback, migration-lead, 1,",
    "forfeit, stakeholder, 2,",
    "leave-target, stakeholder, 2,",
  })
  void everyGateIsOpenedAsThePlanHasIt(
      String gate, String role, int required, @Nullable Answer silence) throws IOException {
    run.gate(gate, "n9", role, required, silence);

    assertFound();
  }

  @ParameterizedTest
  @CsvSource({
    "go, manager, 1, REJECT, '1 of migration-lead, silence is REJECT'",
    "go, migration-lead, 0, REJECT, '1 of migration-lead, silence is REJECT'",
    "go, migration-lead, 1, APPROVE, '1 of migration-lead, silence is REJECT'",
    "go, migration-lead, 1, , '1 of migration-lead, silence is REJECT'",
    "complete, team, 1, ROLL_BACK, '2 of team, silence is ROLL_BACK'",
    "rule-core-function, migration-lead, 1, ROLL_BACK, '1 of it-infrastructure-manager, silence'",
    "release, manager, 1, , '1 of migration-lead, no silence'",
    "forfeit, stakeholder, 1, , '2 of stakeholder, no silence'",
    "rule-lunch, migration-lead, 1, ROLL_BACK, the plan has no gate rule-lunch",
    "lunch, migration-lead, 1, ROLL_BACK, the plan has no gate lunch",
  })
  void aGateThatIsOpenedOtherwiseIsFound(
      String gate, String role, int required, @Nullable Answer silence, String says)
      throws IOException {
    run.gate(gate, "n9", role, required, silence);

    assertFound(says);
  }

  @Test
  void aGateIsOpenedOnceAndBeforeItsAnswers() throws IOException {
    run.decides("go", "n1", "tanaka", CAME);
    run.gate("go", "n1");
    run.gate("go", "n1");

    assertFound("no GATE before it has its nonce", "a gate with this nonce was opened before");
  }

  @Test
  void anAnswerIsGivenToTheGateThatHasItsNonce() throws IOException {
    run.gate("switch", "n2");
    run.decides("go", "n2", "tanaka", CAME);

    assertFound("no GATE before it has its nonce");
  }

  @Test
  void anAnswerIsOneOfThoseThatTheGateHas() throws IOException {
    run.gate("go", "n1");
    run.decides("go", "n1", "tanaka", Answer.ACCEPT, CAME);

    assertFound("ACCEPT is no answer at gate go");
  }

  @Test
  void whoPutsRightWhatFollowsCompleteDoesNotApproveIt() throws IOException {
    run.gate("complete-failed", "n4", SampleBundle.LEAD, 1, null);
    run.decides("complete-failed", "n4", "tanaka", Answer.RETRY, CAME);
    run.decides("complete-failed", "n4", "tanaka", CAME);

    assertFound("APPROVE is no answer at gate complete-failed");
  }

  @Test
  void whoAsksForARunDoesSoOnce() throws IOException {
    run.asks("suzuki");
    run.decides("start", "a0", "suzuki", CAME);

    assertFound("line 3: a run is asked for once", "line 4: a run is asked for once");
  }

  @Test
  void whoAskedForTheRunDoesNotApproveIt() throws IOException {
    run = new SampleRun();
    run.begins("Cutover");
    run.asks("tanaka");
    run.gate("go", "n1");
    run.decides("go", "n1", "tanaka", CAME);

    assertFound("tanaka asked for the run: another person has to approve");
  }

  @Test
  void whereNobodyAskedNobodyApprovesWhatThePlanKeepsFromThem() throws IOException {
    run = new SampleRun();
    run.begins("Cutover");
    run.gate("go", "n1");
    run.decides("go", "n1", "tanaka", CAME);
    run.gate("switch", "n2");
    run.decides("switch", "n2", "sato", CAME);

    assertFound("nobody knows who asked for the run, and the plan wants to");
  }

  @Test
  void aDecisionIsAcceptedRefusedOrSilence() throws IOException {
    run.tell(Kind.DECISION, "go", Map.of("outcome", "ACCEPTED", "person", "tanaka"));
    run.tell(Kind.DECISION, "unknown", Map.of("outcome", "refused", "reason", "malformed"));

    assertFound("a decision is accepted or refused, or it is silence");
  }

  /** The run ends, and these are all the findings. */
  private void assertFound(String... each) throws IOException {
    run.ends("FAILED");
    String found = Written.of(run, directory).found();
    assertThat(found.lines()).hasSize(each.length).allMatch(line -> line.contains("line "));
    for (String one : each) {
      assertThat(found).contains(one);
    }
  }
}
