package dev.cutover.workflow;

import static dev.cutover.plan.Side.TARGET;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.FailureType;
import dev.cutover.plan.NotificationRule.Event;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Looks for the target once a minute, for as long as it takes. */
public final class ForfeitedTargetImpl implements ForfeitedTarget {

  private static final Duration LOOK = Duration.ofMinutes(1);

  /** Each leaves some twenty events. */
  private static final int LOOKS_A_RUN = 150;

  @Override
  public String run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues());
    for (int look = 0; look < LOOKS_A_RUN; look++) {
      try {
        return closed(request, bound, sites);
      } catch (ActivityFailure e) {
        if (Failures.is(e, FailureType.STALE_EPOCH)) {
          return "a newer run has taken the levers";
        }
        Workflow.sleep(LOOK);
      }
    }
    return Workflow.newContinueAsNewStub(ForfeitedTarget.class).run(request);
  }

  /** The fence first: it is what keeps two systems from taking orders. */
  private static String closed(Request request, BoundPlan bound, Sites sites) {
    Duration drain = bound.plan().levers().fence().drain();
    sites
        .atAGlance()
        .fenceFor(TARGET, drain.multipliedBy(2).plusMinutes(1), "close the target")
        .closeTarget(request.conductor(), bound.database(TARGET), drain);
    sites
        .atAGlance()
        .batch(TARGET, "hold the target's batch jobs")
        .hold(request.conductor(), bound.database(TARGET), bound.batch(TARGET), bound.jobs());
    sites
        .atAGlance()
        .application(TARGET, "target application to DOWN")
        .bring(request.conductor(), bound.database(TARGET), bound.application(TARGET), Mode.DOWN);
    long left = sites.sync("what the target's journal holds").lag(bound.database(TARGET));
    String held = left + " rows of its journal were never carried back";
    Notices notices = new Notices(bound, request.conductor().attempt(), sites);
    notices.tell(Event.DISCREPANCY, "The forfeited target is back, and closed", held);
    notices.settle();
    return held;
  }
}
