package dev.cutover.workflow;

import dev.cutover.plan.Side;
import java.util.List;

/** Engine tables and triggers. */
public final class SetupImpl implements Setup {

  @Override
  public List<String> run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues());
    for (Side side : Side.values()) {
      sites
          .sync("engine tables and triggers on " + side)
          .prepare(bound.database(side), bound.tables());
    }
    return sites.sync("check the tables").findings(bound.databases(), bound.schemaScope());
  }
}
