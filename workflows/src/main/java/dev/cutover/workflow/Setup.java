package dev.cutover.workflow;

import dev.cutover.plan.Plan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Lays the engine's tables and triggers in both databases, or takes back what a rehearsal has left
 * in them; harmless when repeated.
 */
@WorkflowInterface
public interface Setup {

  /** Returns what still stands in the way of a cutover, or stood in that of a reset. */
  @WorkflowMethod(name = "Setup")
  List<String> run(Request request);

  /**
   * Which plan's environment to set up.
   *
   * @param reset whether to begin anew: only where legacy is live, and never in production
   */
  record Request(Plan plan, String environment, boolean reset) {

    public Request(Plan plan, String environment) {
      this(plan, environment, false);
    }
  }
}
