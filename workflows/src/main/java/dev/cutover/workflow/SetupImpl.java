package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.FenceRow;
import dev.cutover.plan.Environment;
import dev.cutover.plan.Side;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Engine tables and triggers. */
public final class SetupImpl implements Setup {

  @Override
  public List<String> run(Request request) {
    if (request.reset() && !request.environment().equals(Environment.REHEARSAL)) {
      return List.of("only " + Environment.REHEARSAL + " is reset, not " + request.environment());
    }
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues());
    for (Side side : Side.values()) {
      sites
          .sync("engine tables and triggers on " + side)
          .prepare(bound.database(side), bound.tables());
    }
    if (request.reset()) {
      List<String> problems = objections(bound, sites);
      if (problems.isEmpty()) {
        reset(bound, sites);
      }
      return problems;
    }
    return sites.sync("check the tables").findings(bound.databases(), bound.schemaScope());
  }

  /** Everything must stand on legacy already: bringing it there is a rollback's work. */
  private static List<String> objections(BoundPlan bound, Sites sites) {
    Positions positions = new Positions(bound, sites);
    List<String> problems =
        new ArrayList<>(positions.notOnLegacy(observe(bound, sites, Side.LEGACY)));
    problems.addAll(positions.notOff(observe(bound, sites, Side.TARGET)));
    problems.addAll(positions.dnsElsewhere());
    return problems;
  }

  private static FenceRow observe(BoundPlan bound, Sites sites, Side side) {
    return sites.fence(side, "observe the fence of " + side).observe(bound.database(side));
  }

  /** Under an epoch of its own, so that nothing of the rehearsal wakes up in the middle of it. */
  private static void reset(BoundPlan bound, Sites sites) {
    String attempt = Workflow.randomUUID().toString();
    long expected = observe(bound, sites, Side.LEGACY).epoch();
    long epoch =
        sites
            .fence(Side.LEGACY, "take the epoch")
            .takeEpoch(bound.database(Side.LEGACY), attempt, expected, false);
    Conductor conductor = new Conductor(bound.system(), bound.name(), attempt, epoch);
    sites
        .fence(Side.TARGET, "raise the target's epoch")
        .raise(conductor, bound.database(Side.TARGET));
    for (Side side : Side.values()) {
      sites.sync("empty " + side).reset(conductor, bound.database(side), bound.tables());
    }
  }
}
