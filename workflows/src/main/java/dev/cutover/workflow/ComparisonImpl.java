package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.List;

/** The comparison on its own. */
public final class ComparisonImpl implements Comparison {

  @Override
  public List<TableComparison> run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    return compare(bound, new Sites(bound.queues()), request);
  }

  static List<TableComparison> compare(BoundPlan bound, Sites sites, Request request) {
    List<Promise<TableComparison>> comparisons =
        bound.tables().stream()
            .filter(table -> request.table() == null || request.table().equals(table.name()))
            .map(
                table ->
                    Async.function(
                        sites.comparison("compare " + table.name())::compare,
                        request.attempt(),
                        bound.databases(),
                        table))
            .toList();
    return comparisons.stream().map(Promise::get).toList();
  }
}
