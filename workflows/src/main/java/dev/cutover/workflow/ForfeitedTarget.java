package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.plan.Plan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * The open end of a rollback that had to do without the target: waits until it is back, and shuts
 * it for good before anybody can write there.
 */
@WorkflowInterface
public interface ForfeitedTarget {

  /** Returns how it ended, for people to read. */
  @WorkflowMethod(name = "ForfeitedTarget")
  String run(Request request);

  /**
   * Which target, and by the leave of which run.
   *
   * @param conductor of the rollback
   * @param forfeited whether what it holds was given up
   * @param held how much that is, once people were told; null before
   */
  record Request(
      Plan plan,
      String environment,
      Conductor conductor,
      boolean forfeited,
      @Nullable String held) {}
}
