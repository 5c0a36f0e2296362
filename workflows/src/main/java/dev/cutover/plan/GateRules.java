package dev.cutover.plan;

import dev.cutover.plan.Checks.CoreFunction;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What silence may mean, and when rollback rules apply. Silence never opens the target: whoever
 * sleeps decides for legacy.
 */
final class GateRules {

  private final Plan plan;
  private final Findings findings;
  private final Known functions;

  GateRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
    List<CoreFunction> probed = plan.checks().coreFunctions();
    Set<String> names = probed.stream().map(CoreFunction::name).collect(Collectors.toSet());
    functions = new Known("core function", names, findings.sound("checks.core-functions"));
  }

  void check() {
    Gates gates = plan.gates();
    String ends = "must be reject: before anything moved, silence ends the run";
    gate("go", gates.go(), Set.of(Answer.REJECT), ends);
    String back = "must be roll-back or reject: silence never opens the target";
    Set<Answer> toLegacy = Set.of(Answer.ROLL_BACK, Answer.REJECT);
    gate("switch", gates.switchOver(), toLegacy, back);
    gate("complete", gates.complete(), toLegacy, back);
    gate("discrepancy", gates.discrepancy(), toLegacy, back);
    if (gates.discrepancy().requesterMayApprove() != null) {
      findings.error(
          "gates.discrepancy.requester-may-approve",
          "nothing is approved at a discrepancy, whoever decides there may have asked for the run:"
              + " leave it out");
    }
    findings.names("rollback-rules", plan.rollbackRules(), RollbackRule::name);
    findings.each(plan.rollbackRules(), "rollback-rules", this::rule);
  }

  private void gate(String name, GateRule gate, Set<Answer> silence, String message) {
    String path = "gates." + name;
    findings.positive(path + ".answer-within", gate.answerWithin());
    beforeSilence(path, "remind-every", gate.remindEvery(), gate.answerWithin());
    beforeSilence(path, "escalate-after", gate.escalateAfter(), gate.answerWithin());
    if (!silence.contains(gate.silence())) {
      findings.error(path + ".silence", message);
    }
  }

  private void beforeSilence(
      String path, String key, @Nullable Duration time, Duration answerWithin) {
    if (time == null) {
      return;
    }
    String at = path + "." + key;
    findings.positive(at, time);
    if (findings.sound(path + ".answer-within")
        && !answerWithin.isZero()
        && time.compareTo(answerWithin) >= 0) {
      findings.error(at, "must be shorter than answer-within: silence counts as an answer then");
    }
  }

  private void rule(RollbackRule rule, String path) {
    findings.word(path + ".name", rule.name());
    trigger(rule.trigger(), path + ".trigger");
    findings.positive(path + ".answer-within", rule.answerWithin());
    beforeSilence(path, "remind-every", rule.remindEvery(), rule.answerWithin());
    beforeSilence(path, "escalate-after", rule.escalateAfter(), rule.answerWithin());
    if (rule.silence() != Answer.ROLL_BACK) {
      findings.error(
          path + ".silence", "must be roll-back: silence brings the system back to legacy");
    }
    String within = path + ".rollback-within";
    findings.positive(within, rule.rollbackWithin());
    if (findings.sound(path + ".answer-within")
        && !rule.answerWithin().isZero()
        && rule.rollbackWithin().compareTo(rule.answerWithin()) <= 0) {
      String silence = Durations.words(rule.answerWithin());
      findings.error(within, "must be longer than answer-within: silence alone takes " + silence);
    }
    Duration planned = PlannedTimes.rollback(plan.limits());
    if (findings.sound("limits.steps") && rule.rollbackWithin().compareTo(planned) < 0) {
      findings.error(
          within,
          "is shorter than the planned steps of the rollback together: "
              + Durations.words(planned)
              + " needed");
    }
  }

  private void trigger(RollbackRule.Trigger trigger, String path) {
    Integer errors = trigger.integrityErrors();
    List<String> covered = trigger.coreFunctions();
    Duration within = trigger.within();
    if ((errors == null) == (covered == null)) {
      findings.error(path, "give either integrity-errors or core-functions");
    }
    if (errors != null && errors < 1) {
      findings.error(path + ".integrity-errors", "must be at least 1");
    }
    if (within != null && covered != null) {
      findings.error(path + ".within", "belongs to integrity-errors: leave it out");
    } else if (within != null) {
      findings.positive(path + ".within", within);
    }
    if (covered != null) {
      String at = path + ".core-functions";
      findings.filled(at, covered);
      findings.each(covered, at, (name, one) -> findings.known(one, name, functions));
    }
  }
}
