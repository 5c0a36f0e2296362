package dev.cutover.workflow;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Side;
import java.util.ArrayList;
import java.util.List;

/** Whether every lever stands where a cutover can begin. */
final class PreCheck {

  private PreCheck() {}

  static List<String> positions(BoundPlan bound, Sites sites, FenceRow legacy, FenceRow target) {
    List<String> problems = new ArrayList<>();
    if (legacy.state() != FenceState.OPEN) {
      problems.add("legacy's fence is " + legacy.state() + ", not OPEN: roll back or repair first");
    }
    if (target.state() != FenceState.CLOSED) {
      problems.add("the target's fence is " + target.state() + ", not CLOSED: roll back first");
    }
    Mode mode =
        sites
            .application(Side.LEGACY, "observe legacy's application")
            .observe(bound.application(Side.LEGACY));
    if (mode != Mode.UP) {
      problems.add("legacy's application is " + mode + ", not UP");
    }
    var dns = sites.dns("observe DNS").observe(bound.dns());
    if (dns.side() != Side.LEGACY) {
      problems.add("DNS does not answer legacy on every server: " + dns.answers());
    }
    var batch =
        sites
            .batch(Side.TARGET, "observe the target's batch jobs")
            .observe(bound.batch(Side.TARGET));
    if (!batch.released().isEmpty()) {
      problems.add("batch jobs are released on the target: " + batch.released());
    }
    return problems;
  }
}
