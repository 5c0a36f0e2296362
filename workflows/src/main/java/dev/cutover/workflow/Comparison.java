package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.plan.Plan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares counts and checksums of every table of the plan, or of one. */
@WorkflowInterface
public interface Comparison {

  @WorkflowMethod(name = "Comparison")
  List<TableComparison> run(Request request);

  /**
   * @param table null for all
   * @param frozen whether neither side is written, so that what is certified need not be compared
   */
  record Request(
      Plan plan, String environment, String attempt, @Nullable String table, boolean frozen) {

    public Request(Plan plan, String environment, String attempt, @Nullable String table) {
      this(plan, environment, attempt, table, false);
    }
  }
}
