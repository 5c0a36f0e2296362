package dev.cutover.workflow;

import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Starts a cutover.
 *
 * @param attempt UUID of this run
 * @param drillAfter roll back on purpose after this step
 * @param requested that somebody asks for this attempt, signed; null where nobody has said so
 * @param drill how long the rollback of the last drill took; null where none was measured
 * @param from where an earlier history of the same run left off; null at its start
 */
public record CutoverRequest(
    Plan plan,
    String planHash,
    String environment,
    String attempt,
    @Nullable Step drillAfter,
    @Nullable String requested,
    @Nullable Duration drill,
    @Nullable HandOver from) {

  /** What a statement names as its gate that asks for a run; its nonce is the attempt. */
  public static final String GATE = "start";

  public CutoverRequest(
      Plan plan, String planHash, String environment, String attempt, @Nullable Step drillAfter) {
    this(plan, planHash, environment, attempt, drillAfter, null, null, null);
  }

  /** The same, after a drill was measured. */
  public CutoverRequest withDrill(Duration measured) {
    return new CutoverRequest(
        plan, planHash, environment, attempt, drillAfter, requested, measured, from);
  }

  public CutoverRequest(
      Plan plan,
      String planHash,
      String environment,
      String attempt,
      @Nullable Step drillAfter,
      @Nullable String requested) {
    this(plan, planHash, environment, attempt, drillAfter, requested, null, null);
  }

  CutoverRequest goingOn(HandOver with) {
    return new CutoverRequest(
        plan, planHash, environment, attempt, drillAfter, requested, drill, with);
  }
}
