package dev.cutover.workflow;

import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.decision.SignedText;
import dev.cutover.plan.Answer;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.Gates;
import dev.cutover.plan.Plan;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whoever asked for a run. What one person wants another one approves, unless the plan says
 * otherwise of a gate.
 *
 * @param person null where nobody has signed for it
 */
record Requester(Gates gates, @Nullable String person) {

  /**
   * @param requested the request that the run was started with; whether it counts is judged in its
   *     pre-check, and nobody approves anything before
   */
  static Requester of(Plan plan, @Nullable String requested) {
    return new Requester(plan.gates(), requested == null ? null : personOf(requested));
  }

  private static @Nullable String personOf(String requested) {
    try {
      return SignedText.personOf(requested);
    } catch (IllegalArgumentException notSigned) {
      return null;
    }
  }

  /** What becomes of a request. */
  static DecisionTaken judge(Verdict verdict, Instant came) {
    String reason = Objects.requireNonNullElse(verdict.reason(), "");
    if (!verdict.valid()) {
      return Gate.refused(CutoverRequest.GATE, verdict.person(), reason);
    }
    if (verdict.answer() != Answer.APPROVE) {
      return Gate.refused(
          CutoverRequest.GATE, verdict.person(), "a request says APPROVE, not " + verdict.answer());
    }
    return new DecisionTaken(
        CutoverRequest.GATE, verdict.person(), verdict.answer(), true, reason, came);
  }

  /** A verdict on an answer, in the knowledge of who asked for the run. */
  Verdict over(Question question, Verdict verdict) {
    String exclusion = exclusion(question);
    boolean excluded =
        exclusion != null
            && verdict.valid()
            && verdict.answer() == Answer.APPROVE
            && (person == null || person.equals(verdict.person()));
    return excluded ? new Verdict(false, verdict.person(), null, exclusion) : verdict;
  }

  /** Whose approval does not count at a gate, and why; null where that of all who may does. */
  @Nullable String exclusion(Question question) {
    GateRule rule =
        question.offered().contains(Answer.APPROVE) ? gates.approval(question.gate()) : null;
    if (rule == null || Boolean.TRUE.equals(rule.requesterMayApprove())) {
      return null;
    }
    if (person != null) {
      return person + " asked for this run: another person has to approve";
    }
    return rule.requesterMayApprove() == null
        ? null
        : "nobody knows who asked for this run: start it with --as and --key";
  }
}
