package dev.cutover.workflow;

import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * Starts a cutover.
 *
 * @param attempt UUID of this run
 * @param drillAfter roll back on purpose after this step
 * @param from where an earlier history of the same run left off; null at its start
 */
public record CutoverRequest(
    Plan plan,
    String planHash,
    String environment,
    String attempt,
    @Nullable Step drillAfter,
    @Nullable HandOver from) {

  public CutoverRequest(
      Plan plan, String planHash, String environment, String attempt, @Nullable Step drillAfter) {
    this(plan, planHash, environment, attempt, drillAfter, null);
  }

  CutoverRequest goingOn(HandOver with) {
    return new CutoverRequest(plan, planHash, environment, attempt, drillAfter, with);
  }
}
