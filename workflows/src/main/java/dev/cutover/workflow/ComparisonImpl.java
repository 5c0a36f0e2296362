package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.plan.Table;
import io.temporal.workflow.Async;
import java.util.List;

/** The comparison on its own. */
public final class ComparisonImpl implements Comparison {

  @Override
  public List<TableComparison> run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    return compare(bound, new Sites(bound.queues()), request);
  }

  static List<TableComparison> compare(BoundPlan bound, Sites sites, Request request) {
    Shards<TableComparison> comparisons = new Shards<>(bound.plan().data().parallelShards());
    for (Table table : bound.tables()) {
      if (request.table() == null || request.table().equals(table.name())) {
        comparisons.begin(
            () ->
                Async.function(
                    sites.comparing("compare " + table.name())::compare,
                    request.attempt(),
                    bound.databases(),
                    table));
      }
    }
    return comparisons.results();
  }
}
