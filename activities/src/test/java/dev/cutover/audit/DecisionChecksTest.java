package dev.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.evidence.EvidenceVerifier.Verified;
import dev.cutover.plan.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decision that a ledger says has counted is one that its person could take, and took. */
final class DecisionChecksTest {

  private static final Instant CAME = SampleRun.NIGHT.plusSeconds(60);

  @TempDir private Path directory;
  private SampleRun run;

  @BeforeEach
  void begins() throws IOException {
    run = SampleRun.begun();
    run.gate("go", "n1");
    run.gate("switch", "n2");
  }

  @Test
  void aStrangerSignsForNobody() throws IOException {
    Statement hers = run.statement("go", "n1", "tanaka", Answer.APPROVE, CAME);
    decidesGo(run.signers.sign("stranger", hers));

    assertFound("the key is not one of tanaka in the roster");
  }

  @Test
  void aSignatureFitsItsStatementAlone() throws IOException {
    Statement signed = run.statement("go", "n1", "tanaka", Answer.APPROVE, CAME);
    Statement shown = run.statement("go", "n1", "tanaka", Answer.APPROVE, CAME.plusSeconds(1));
    String armor = SignedText.parse(run.signers.sign("tanaka", signed)).signature();
    decidesGo(new SignedText(shown, armor).text());

    assertFound("the signature does not fit the statement");
  }

  @Test
  void aDecisionOfAnotherAttemptIsNone() throws IOException {
    Statement ours = run.statement("go", "n1", "tanaka", Answer.APPROVE, CAME);
    Statement other =
        new Statement(
            ours.system(),
            ours.environment(),
            "a0",
            ours.gate(),
            ours.nonce(),
            ours.planHash(),
            "",
            ours.decision(),
            ours.person(),
            ours.reason(),
            ours.issued(),
            ours.expires());
    decidesGo(run.signers.sign("tanaka", other));

    assertFound("it is for another attempt");
  }

  @Test
  void aDecisionAtAnotherGateIsNone() throws IOException {
    Statement there = run.statement("switch", "n1", "tanaka", Answer.APPROVE, CAME);
    decidesGo(run.signers.sign("tanaka", there));

    assertFound("it is for gate switch");
  }

  @Test
  void aDecisionAtAnotherOpeningIsNone() throws IOException {
    Statement earlier = run.statement("go", "n0", "tanaka", Answer.APPROVE, CAME);
    decidesGo(run.signers.sign("tanaka", earlier));

    assertFound("it is for an earlier opening of the gate");
  }

  @Test
  void whoDoesNotHaveTheGatesRoleDecidesNothing() throws IOException {
    run.decides("go", "n1", "sato", CAME);

    assertFound("sato does not have the role migration-lead");
  }

  @Test
  void aDeputyDecidesWhileTheyStandInForSomebody() throws IOException {
    run.gate("switch", "n4");
    run.decides("switch", "n2", "ito", SampleRun.NIGHT.minusSeconds(1));
    run.decides("switch", "n4", "ito", SampleRun.NIGHT.plusSeconds(4 * 3600));

    assertFound("ito stands in for sato from", "ito stands in for sato from");
  }

  @Test
  void whatWasSignedIsWhatTheLedgerSays() throws IOException {
    Statement tanakas = run.statement("go", "n1", "tanaka", Answer.APPROVE, CAME);
    String signed = run.signers.sign("tanaka", tanakas);
    run.decides("go", "n1", "sato", Answer.APPROVE, CAME, signed);

    assertFound("by sato at " + CAME + ": what was signed is APPROVE, by tanaka");
  }

  @Test
  void whatNobodySignedCountsForNothing() throws IOException {
    decidesGo("");

    assertFound("nobody has signed it");
  }

  @Test
  void anybodyWithAKeyAsksForARunWithoutAnyRole() throws IOException {
    assertFound();
    assertThat(verified().decisions()).isEqualTo(1);
  }

  @Test
  void whoAsksForARunHasAKeyInTheRoster() throws IOException {
    run = new SampleRun();
    run.begins("Cutover");
    run.asks("stranger");

    assertFound("at gate start by stranger at " + SampleRun.NIGHT + ": the key is not one of");
  }

  @Test
  void anOrderIsSignedByWhoMayGiveIt() throws IOException {
    run.gate("rollback", "epoch-3", SampleBundle.LEAD, 1, null);
    run.decides("rollback", "epoch-3", "tanaka", Answer.ROLL_BACK, CAME);
    run.gate("rollback", "epoch-4", SampleBundle.LEAD, 1, null);
    run.decides("rollback", "epoch-4", "sato", Answer.ROLL_BACK, CAME);

    assertFound("sato does not have the role migration-lead");
    assertThat(verified().decisions()).isEqualTo(2);
  }

  private void decidesGo(String signed) {
    run.decides("go", "n1", "tanaka", Answer.APPROVE, CAME, signed);
  }

  private Verified verified() throws IOException {
    return Written.of(run, directory).verified();
  }

  /** The run ends, and these are all the findings. */
  private void assertFound(String... each) throws IOException {
    run.ends("FAILED");
    assertThat(Written.of(run, directory).found().lines().toList())
        .hasSize(each.length)
        .allMatch(line -> line.startsWith("ledger.jsonl: line "));
    for (String one : each) {
      assertThat(Written.of(run, directory).found()).contains(one);
    }
  }
}
