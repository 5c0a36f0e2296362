package dev.cutover.workflow;

import dev.cutover.activity.FailureType;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.RollbackRule;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepOutcome;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cutover from its start to COMPLETE, or to the end of the rollback that it starts: on the
 * deadline, on a decision, on silence, on a failure. The procedure runs in a cancellation scope of
 * its own, so that none of these waits for whatever the procedure is doing; the rollback observes
 * for itself what was done.
 */
public final class CutoverImpl implements Cutover {

  static final String ROLLBACK_GATE = "rollback";
  private static final Duration ANOTHER_ROLLBACK = Duration.ofMinutes(1);

  private final CutoverRequest request;
  private final @Nullable HandOver from;
  private final BoundPlan bound;
  private final Sites sites;
  private final Notices notices;
  private final DecisionDesk desk;
  private final StepLog log;
  private final LedgerEntries ledger;
  private final Outlook outlook;
  private final History history = new History();
  private final CutoverProcedure procedure;
  private final CancellationScope scope;
  private final Instant begun;
  private @Nullable Instant deadline;
  private @Nullable String ordered;
  private boolean orderedByPerson;
  private boolean cutShort;
  private @Nullable Outcome outcome;
  private @Nullable String reason;
  private @Nullable RunStatus rollback;

  @WorkflowInit
  public CutoverImpl(CutoverRequest request) {
    this.request = request;
    from = History.isContinued() ? request.from() : null;
    bound = BoundPlan.of(request.plan(), request.environment());
    sites = new Sites(bound.queues());
    notices = new Notices(bound, request.attempt(), sites);
    Requester requester = Requester.of(request.plan(), request.requested());
    ledger = new LedgerEntries(bound, request.attempt(), sites);
    desk =
        new DecisionDesk(
            bound,
            request.attempt(),
            request.planHash(),
            requester,
            sites,
            notices,
            history,
            ledger);
    log = new StepLog(request.plan().limits(), ledger);
    begun = from == null ? StepLog.now() : from.begun();
    outlook = new Outlook(bound, begun, request.drill());
    procedure =
        new CutoverProcedure(
            request,
            bound,
            sites,
            notices,
            desk,
            log,
            ledger,
            history,
            outlook,
            this::deadlineFrom,
            this::order);
    scope = Workflow.newCancellationScope(procedure::run);
    if (from != null) {
      log.goOn(from.steps());
      procedure.restore(from.position());
      desk.restore(from.desk());
    }
  }

  @Override
  public RunStatus run(CutoverRequest ignored) {
    StepLog.announce(bound);
    if (from == null) {
      ledger.add(Kind.RUN, bound.inWords(), "workflow", "Cutover", "plan", request.planHash());
    }
    desk.standing(rollbackQuestion(bound), this::orderedBy);
    if (from != null) {
      notices.goOn(from.notices());
      desk.goOn(from.desk());
    }
    Async.procedure(this::cutShortWhenTooLong);
    try {
      scope.run();
      String left = procedure.leftUndone();
      completed(left.isEmpty() ? "every lever stands on target" : "left undone: " + left);
    } catch (Refused e) {
      log.end(StepOutcome.FAILED);
      end(Outcome.FAILED, e.reason());
    } catch (RollbackOrdered e) {
      log.endIfRunning(StepOutcome.FAILED);
      rollBack(e.reason(), e.byPerson(), e.rule());
    } catch (HandOverDue e) {
      goOnInANewHistory();
    } catch (TemporalFailure e) {
      if (cutShort && ordered == null && Failures.isCancellation(e)) {
        log.forget();
        goOnInANewHistory();
      } else {
        interrupted(e);
      }
    }
    desk.close();
    settle();
    return status();
  }

  /** Detached, because a cancelled run has to finish telling as well. */
  private void settle() {
    Workflow.newDetachedCancellationScope(
            () -> {
              Workflow.await(Workflow::isEveryHandlerFinished);
              notices.settle();
              desk.settle();
            })
        .run();
  }

  /** Nothing but a new history saves a run whose present one is about to be ended. */
  private void cutShortWhenTooLong() {
    Workflow.await(History::isTooLong);
    if (ordered == null && reason == null) {
      cutShort = true;
      scope.cancel("its history is too long");
    }
  }

