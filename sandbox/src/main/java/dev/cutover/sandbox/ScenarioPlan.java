package dev.cutover.sandbox;

import dev.cutover.plan.Limits;
import dev.cutover.plan.Plan;
import dev.cutover.plan.RollbackRule;
import java.time.Duration;
import java.util.List;

/** The plan with the limits that a scenario needs to be over within seconds. */
final class ScenarioPlan {

  private static final Duration OVERRUN = Duration.ofSeconds(12);
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private ScenarioPlan() {}

  static Plan of(Plan plan, Scenario scenario) {
    return switch (scenario) {
      case OVERRUN -> with(plan, shortLimit(plan.limits()), plan.rollbackRules());
      case SILENT_DECISION_MAKER ->
          with(
              plan,
              plan.limits(),
              plan.rollbackRules().stream().map(ScenarioPlan::impatient).toList());
      default -> plan;
    };
  }

  private static Limits shortLimit(Limits limits) {
    return new Limits(
        OVERRUN,
        limits.overrunBudget(),
        limits.reserve(),
        limits.syncLagRows(),
        limits.syncLag(),
        limits.batchDrain(),
        limits.steps());
  }

  private static RollbackRule impatient(RollbackRule rule) {
    return new RollbackRule(
        rule.name(),
        rule.trigger(),
        rule.decisionMaker(),
        SILENCE,
        rule.silence(),
        rule.rollbackWithin(),
        rule.tell(),
        rule.procedure(),
        rule.remigration());
  }

  private static Plan with(Plan plan, Limits limits, List<RollbackRule> rules) {
    return new Plan(
        plan.version(),
        plan.system(),
        plan.sides(),
        plan.people(),
        plan.phases(),
        limits,
        plan.environments(),
        plan.data(),
        plan.batch(),
        plan.clients(),
        plan.effects(),
        plan.levers(),
        plan.checks(),
        plan.gates(),
        rules,
        plan.evidence(),
        plan.parallelOperation(),
        plan.notifications(),
        plan.outOfScope());
  }
}
