package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.plan.Data;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Table;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of so many tables that their shards would be too much for one history: a few tables
 * after the other, each group in a workflow of its own, with a plan that names no other tables.
 */
final class TableGroups {

  /** With as many shards as a table may have these stay far below what a history may hold. */
  private static final int TABLES = 40;

  private TableGroups() {}

  static boolean isNeeded(BoundPlan bound) {
    return bound.tables().size() > TABLES;
  }

  static List<TableComparison> compare(BoundPlan bound, String attempt, boolean frozen) {
    List<Table> tables = bound.tables();
    int groups = (tables.size() + TABLES - 1) / TABLES;
    List<TableComparison> compared = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      int from = group * TABLES;
      Plan some =
          with(bound.plan(), tables.subList(from, Math.min(from + TABLES, tables.size())), groups);
      compared.addAll(
          child(bound, attempt, group)
              .run(new Comparison.Request(some, bound.name(), attempt, null, frozen)));
    }
    return compared;
  }

  private static Comparison child(BoundPlan bound, String attempt, int group) {
    String step = "compare-" + (group + 1);
    return Workflow.newChildWorkflowStub(
        Comparison.class,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.child(Workflow.getInfo().getWorkflowId(), attempt, step))
            .setTaskQueue(bound.queues().control())
            .setStaticSummary("compare group " + (group + 1) + " of the tables")
            .build());
  }

  /** The time that the plan gives for comparing again is divided among the groups. */
  private static Plan with(Plan plan, List<Table> tables, int groups) {
    Data data = plan.data();
    @Nullable Duration recheck = data.recheck();
    return plan.with(
        new Data(
            data.chunkRows(),
            data.parallelShards(),
            recheck == null ? null : recheck.dividedBy(groups),
            data.sourceLimit(),
            List.copyOf(tables),
            List.of()));
  }
}
