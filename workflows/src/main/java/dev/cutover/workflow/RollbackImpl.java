package dev.cutover.workflow;

import dev.cutover.activity.FailureType;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Levers.ForfeitRule;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepOutcome;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rollback. It trusts no record of what a cutover did: legacy's fence tells whether the target
 * ever took writes, and each lever is observed as it is brought. A step that can't be done is tried
 * again by Temporal, then parks the rollback until somebody has mended what stood in its way.
 */
public final class RollbackImpl implements Rollback {

  /**
   * Nobody took the work, or gave no sign: that ends with the first one's return. Or transactions
   * stayed open that hold up a fence: they end some time.
   */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /** Jobs that keep running are no transactions: they may never end. */
  private static final Set<Step> MOVES_A_FENCE =
      EnumSet.of(Step.TAKE_EPOCH, Step.CLOSE_TARGET, Step.OPEN_LEGACY);

  private static final Duration PARKED_A_WHILE = Duration.ofMinutes(5);

  /** Before people are asked. */
  private static final int TIMES_ALONE = 5;

  private final RollbackRequest request;
  private final BoundPlan bound;
  private final Notices notices;
  private final DecisionDesk desk;
  private final LedgerEntries ledger;
  private final StepLog log;
  private final RollbackBudget budget;
  private final Sites sites;
  private final RollbackProcedure procedure;
  private final Instant begun = StepLog.now();
  private boolean parked;
  private String toldOf = "";
  private int repairs;
  private @Nullable Outcome outcome;
  private String reason;

  @WorkflowInit
  public RollbackImpl(RollbackRequest request) {
    this.request = request;
    bound = BoundPlan.of(request.plan(), request.environment());
    sites = new Sites(bound.queues());
    notices = new Notices(bound, request.attempt(), sites);
    ledger = new LedgerEntries(bound, request.attempt(), sites);
    Requester nobody = Requester.of(request.plan(), null);
    desk =
        new DecisionDesk(
            bound,
            request.attempt(),
            request.planHash(),
            nobody,
            sites,
            notices,
            new History(),
            ledger);
    log = new StepLog(request.plan().limits(), ledger);
    budget = new RollbackBudget(bound, notices, dueBy(), log);
    procedure = new RollbackProcedure(request, bound, sites, notices, log, new LeverLog(ledger));
    reason = request.reason();
  }

  private Instant dueBy() {
    Instant due = request.dueBy();
    return due == null ? begun.plus(bound.plan().limits().overrunBudget()) : due;
  }

  @Override
  public RunStatus run(RollbackRequest ignored) {
    // Detached: whoever cancels this workflow must not leave legacy closed.
    Workflow.newDetachedCancellationScope(this::runToTheEnd).run();
    return status();
  }

  private void runToTheEnd() {
    StepLog.announce(bound);
    ledger.add(
        Kind.RUN,
        bound.inWords(),
        "workflow",
        "Rollback",
        "plan",
        request.planHash(),
        "reason",
        request.reason());
    String objection = objection();
    if (objection == null) {
      rollBack();
    } else {
      outcome = Outcome.FAILED;
      reason = "nobody who may has ordered it: " + objection;
    }
    String how = String.valueOf(outcome);
    ledger.add(Kind.OUTCOME, bound.inWords(), "outcome", how, "reason", reason);
    Workflow.upsertTypedSearchAttributes(StepLog.OUTCOME.valueSet(how));
    desk.close();
    Workflow.await(Workflow::isEveryHandlerFinished);
    notices.settle();
    desk.settle();
  }

  private void rollBack() {
    notices.tell(Event.ROLLBACK_STARTED, "Rollback started", reason);
    budget.watch();
    try {
      procedure.run(this::step);
      step(Step.REPORT, this::report);
      outcome = Outcome.ROLLED_BACK;
    } catch (ActivityFailure e) {
      log.end(StepOutcome.INTERRUPTED);
      outcome = Outcome.SUPERSEDED;
      reason =
          Failures.is(e, FailureType.COMPLETED)
              ? "the cutover is complete: only a person orders it back"
              : "a newer run has taken the levers; this one moves nothing more";
    } finally {
      budget.end();
    }
  }

