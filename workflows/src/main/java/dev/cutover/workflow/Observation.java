package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.plan.Plan;
import dev.cutover.workflow.RunStatus.LeverObserved;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only workers can see, looked at without changing anything. */
@WorkflowInterface
public interface Observation {

  @WorkflowMethod(name = "Observation")
  Observed run(Request request);

  /**
   * Which plan's environment to look at, and for what.
   *
   * @param page for {@code DISCREPANCIES}: which of them
   */
  record Request(Plan plan, String environment, Question question, @Nullable Page page) {

    public Request(Plan plan, String environment, Question question) {
      this(plan, environment, question, null);
    }
  }

  /**
   * Some of the discrepancies that a comparison has stored.
   *
   * @param attempt of the comparison
   * @param behindKey the last key of the page before; empty for the first
   */
  record Page(String attempt, String table, String behindKey) {}

  /** What can be looked at. */
  enum Question {
    /** Whether everything on legacy has a place on the target. */
    SCHEMA,
    /** What would make a place for what has none. */
    SCHEMA_PROPOSAL,
    /** What a comparison has found. */
    DISCREPANCIES,
    /** Where each lever stands. */
    LEVERS
  }

  /**
   * The answer; what was not asked for is empty.
   *
   * @param findings of the schema check, waived ones too
   * @param statements proposed, not executed
   * @param discrepancies a page of them, in the order of their keys, with the values that the plan
   *     lets be shown; empty behind the last
   * @param levers one that can't be reached says so
   * @param legacy legacy's fence, null where it can't be reached
   */
  record Observed(
      List<Finding> findings,
      List<String> statements,
      List<Discrepancy> discrepancies,
      List<LeverObserved> levers,
      @Nullable FenceRow legacy) {

    static Observed schema(List<Finding> findings, List<String> statements) {
      return new Observed(findings, statements, List.of(), List.of(), null);
    }
  }
}
