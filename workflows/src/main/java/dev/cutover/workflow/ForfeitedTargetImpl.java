package dev.cutover.workflow;

import static dev.cutover.plan.Side.TARGET;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.Conductor;
import dev.cutover.plan.NotificationRule.Event;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Looks for the target once a minute, for as long as it takes. */
public final class ForfeitedTargetImpl implements ForfeitedTarget {

  private static final Duration LOOK = Duration.ofMinutes(1);

  /** Each leaves some forty events. */
  private static final int LOOKS_A_RUN = 100;

  @Override
  public String run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues());
    for (int look = 0; look < LOOKS_A_RUN; look++) {
      try {
        if (isOff(request.conductor(), bound, sites.atAGlance())) {
          return tellWhatIsLeft(request, bound, sites);
        }
      } catch (ActivityFailure e) {
        if (RollbackProcedure.isOvertaken(e)) {
          return "a newer run has taken the levers";
        }
      }
      Workflow.sleep(LOOK);
    }
    return Workflow.newContinueAsNewStub(ForfeitedTarget.class).run(request);
  }

  /**
   * The fence first: it is what keeps two systems from taking orders. Each is tried, whatever the
   * others say: one of them may be gone for good.
   */
  private static boolean isOff(Conductor conductor, BoundPlan bound, Sites sites) {
    Duration drain = bound.plan().levers().fence().drain();
    boolean closed =
        isDone(
            () ->
                sites
                    .fenceFor(TARGET, drain.multipliedBy(2).plusMinutes(1), "close the target")
                    .closeTarget(conductor, bound.database(TARGET), drain));
    boolean held =
        isDone(
            () ->
                sites
                    .batch(TARGET, "hold the target's batch jobs")
                    .hold(conductor, bound.database(TARGET), bound.batch(TARGET), bound.jobs()));
    boolean down =
        isDone(
            () ->
                sites
                    .application(TARGET, "target application to DOWN")
                    .bring(
                        conductor, bound.database(TARGET), bound.application(TARGET), Mode.DOWN));
    return closed && held && down;
  }

  /** A failure that is thrown is that of a run that was overtaken. */
  private static boolean isDone(Runnable lever) {
    try {
      lever.run();
      return true;
    } catch (ActivityFailure e) {
      if (RollbackProcedure.isOvertaken(e)) {
        throw e;
      }
      return false;
    }
  }

  private static String tellWhatIsLeft(Request request, BoundPlan bound, Sites sites) {
    long left = sites.sync("what the target's journal holds").lag(bound.database(TARGET));
    String held = left + " rows of its journal were never carried back";
    Notices notices = new Notices(bound, request.conductor().attempt(), sites);
    notices.tell(Event.DISCREPANCY, "What a rollback left of the target is back, and off", held);
    notices.settle();
    return held;
  }
}
