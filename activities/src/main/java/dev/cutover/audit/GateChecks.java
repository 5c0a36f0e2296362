package dev.cutover.audit;

import dev.cutover.audit.PlanGates.Asked;
import dev.cutover.evidence.Bundle;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepOutcome;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the gates of one attempt were asked, answered and passed as the plan has them. */
final class GateChecks {

  private final PlanGates plan;
  private final Findings findings;
  private final Answers answers;
  private boolean ended;

  GateChecks(PlanGates plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
    this.answers = new Answers(plan);
  }

  /**
   * Goes through the lines that count, once and in their order.
   *
   * @return the numbers of those whose answers were taken back
   */
  Set<Long> check(List<RunLine> lines) {
    lines.forEach(line -> findings.guard(Bundle.LEDGER, () -> check(line)));
    return answers.withdrawn();
  }

  private void check(RunLine line) {
    try {
      switch (line.entry().kind()) {
        case GATE -> opened(line);
        case DECISION -> decided(line);
        case STEP -> passed(line);
        case OUTCOME -> ended(line);
        case RUN, LEVER, DISCREPANCY, RULE -> {}
      }
    } catch (DateTimeException noInstant) {
      tell(line, "it has a time that is none");
    }
  }

  private void opened(RunLine line) {
    List<Asked> asked = plan.asked(line.subject());
    if (!answers.open(line)) {
      tell(line, "a gate with this nonce was opened before");
    } else if (asked.isEmpty()) {
      tell(line, "the plan has no gate " + line.subject());
    } else if (!plan.has(line)) {
      tell(
          line,
          "gate "
              + line.subject()
              + " was not opened as the plan has it: "
              + String.join(", or ", asked.stream().map(Asked::inWords).toList()));
    }
  }

  private void decided(RunLine line) {
    switch (line.outcome()) {
      case "accepted" -> counted(line, answers.accept(line));
      case "silence" -> counted(line, answers.silence(line));
      case "refused" -> answers.refuse(line);
      default -> tell(line, "a decision is accepted or refused, or it is silence");
    }
  }

  private void counted(RunLine line, Optional<String> objection) {
    if (ended) {
      tell(line, "it stands behind the run's OUTCOME");
    } else {
      objection.ifPresent(why -> tell(line, why));
    }
  }

  private void passed(RunLine line) {
    for (String gate : PlanGates.APPROVED) {
      if (line.subject().equals("gate-" + gate) && line.outcome().equals(StepOutcome.DONE.name())) {
        answers.pass(gate);
        if (!answers.hasApproved(gate)) {
          tell(line, "gate " + gate + " was passed without the approvals that the plan wants");
        }
      }
    }
  }

  private void ended(RunLine line) {
    ended = true;
    for (String gate : PlanGates.APPROVED) {
      if (line.outcome().equals(Outcome.COMPLETED.name()) && !answers.hasApproved(gate)) {
        tell(line, "it completes without the approvals that the plan wants at gate " + gate);
      }
    }
  }

  private void tell(RunLine line, String what) {
    findings.add(Bundle.LEDGER, line.where() + ": " + what);
  }
}
