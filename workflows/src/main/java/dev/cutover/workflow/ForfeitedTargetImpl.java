package dev.cutover.workflow;

import static dev.cutover.plan.Side.TARGET;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.Conductor;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.NotificationRule.Event;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks for the target once a minute, for as long as it takes. */
public final class ForfeitedTargetImpl implements ForfeitedTarget {

  private static final Duration LOOK = Duration.ofMinutes(1);

  /** Each leaves some forty events. Longer together than any call may be late. */
  private static final int LOOKS_A_RUN = 100;

  private static final Duration LEDGER_AT_THE_END = Duration.ofMinutes(1);

  private final Instant begun = StepLog.now();

  private final Request request;
  private final BoundPlan bound;
  private final Conductor conductor;
  private final Sites sites;
  private final String attempt;
  private final LedgerEntries ledger;
  private final LeverLog moves;
  private @Nullable String held;

  @WorkflowInit
  public ForfeitedTargetImpl(Request request) {
    this.request = request;
    bound = BoundPlan.of(request.plan(), request.environment());
    conductor = request.conductor();
    sites = new Sites(bound.queues()).atAGlance();
    held = request.held();
    Recorded recorded = request.recorded();
    attempt = recorded == null ? Workflow.randomUUID().toString() : recorded.attempt();
    ledger = new LedgerEntries(bound, attempt, sites);
    moves = new LeverLog(ledger);
  }

  @Override
  public String run(Request ignored) {
    begin(request.recorded());
    for (int look = 0; look < LOOKS_A_RUN; look++) {
      try {
        boolean closed = isDone(this::close);
        boolean off = leversAreOff();
        boolean told = !request.forfeited() || held != null;
        if (closed && !told) {
          told = isDone(this::tellWhatItHolds);
        }
        if (closed && off && told && nothingIsLate()) {
          return ended("closed, jobs held, application down" + (held == null ? "" : "; " + held));
        }
      } catch (ActivityFailure overtaken) {
        return ended("a newer run has taken the levers");
      }
      Workflow.sleep(LOOK);
    }
    return Workflow.newContinueAsNewStub(ForfeitedTarget.class)
        .run(
            new Request(
                request.plan(),
                request.environment(),
                conductor,
                request.forfeited(),
                held,
                new Recorded(attempt, ledger.given(), ledger.unwritten(), moves.last())));
  }

  private void begin(@Nullable Recorded recorded) {
    if (recorded == null) {
      ledger.add(
          Kind.RUN,
          bound.inWords(),
          "workflow",
          "ForfeitedTarget",
          "rollback",
          conductor.attempt());
    } else {
      ledger.goOn(recorded.entries(), recorded.unwritten());
      moves.goOn(recorded.levers());
    }
  }

  private String ended(String how) {
    ledger.add(Kind.OUTCOME, bound.inWords(), "outcome", how);
    ledger.settle(LEDGER_AT_THE_END);
    return how;
  }

  /** What the rollback has asked of a lever, and given up, may still take effect. */
  private boolean nothingIsLate() {
    Duration late = bound.plan().levers().untilNothingIsLate();
    return !StepLog.now().isBefore(begun.plus(late));
  }

  /** Before the others: it is what keeps two systems from taking orders. */
  private void close() {
    Drained.quietly(bound, sites, moves::stands).closeTarget(conductor);
  }

  /** Each is tried, whatever the others say: one of them may be gone for good. */
  private boolean leversAreOff() {
    boolean jobsHeld =
        isDone(
            () ->
                moves.stands(
                    TARGET,
                    sites
                        .batch(TARGET, "hold the target's batch jobs")
                        .hold(
                            conductor, bound.database(TARGET), bound.batch(TARGET), bound.jobs())));
    boolean down =
        isDone(
            () ->
                moves.stands(
                    TARGET,
                    sites
                        .application(TARGET, "target application to DOWN")
                        .bring(
                            conductor,
                            bound.database(TARGET),
                            bound.application(TARGET),
                            Mode.DOWN)));
    return jobsHeld && down;
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

  private void tellWhatItHolds() {
    Sites patient = new Sites(bound.queues());
    long left = patient.sync("what the target's journal holds").lag(bound.database(TARGET));
    held = left + " rows of its journal were never carried back";
    Notices notices = new Notices(bound, conductor.attempt(), patient);
    notices.tell(Event.DISCREPANCY, "The forfeited target is back, and closed", held);
    notices.settle();
  }
}