  /** What is wrong with the order; null where a cutover has judged it, or it is valid. */
  private @Nullable String objection() {
    String order = request.order();
    if (order == null) {
      return Workflow.getInfo().getParentWorkflowId().isPresent()
          ? null
          : "it was started by hand and without a signed order: use cutover rollback";
    }
    @Nullable String otherPlan = bound.objectionTo(request.planHash());
    if (otherPlan != null) {
      return otherPlan;
    }
    Receipt receipt =
        desk.order(CutoverImpl.rollbackQuestion(bound), request.nonce(), order, StepLog.started());
    if (receipt.accepted()) {
      reason = "ordered by " + receipt.person() + ": " + reason;
      return null;
    }
    return receipt.reason();
  }

  private void step(Step step, Runnable action) {
    log.begin(step);
    int alone = 0;
    while (true) {
      int seen = repairs;
      try {
        action.run();
        log.end(StepOutcome.DONE);
        return;
      } catch (ActivityFailure e) {
        if (RollbackProcedure.isOvertaken(e)) {
          throw e;
        }
        String why = Failures.inWords(e);
        if (mayEndSoon(step, e, alone)) {
          tryAgainSoon(step, why, seen, alone++);
          continue;
        }
        WayOut wayOut = wayOut(step, e);
        if (wayOut == null && Failures.isTimeout(e)) {
          tryAgainSoon(step, why, seen, alone++);
        } else {
          park(step, why, seen, wayOut);
          alone = 0;
        }
      } catch (RollbackProcedure.NotLive e) {
        park(step, String.valueOf(e.getMessage()), seen, null);
      }
    }
  }

  /** A worker comes back some time; a transaction that has been open for long may not end. */
  private static boolean mayEndSoon(Step step, ActivityFailure e, int alone) {
    boolean stillOpen = MOVES_A_FENCE.contains(step) && Failures.is(e, FailureType.DRAIN_TIMEOUT);
    return (Failures.isTimeout(e) || stillOpen) && alone < TIMES_ALONE;
  }

  /**
   * What people may decide instead of waiting until it is mended; null where they can't: a target
   * whose database answers is mended, not forfeited, and so is a legacy that does not.
   */
  private @Nullable WayOut wayOut(Step step, ActivityFailure e) {
    ForfeitRule rule = bound.plan().levers().fence().forfeit();
    RollbackTarget target = procedure.target();
    if (rule == null) {
      return null;
    }
    if (target.mayBeForfeitedAt(step)) {
      BooleanSupplier look = () -> procedure.targetAnswersFor(step);
      return Comeback.answers(look) || !Comeback.answers(procedure::legacyAnswers)
          ? null
          : new WayOut(reminded(Question.forfeit(rule, Failures.inWords(e))), look, true);
    }
    BooleanSupplier look = target.lookAtWhatFailed(e);
    return look == null
        ? null
        : new WayOut(reminded(Question.leaveTarget(rule, Failures.inWords(e))), look, false);
  }

  private Question reminded(Question question) {
    return question.remindedAs(bound.plan().gates().discrepancy());
  }

  /**
   * @param look false while what is waited for is away
   * @param forfeits whether a yes gives up what the target holds, or only its levers
   */
  private record WayOut(Question question, BooleanSupplier look, boolean forfeits) {}

  /** Told once: whoever has to start a worker is not there by being told again. */
  private void tryAgainSoon(Step step, String why, int seen, int before) {
    if (before == 0) {
      log.note(why);
      notices.tell(
          Event.PARKED,
          "Rollback waits at: " + step.label(),
          why + ". It is tried again every " + AGAIN.toSeconds() + " s, by itself");
    }
    Workflow.await(AGAIN, () -> repairs > seen);
  }

