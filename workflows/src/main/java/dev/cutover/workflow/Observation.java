package dev.cutover.workflow;

import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.plan.Plan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** What only workers can see, looked at without changing anything. */
@WorkflowInterface
public interface Observation {

  @WorkflowMethod(name = "Observation")
  Observed run(Request request);

  /** Which plan's environment to look at, and for what. */
  record Request(Plan plan, String environment, Question question) {}

  /** What can be looked at. */
  enum Question {
    /** Whether everything on legacy has a place on the target. */
    SCHEMA,
    /** What would make a place for what has none. */
    SCHEMA_PROPOSAL
  }

  /**
   * The answer; what was not asked for is empty.
   *
   * @param findings of the schema check, waived ones too
   * @param statements proposed, not executed
   */
  record Observed(List<Finding> findings, List<String> statements) {}
}
