package dev.cutover.audit;

import dev.cutover.activity.DecisionActivities.Question;
import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.audit.PlanGates.Asked;
import dev.cutover.audit.RunResult.Accepted;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.SshSignature;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.Manifest;
import dev.cutover.roster.PastRoster;
import dev.cutover.workflow.CutoverRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether each decision that has counted was signed, by whom, and for what. */
final class DecisionChecks {

  private final Manifest manifest;
  private final PastRoster roster;
  private final PlanGates plan;
  private final Findings findings;
  private int good;

  DecisionChecks(Manifest manifest, PastRoster roster, PlanGates plan, Findings findings) {
    this.manifest = manifest;
    this.roster = roster;
    this.plan = plan;
    this.findings = findings;
  }

  /**
   * Returns how many were.
   *
   * @param withdrawn numbers of lines whose answers were taken back: their keys may be gone
   */
  int check(List<RunLine> lines, Set<Long> withdrawn) {
    for (RunLine line : lines) {
      Accepted.of(line)
          .filter(accepted -> !accepted.person().isEmpty())
          .ifPresent(accepted -> check(line, accepted, withdrawn.contains(line.number())));
    }
    return good;
  }

  private void check(RunLine line, Accepted accepted, boolean withdrawn) {
    String what = line.where() + ", " + accepted.inWords() + ": ";
    if (withdrawn) {
      findings.note(Bundle.LEDGER, what + "it was taken back later, and has not counted");
    } else {
      findings.guard(Bundle.LEDGER, () -> check(line, accepted, what));
    }
  }

  private void check(RunLine line, Accepted accepted, String what) throws IOException {
    String signed = line.fact(LedgerEntry.SIGNED);
    Optional<Asked> asked = plan.asked(accepted.gate(), accepted.answer());
    if (signed.isEmpty()) {
      findings.add(Bundle.LEDGER, what + "nobody has signed it");
    } else if (accepted.gate().equals(CutoverRequest.GATE)) {
      // Anybody of the roster may ask for a run.
      judge(question(line, null, accepted), signed, accepted, what);
    } else if (asked.isPresent()) {
      judge(question(line, asked.get().role(), accepted), signed, accepted, what);
    }
  }

  private void judge(Question question, String signed, Accepted accepted, String what)
      throws IOException {
    Verdict verdict = roster.verify(question, signed);
    String answer = String.valueOf(verdict.answer());
    if (!verdict.valid()) {
      findings.add(Bundle.LEDGER, what + verdict.reason());
    } else if (!accepted.person().equals(verdict.person()) || !accepted.answer().equals(answer)) {
      findings.add(
          Bundle.LEDGER, what + "what was signed is " + answer + ", by " + verdict.person());
    } else {
      good++;
      noteIfRevoked(what, signed);
    }
  }

  private Question question(RunLine line, @Nullable String role, Accepted accepted) {
    return new Question(
        manifest.system(),
        manifest.environment(),
        line.attempt(),
        accepted.gate(),
        line.nonce(),
        manifest.plan(),
        role,
        Instant.parse(accepted.came()));
  }

  private void noteIfRevoked(String what, String signed) throws IOException {
    SshSignature signature = SshSignature.decode(SignedText.parse(signed).signature());
    if (roster.isRevoked(signature.key())) {
      findings.note(Bundle.REVOKED, what + "the key is revoked now; when is not known");
    }
  }
}