  private void park(Step step, String why, int seen, @Nullable WayOut wayOut) {
    String parkedOver = step.key() + ": " + why;
    if (!parkedOver.equals(toldOf)) {
      toldOf = parkedOver;
      log.note(why);
      notices.tell(
          Event.PARKED,
          "Rollback parked at: " + step.label(),
          why + ". Mend it, then: cutover repair " + bound.ids().rollback());
    }
    parked = true;
    if (wayOut == null && procedure.target().mayBeForfeitedAt(step)) {
      // Something was away that is back by now, or is away otherwise: it is looked at again.
      Workflow.await(PARKED_A_WHILE, () -> repairs > seen);
    } else if (wayOut == null) {
      Workflow.await(() -> repairs > seen);
    } else {
      askUntilMended(wayOut, seen);
    }
    parked = false;
    if (repairs > seen) {
      // Whoever has mended it hears whether that was enough.
      toldOf = "";
    }
  }

  /** Asked anew after a no, as long as nobody has mended what stands in the way. */
  private void askUntilMended(WayOut wayOut, int seen) {
    Comeback comeback = Comeback.watch(wayOut.look(), wayOut.forfeits());
    Supplier<Boolean> idle = () -> repairs > seen || comeback.isBack();
    while (!idle.get()) {
      DecisionTaken decision = desk.askUnless(idle, wayOut.question());
      if (decision != null && decision.answer() == Answer.APPROVE) {
        // Not after the closing task has begun: who follows an offline rollback would end here.
        parked = false;
        goOnWithout(wayOut, comeback, decision);
        break;
      }
    }
    comeback.stop();
  }

  /** What was away and is there by now is not done without. */
  private void goOnWithout(WayOut wayOut, Comeback comeback, DecisionTaken decision) {
    boolean canBeSeen = !wayOut.forfeits() || Comeback.answers(procedure::legacyAnswers);
    boolean there = Comeback.answers(wayOut.look());
    if (!canBeSeen || (comeback.wasAway() && there)) {
      log.note("not done: " + (there ? "it is there again" : "legacy does not answer either"));
      return;
    }
    log.note(wayOut.question().gate() + " by order, the last of " + decision.person());
    if (wayOut.forfeits()) {
      procedure.target().forfeit();
    } else {
      procedure.target().leave();
    }
    startClosingWhenItReturns();
  }

  private void report() {
    notices.tell(Event.ROLLED_BACK, "Rolled back: legacy is live", reason);
    RuleApplied rule = request.rule();
    if (rule != null) {
      new Remigration(bound, sites, notices, log).plan(rule, reason);
    }
  }

  /** Before legacy opens: whoever ends this rollback behind that must not end it too. */
  private void startClosingWhenItReturns() {
    String id = bound.ids().forfeitedTarget();
    long epoch = procedure.conductor().epoch();
    if (!hasStartedClosing(id)) {
      // That of an earlier rollback ends as soon as it sees the newer epoch.
      hasStartedClosing(id + "-" + epoch);
    }
  }

  private boolean hasStartedClosing(String id) {
    ForfeitedTarget task =
        Workflow.newChildWorkflowStub(
            ForfeitedTarget.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(bound.queues().control())
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setStaticSummary("closes what was left of the target when it is back")
                .build());
    Async.procedure(
        task::run,
        new ForfeitedTarget.Request(
            request.plan(),
            request.environment(),
            procedure.conductor(),
            procedure.target().isForfeited(),
            null,
            null));
    try {
      // An abandoned child that has not started when its parent closes never starts.
      Workflow.getWorkflowExecution(task).get();
      log.note("closed when it is back: " + id);
      return true;
    } catch (ChildWorkflowFailure alreadyRunning) {
      log.note(id + " is there already");
      return false;
    }
  }

  @Override
  public void repair() {
    repairs++;
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
  public RunStatus status() {
    return new RunStatus(
        bound.system(),
        bound.name(),
        request.attempt(),
        procedure.conductor().epoch(),
        request.planHash(),
        begun,
        null,
        null,
        null,
        log.current(),
        log.runs(),
        desk.gates(),
        desk.decisions(),
        List.of(),
        procedure.levers(),
        parked ? Outcome.PARKED : outcome,
        reason,
        null);
  }
}
