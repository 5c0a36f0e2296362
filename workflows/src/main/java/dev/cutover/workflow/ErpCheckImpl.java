package dev.cutover.workflow;

import dev.cutover.activity.ErpActivities.ErpResult;
import dev.cutover.plan.Side;
import java.util.List;

/** The ERP check on its own. */
public final class ErpCheckImpl implements ErpCheck {

  @Override
  public List<ErpResult> run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    return check(bound, new Sites(bound.queues()), request.from());
  }

  static List<ErpResult> check(BoundPlan bound, Sites sites, Side from) {
    return sites
        .erp(from, "ERP from " + from)
        .check(bound.environment().bindings().erp(), bound.plan().checks().erp());
  }

  /** The checks that failed, for people to read. */
  static List<String> failures(List<ErpResult> results) {
    return results.stream()
        .filter(result -> !result.ok())
        .map(result -> "ERP check " + result.check() + ": " + result.detail())
        .toList();
  }
}
