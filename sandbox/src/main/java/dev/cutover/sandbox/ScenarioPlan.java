package dev.cutover.sandbox;

import dev.cutover.plan.Levers;
import dev.cutover.plan.Levers.FenceRule;
import dev.cutover.plan.Limits;
import dev.cutover.plan.Plan;
import dev.cutover.plan.RollbackRule;
import dev.cutover.sandbox.fault.FaultCase.PlanChange;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The plan with the limits that a scenario needs to be over within seconds. */
final class ScenarioPlan {

  private static final Duration OVERRUN = Duration.ofSeconds(12);
  private static final Duration LATE_CALLS = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private ScenarioPlan() {}

  static Plan of(Plan plan, Scenario scenario) {
    Plan quick = quick(plan);
    return switch (scenario) {
      case OVERRUN -> quick.with(limit(plan.limits(), OVERRUN));
      case SILENT_DECISION_MAKER ->
          quick.withRollbackRules(
              plan.rollbackRules().stream().map(ScenarioPlan::impatient).toList());
      default -> quick;
    };
  }

  /** The plan for a world in one process, where no call is under way for long. */
  static Plan quick(Plan plan) {
    return plan.with(plan.levers().withLateCalls(LATE_CALLS));
  }

  /** The plan with the limits that a fault needs. */
  static Plan with(Plan plan, PlanChange change) {
    Limits limits =
        change.cutover() == null
            ? plan.limits()
            : limit(plan.limits(), Duration.ofSeconds(change.cutover()));
    FenceRule fence = plan.levers().fence();
    Levers levers =
        new Levers(
            new FenceRule(
                change.lease() == null ? fence.lease() : Duration.ofSeconds(change.lease()),
                change.drain() == null ? fence.drain() : Duration.ofSeconds(change.drain()),
                fence.killSessions(),
                fence.forfeit()),
            plan.levers().dns(),
            change.lateCalls() == null
                ? plan.levers().lateCalls()
                : Duration.ofSeconds(change.lateCalls()));
    return plan.with(limits).with(levers);
  }

  private static Limits limit(Limits limits, Duration cutover) {
    return new Limits(
        cutover,
        limits.overrunBudget(),
        limits.reserve(),
        limits.syncLagRows(),
        limits.syncLag(),
        limits.batchDrain(),
        shortened(limits, cutover));
  }

  /** Steps that are planned to last longer than all may last would let nobody switch. */
  private static Map<String, Duration> shortened(Limits limits, Duration cutover) {
    Map<String, Duration> steps = new TreeMap<>();
    limits
        .steps()
        .forEach(
            (step, planned) ->
                steps.put(
                    step,
                    Duration.ofMillis(
                        planned.toMillis() * cutover.toMillis() / limits.cutover().toMillis())));
    return steps;
  }

  private static RollbackRule impatient(RollbackRule rule) {
    return new RollbackRule(
        rule.name(),
        rule.trigger(),
        rule.decisionMaker(),
        SILENCE,
        null,
        null,
        rule.silence(),
        rule.rollbackWithin(),
        rule.tell(),
        rule.procedure(),
        rule.remigration());
  }
}