  /**
   * Goes on in a new history as soon as nobody waits for an answer of this one, unless it is
   * ordered to roll back meanwhile. Detached, because a cancel has to be told from a hand-over.
   */
  private void goOnInANewHistory() {
    desk.pause();
    Workflow.newDetachedCancellationScope(
            () -> {
              Workflow.await(
                  () -> ordered != null || (Workflow.isEveryHandlerFinished() && desk.isQuiet()));
              notices.settle(() -> ordered != null);
            })
        .run();
    if (ordered == null && !CancellationScope.current().isCancelRequested()) {
      Workflow.continueAsNew(request.goingOn(handedOver()));
    }
    stopped(ordered == null ? "cancelled" : ordered);
  }

  private HandOver handedOver() {
    return new HandOver(
        from == null ? 1 : from.histories() + 1,
        begun,
        log.runs(),
        procedure.position(),
        desk.carried(),
        notices.underWay());
  }

  private void interrupted(TemporalFailure failure) {
    if (Failures.is(failure, FailureType.STALE_EPOCH)) {
      log.note(ordered == null ? Failures.inWords(failure) : ordered);
      log.endIfRunning(StepOutcome.INTERRUPTED);
      end(Outcome.SUPERSEDED, "a newer run has taken the levers; this one moves nothing more");
    } else {
      stopped(ordered == null ? Failures.inWords(failure) : ordered);
    }
  }

  private void stopped(String why) {
    log.note(why);
    log.endIfRunning(StepOutcome.INTERRUPTED);
    if (procedure.isComplete() && !orderedByPerson) {
      completed("ended from outside before its last release: " + why);
    } else if (procedure.hasMovedNothing()) {
      end(Outcome.FAILED, why);
    } else {
      rollBack(why, orderedByPerson, procedure.rule());
    }
  }

  private void completed(String how) {
    end(Outcome.COMPLETED, how);
    notices.tell(Event.COMPLETED, "Cutover complete", "The target is live; " + how);
  }

  /** Called when GO takes effect. */
  private void deadlineFrom(Instant at) {
    deadline = at;
    Async.procedure(
        () -> {
          awaitDeadline(at);
          // A COMPLETE that was admitted in time is not late because it is still being verified.
          Workflow.await(
              DecisionDesk.JUDGEMENT, () -> !desk.isVerifying(CutoverProcedure.COMPLETE));
          if (!desk.hasApproved(CutoverProcedure.COMPLETE)) {
            order("the deadline " + at + " passed before COMPLETE");
          }
        });
  }

  private static void awaitDeadline(Instant at) {
    Duration left = Duration.between(StepLog.now(), at);
    if (!left.isNegative() && !left.isZero()) {
      Promise<Void> timer =
          Workflow.newTimer(
              left, TimerOptions.newBuilder().setSummary("deadline → automatic rollback").build());
      timer.get();
    }
  }

  private void orderedBy(DecisionTaken decision) {
    if (decision.answer() == Answer.ROLL_BACK) {
      orderedByPerson = true;
      order("ordered by " + decision.person() + ": " + decision.reason());
    }
  }

  private void order(String why) {
    if (ordered == null && outcome == null) {
      ordered = why;
      scope.cancel(why);
    }
  }

  static Question rollbackQuestion(BoundPlan bound) {
    return new Question(
        ROLLBACK_GATE,
        "Roll back now?",
        "can be ordered at any time while this run goes on",
        List.of(Answer.ROLL_BACK),
        bound.plan().gates().discrepancy().role(),
        1,
        null,
        null,
        null);
  }

  private void rollBack(String why, boolean byPerson, @Nullable RuleApplied rule) {
    reason = why;
    desk.close();
    try {
      Workflow.newDetachedCancellationScope(() -> rollback = runRollback(why, byPerson, rule))
          .run();
    } catch (ChildWorkflowFailure endedFromOutside) {
      end(Outcome.FAILED, String.valueOf(reason));
      return;
    }
    RunStatus result = rollback;
    end(result == null || result.outcome() == null ? Outcome.FAILED : result.outcome(), why);
  }

