package dev.cutover.workflow;

import dev.cutover.plan.Limits;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.PlannedTimes;
import dev.cutover.plan.Step;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The time that a rollback may take. People are told as soon as a step lasts so long that the steps
 * behind it would not fit any more, and once more when the time is over: neither stops anything.
 */
final class RollbackBudget {

  private final BoundPlan bound;
  private final Notices notices;
  private final Instant dueBy;
  private final StepLog log;
  private boolean ended;
  private boolean told;

  RollbackBudget(BoundPlan bound, Notices notices, Instant dueBy, StepLog log) {
    this.bound = bound;
    this.notices = notices;
    this.dueBy = dueBy;
    this.log = log;
  }

  /** Returns at once. */
  void watch() {
    Async.procedure(this::toTheEnd);
  }

  void end() {
    ended = true;
  }

  private void toTheEnd() {
    while (!ended && StepLog.now().isBefore(dueBy)) {
      Step step = log.current();
      Instant latest = told || step == null ? dueBy : latestEndOf(step);
      boolean goesOn = await(latest, () -> ended || log.current() != step);
      if (!goesOn && latest.isBefore(dueBy)) {
        told = true;
        tell(
            "The rollback may take longer than planned",
            "it is still at: " + (step == null ? "its start" : step.label()));
      }
    }
    if (!ended) {
      tell("The rollback takes longer than planned", "it goes on, until legacy is live");
    }
  }

  /** Whether the condition was met before the instant. */
  private static boolean await(Instant until, Supplier<Boolean> condition) {
    Duration left = Duration.between(StepLog.now(), until);
    boolean over = left.isNegative() || left.isZero();
    return over ? condition.get() : Workflow.await(left, condition);
  }

  /**
   * The latest at which a step can end without the steps behind it being late; but none is late
   * before it has had its own time: a rollback that began late is not told of at once.
   */
  private Instant latestEndOf(Step step) {
    Limits limits = bound.plan().limits();
    Duration own = PlannedTimes.of(limits, step, step);
    Instant inTime = dueBy.minus(PlannedTimes.of(limits, step, Step.REPORT).minus(own));
    Instant planned = log.begun().plus(own);
    Instant latest = planned.isAfter(inTime) ? planned : inTime;
    return latest.isBefore(dueBy) ? latest : dueBy;
  }

  private void tell(String subject, String what) {
    notices.tell(Event.ESCALATED, subject, what + "; it should have ended by " + dueBy);
  }
}
