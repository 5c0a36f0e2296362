package dev.cutover.workflow;

import static dev.cutover.plan.Side.TARGET;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.Conductor;
import dev.cutover.plan.NotificationRule.Event;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks for the target once a minute, for as long as it takes. */
public final class ForfeitedTargetImpl implements ForfeitedTarget {

  private static final Duration LOOK = Duration.ofMinutes(1);

  /** Each leaves some forty events. Longer together than any call may be late. */
  private static final int LOOKS_A_RUN = 100;

  private final Instant begun = StepLog.now();

  private @Nullable String held;

  @Override
  public String run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues()).atAGlance();
    Conductor conductor = request.conductor();
    held = request.held();
    for (int look = 0; look < LOOKS_A_RUN; look++) {
      try {
        boolean closed = isDone(() -> close(conductor, bound, sites));
        boolean off = leversAreOff(conductor, bound, sites);
        boolean told = !request.forfeited() || held != null;
        if (closed && !told) {
          told = isDone(() -> tellWhatItHolds(conductor, bound));
        }
        if (closed && off && told && nothingIsLate(bound)) {
          return "closed, jobs held, application down" + (held == null ? "" : "; " + held);
        }
      } catch (ActivityFailure overtaken) {
        return "a newer run has taken the levers";
      }
      Workflow.sleep(LOOK);
    }
    return Workflow.newContinueAsNewStub(ForfeitedTarget.class)
        .run(
            new Request(
                request.plan(), request.environment(), conductor, request.forfeited(), held));
  }

  /** What the rollback has asked of a lever, and given up, may still take effect. */
  private boolean nothingIsLate(BoundPlan bound) {
    Duration late = bound.plan().levers().untilNothingIsLate();
    return !StepLog.now().isBefore(begun.plus(late));
  }

  /** Before the others: it is what keeps two systems from taking orders. */
  private static void close(Conductor conductor, BoundPlan bound, Sites sites) {
    Drained.quietly(bound, sites).closeTarget(conductor);
  }

  /** Each is tried, whatever the others say: one of them may be gone for good. */
  private static boolean leversAreOff(Conductor conductor, BoundPlan bound, Sites sites) {
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
    return held && down;
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

  private void tellWhatItHolds(Conductor conductor, BoundPlan bound) {
    Sites patient = new Sites(bound.queues());
    long left = patient.sync("what the target's journal holds").lag(bound.database(TARGET));
    held = left + " rows of its journal were never carried back";
    Notices notices = new Notices(bound, conductor.attempt(), patient);
    notices.tell(Event.DISCREPANCY, "The forfeited target is back, and closed", held);
    notices.settle();
  }
}