  private RunStatus runRollback(String why, boolean byPerson, @Nullable RuleApplied rule) {
    Promise<RunStatus> result = startRollback(why, byPerson, rule);
    try {
      return result.get();
    } catch (ChildWorkflowFailure e) {
      String ended = "its rollback was ended from outside: " + Failures.inWords(e);
      notices.tell(Event.PARKED, "Nobody rolls back", ended);
      reason = why + "; " + ended;
      throw e;
    }
  }

  /** A rollback of an earlier run that still waits for a person stands in the way of this one. */
  private Promise<RunStatus> startRollback(
      String why, boolean byPerson, @Nullable RuleApplied rule) {
    boolean told = false;
    while (true) {
      Rollback child = rollbackStub(why);
      RollbackRequest asked =
          new RollbackRequest(
              request.plan(),
              request.planHash(),
              request.environment(),
              Workflow.randomUUID().toString(),
              procedure.epoch(),
              why,
              byPerson,
              rule,
              dueBy(rule),
              null);
      Promise<RunStatus> result = Async.function(child::run, asked);
      try {
        // An abandoned child that has not started when its parent closes never starts.
        Workflow.getWorkflowExecution(child).get();
        return result;
      } catch (ChildWorkflowFailure alreadyRunning) {
        // Nobody asks for legacy's lease any longer: it reopens while the other one is in the way.
        ordered = why;
        scope.cancel(why);
        if (!told) {
          String other = bound.ids().rollback();
          notices.tell(
              Event.PARKED,
              "Another rollback is under way",
              other
                  + " was begun by somebody else, or is left from an earlier run: this one waits"
                  + " for its end. cutover status "
                  + other
                  + " says where it is; if it is PARKED: cutover repair "
                  + other);
          told = true;
        }
        Workflow.sleep(ANOTHER_ROLLBACK);
      }
    }
  }

  /** A rule's own limit, or the end of the window. */
  private Instant dueBy(@Nullable RuleApplied applied) {
    if (applied != null) {
      for (RollbackRule rule : bound.plan().rollbackRules()) {
        if (rule.name().equals(applied.name())) {
          return applied.since().plus(rule.rollbackWithin());
        }
      }
    }
    return outlook.windowEnd();
  }

  private Rollback rollbackStub(String why) {
    return Workflow.newChildWorkflowStub(
        Rollback.class,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(bound.ids().rollback())
            .setTaskQueue(bound.queues().control())
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
            .setStaticSummary("rollback: " + why)
            .build());
  }

  private void end(Outcome how, String why) {
    outcome = how;
    reason = why;
    ledger.add(Kind.OUTCOME, bound.inWords(), "outcome", how.name(), "reason", why);
    Workflow.upsertTypedSearchAttributes(StepLog.OUTCOME.valueSet(how.name()));
  }

  @Override
  public Receipt decide(String signedText) {
    return desk.receive(signedText);
  }

  @Override
  public void validateDecide(String signedText) {
    desk.validate(signedText);
  }

  @Override
  public void decideBySignal(String signedText) {
    desk.receiveSignal(signedText);
  }

  @Override
  public void handOver() {
    history.ask();
  }

  @Override
  public long throttle(long rowsPerSecond) {
    return DataSyncImpl.throttle(bound, sites, rowsPerSecond);
  }

  @Override
  public void validateThrottle(long rowsPerSecond) {
    DataSyncImpl.refuseNegative(rowsPerSecond);
    if (log.current() != Step.SYNC) {
      throw new IllegalStateException("nothing is copied now: the run is not in its step sync");
    }
  }

  @Override
  public RunStatus status() {
    return new RunStatus(
        bound.system(),
        bound.name(),
        request.attempt(),
        procedure.epoch(),
        request.planHash(),
        begun,
        procedure.goAt(),
        deadline,
        outlook.lastSafeMoment(),
        log.current(),
        log.runs(),
        desk.gates(),
        desk.decisions(),
        procedure.tables(),
        procedure.levers(),
        outcome,
        reason,
        rollback);
  }

  /** Steps after which a drill makes sense: those of the cutover, from the first that moves. */
  public static boolean canDrillAfter(Step step) {
    return step.compareTo(Step.HOLD_LEGACY_BATCH) >= 0 && step.compareTo(Step.GATE_COMPLETE) < 0;
  }
}
