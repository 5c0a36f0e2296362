package dev.cutover.workflow;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.BatchActivities.BatchObservation;
import dev.cutover.activity.DnsActivities.DnsObservation;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Side;
import java.util.ArrayList;
import java.util.List;

/** Where levers do not stand as they must while legacy is live; empty lists if they all do. */
record Positions(BoundPlan bound, Sites sites) {

  List<String> notOnLegacy(FenceRow fence) {
    List<String> problems = new ArrayList<>();
    if (fence.state() != FenceState.OPEN || !fence.writable()) {
      problems.add("legacy's fence is " + fence.state() + ", not OPEN");
    }
    Mode mode =
        sites
            .application(Side.LEGACY, "observe legacy's application")
            .observe(bound.application(Side.LEGACY));
    if (mode != Mode.UP) {
      problems.add("legacy's application is " + mode + ", not UP");
    }
    return problems;
  }

  List<String> notOff(FenceRow target) {
    List<String> problems = new ArrayList<>(targetNotClosed(target));
    problems.addAll(jobsReleasedOnTarget());
    return problems;
  }

  static List<String> targetNotClosed(FenceRow target) {
    return target.state() == FenceState.CLOSED
        ? List.of()
        : List.of("the target's fence is " + target.state() + ", not CLOSED");
  }

  List<String> jobsReleasedOnTarget() {
    List<String> released = batch(Side.TARGET).released();
    return released.isEmpty()
        ? List.of()
        : List.of("batch jobs are released on the target: " + released);
  }

  List<String> targetApplicationNotDown() {
    Mode mode =
        sites
            .application(Side.TARGET, "observe the target's application")
            .observe(bound.application(Side.TARGET));
    return mode == Mode.DOWN ? List.of() : List.of("the target's application is " + mode);
  }

  List<String> dnsElsewhere() {
    DnsObservation dns = sites.dns("observe DNS").observe(bound.dns());
    return dns.side() == Side.LEGACY
        ? List.of()
        : List.of("DNS does not answer legacy on every server: " + dns.answers());
  }

  List<String> jobsHeldOnLegacy() {
    List<String> held = new ArrayList<>(bound.jobs());
    held.removeAll(batch(Side.LEGACY).released());
    return held.isEmpty() ? List.of() : List.of("batch jobs are held on legacy: " + held);
  }

  private BatchObservation batch(Side side) {
    return sites.batch(side, "observe the batch jobs of " + side).observe(bound.batch(side));
  }
}
