package dev.cutover.workflow;

import static dev.cutover.plan.Side.LEGACY;
import static dev.cutover.plan.Side.TARGET;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceActivities.FreezeProof;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.plan.Answer;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.GoEvidence;
import dev.cutover.plan.Levers.FenceRule;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.LeverObserved;
import dev.cutover.workflow.RunStatus.StepOutcome;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps of a cutover, top to bottom as the plan has them. */
final class CutoverProcedure {

  static final String COMPLETE = "complete";
  private static final int ROUNDS = 1_000;

  private final CutoverRequest request;
  private final BoundPlan bound;
  private final Sites sites;
  private final DecisionDesk desk;
  private final StepLog log;
  private final History history;
  private final Outlook outlook;
  private final Consumer<Instant> deadlineFrom;
  private final Holds holds;
  private final LegacyLease lease;
  private Conductor conductor;
  private @Nullable Instant go;
  private @Nullable Instant deadline;
  private final Drained drained;
  private @Nullable Step next;
  private boolean goesOn;
  private boolean goesOnWithLease;
  private boolean complete;
  private List<String> doneOnLegacy = List.of();
  private final List<LeverObserved> levers = new ArrayList<>();
  private final LeverLog moves;

  CutoverProcedure(
      CutoverRequest request,
      BoundPlan bound,
      Sites sites,
      Notices notices,
      DecisionDesk desk,
      StepLog log,
      LedgerEntries ledger,
      History history,
      Outlook outlook,
      Consumer<Instant> deadlineFrom,
      Consumer<String> orderRollback) {
    this.request = request;
    this.bound = bound;
    this.sites = sites;
    this.desk = desk;
    this.log = log;
    this.history = history;
    this.outlook = outlook;
    this.deadlineFrom = deadlineFrom;
    this.lease = new LegacyLease(bound, sites, orderRollback);
    this.conductor = new Conductor(bound.system(), bound.name(), request.attempt(), 0);
    this.moves = new LeverLog(ledger);
    this.drained = new Drained(bound, sites, log::note, moves::moved);
    this.holds = new Holds(bound, sites, notices, desk, log, ledger, this::timesLeft);
  }

  /** Takes up where an earlier history of this run left off. */
  void restore(HandOver.Position from) {
    next = from.next();
    goesOn = next != null;
    conductor = new Conductor(bound.system(), bound.name(), request.attempt(), from.epoch());
    go = from.go();
    deadline = from.deadline();
    goesOnWithLease = from.leased();
    complete = from.complete();
    doneOnLegacy = from.doneOnLegacy();
    levers.addAll(from.levers());
    holds.goOn(from);
    moves.goOn(from.moved());
  }

  private String timesLeft() {
    return outlook.inWords(log.current(), deadline);
  }

  void run() {
    if (deadline != null) {
      deadlineFrom.accept(deadline);
    }
    if (goesOnWithLease) {
      keepLease();
    }
    step(Step.PRE_CHECK, this::preCheck);
    step(Step.SYNC, this::sync);
    step(Step.GATE_GO, this::gateGo);
    step(Step.HOLD_LEGACY_BATCH, this::holdLegacyBatch);
    step(Step.LEGACY_MAINTENANCE, this::legacyMaintenance);
    step(Step.FREEZE_LEGACY, this::freezeLegacy);
    step(Step.FINAL_DELTA, this::finalDelta);
    step(Step.COMPARE, () -> holds.untilEqual(conductor, goTime()));
    step(Step.ALIGN_SEQUENCES, this::alignSequences);
    step(Step.START_TARGET_APPLICATION, () -> application(TARGET, Mode.MAINTENANCE));
    step(Step.ERP_FROM_TARGET, () -> holds.untilErpAnswers(TARGET));
    step(Step.READ_ONLY_CORE_FUNCTIONS, () -> coreFunctions(false, false));
    step(Step.GATE_SWITCH, this::gateSwitch);
    step(Step.SWITCH_FENCE, this::switchFence);
    step(Step.WRITING_CORE_FUNCTIONS, () -> coreFunctions(true, false));
    step(Step.DNS_TO_TARGET, this::dnsToTarget);
    step(Step.VALIDATE, () -> coreFunctions(true, true));
    step(Step.RELEASE_TARGET_BATCH, () -> release(bound.jobsWithoutHeldEffects()));
    step(Step.GATE_COMPLETE, this::gateComplete);
    step(Step.COMPLETE, this::complete);
    step(Step.PARALLEL_OPERATION, this::parallelOperation);
  }

  private void step(Step step, Runnable action) {
    if (goesOn && step != next) {
      return;
    }
    next = step;
    if (!goesOn && history.isLong()) {
      throw new HandOverDue();
    }
    goesOn = false;
    log.begin(step);
    action.run();
    log.end(StepOutcome.DONE);
    if (step == request.drillAfter()) {
      throw new RollbackOrdered(RunStatus.DRILL + step.key());
    }
  }

  private void preCheck() {
    @Nullable String otherPlan = bound.objectionTo(request.planHash());
    if (otherPlan != null) {
      // Not even rolled back by: nobody has signed for a plan whose hash it is not.
      throw new Refused("pre-check", List.of(otherPlan));
    }
    levers.clear();
    levers.addAll(LeverView.of(bound, sites).observe());
    levers.forEach(moves::observed);
    FenceRow legacy = sites.fence(LEGACY, "observe legacy's fence").observe(bound.database(LEGACY));
    FenceRow target =
        sites.fence(TARGET, "observe the target's fence").observe(bound.database(TARGET));
    boolean begunBefore = wasBegunBefore(legacy);
    PreCheck check = new PreCheck(bound, sites, desk, outlook);
    List<String> problems = check.problems(request.requested(), legacy, target, begunBefore);
    if (!problems.isEmpty() && begunBefore) {
      throw new RollbackOrdered("reset after it had moved levers: " + String.join("; ", problems));
    } else if (!problems.isEmpty()) {
      throw new Refused("pre-check", problems);
    }
    long epoch =
        sites
            .fence(LEGACY, "take the epoch")
            .takeEpoch(bound.database(LEGACY), request.attempt(), legacy.epoch(), false);
    conductor = new Conductor(bound.system(), bound.name(), request.attempt(), epoch);
    sites.fence(TARGET, "raise the target's epoch").raise(conductor, bound.database(TARGET));
    log.note("every lever on legacy, epoch " + epoch);
  }

  /** A run that was reset to its start finds its own attempt in the fence. */
  private boolean wasBegunBefore(FenceRow legacy) {
    boolean own =
        request.attempt().equals(legacy.attempt()) && legacy.state() != FenceState.COMPLETED;
    if (own) {
      conductor = new Conductor(bound.system(), bound.name(), request.attempt(), legacy.epoch());
    }
    return own;
  }

  private void sync() {
    if (desk.question().isEmpty()) {
      copy();
    }
    try {
      holds.untilSynced(conductor);
    } catch (RollbackOrdered e) {
      throw new Refused("the copy is not equal", List.of(e.reason()));
    }
  }

  private void copy() {
    DataSync child =
        Workflow.newChildWorkflowStub(
            DataSync.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(bound.ids().syncOf(request.attempt()))
                .setTaskQueue(bound.queues().control())
                .setStaticSummary("copy and catch up")
                .build());
    DataSync.Synced synced =
        child.run(new DataSync.Request(request.plan(), request.environment(), conductor));
    log.note(synced.rows() + " rows copied, " + synced.delta().lag());
  }

  private void gateGo() {
    boolean requested = request.requested() != null;
    List<String> missing =
        new ArrayList<>(GoEvidence.missing(bound.plan(), bound.name(), requested));
    if (!bound.environment().parallelOperation().isZero()) {
      missing.add("parallel operation, which this version does not run yet");
    }
    missing.addAll(outlook.rollbacksTooLong());
    if (!missing.isEmpty()) {
      throw new Refused("GO lacks its evidence", missing);
    }
    GateRule rule = bound.plan().gates().go();
    DecisionTaken decision =
        desk.ask(
            Question.approval(
                    "go", rule, log.detailOf(Step.PRE_CHECK) + "; " + log.detailOf(Step.SYNC))
                .with(timesLeft()));
    if (decision.answer() != Answer.APPROVE) {
      throw new Refused("GO was not given", List.of(inWords(decision)));
    }
    go = StepLog.now();
    deadline = outlook.deadline(goTime());
    if (!deadline.isAfter(goTime())) {
      throw new Refused("GO came too late", List.of("the deadline would have been " + deadline));
    }
    deadlineFrom.accept(deadline);
    log.note(
        "GO by " + decision.person() + ", deadline " + deadline.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Legacy is still open, and its jobs and application know no epoch: a run that was overtaken
   * while it waited for GO, or for a job to end, would stop the business, and find out at the
   * freeze.
   */
  private void refuseIfOvertaken() {
    FenceRow legacy =
        sites.fence(LEGACY, "still the run that has the levers?").observe(bound.database(LEGACY));
    if (legacy.epoch() != conductor.epoch()) {
      throw FailureType.STALE_EPOCH.because(
          "legacy stands at epoch " + legacy.epoch() + ", this run has " + conductor.epoch());
    }
  }

  private void legacyMaintenance() {
    refuseIfOvertaken();
    application(LEGACY, Mode.MAINTENANCE);
  }

  private void holdLegacyBatch() {
    refuseIfOvertaken();
    moves.moved(
        LEGACY,
        sites
            .batch(LEGACY, "hold legacy's batch jobs")
            .hold(conductor, bound.database(LEGACY), bound.batch(LEGACY), bound.jobs()));
    doneOnLegacy =
        sites
            .batch(LEGACY, "drain legacy's batch jobs")
            .drain(bound.batch(LEGACY), bound.plan().limits().batchDrain())
            .done();
    log.note(bound.jobs().size() + " jobs held");
  }

  private void application(Side side, Mode mode) {
    moves.moved(
        side,
        sites
            .application(side, side + " application to " + mode)
            .bring(conductor, bound.database(side), bound.application(side), mode));
  }

  private void freezeLegacy() {
    FenceRule rule = bound.plan().levers().fence();
    drained.move(
        LEGACY,
        conductor,
        () ->
            moves.moved(
                LEGACY,
                sites
                    .fence(LEGACY, "freeze legacy")
                    .freeze(conductor, bound.database(LEGACY), rule.lease())));
    keepLease();
    drained.move(LEGACY, conductor, () -> proveFrozen(rule.drain()));
  }

  private void proveFrozen(Duration drain) {
    FreezeProof proof =
        sites
            .fenceFor(LEGACY, drain.plusMinutes(1), "drain, prove that a write is refused")
            .proveFrozen(conductor, bound.database(LEGACY), drain);
    log.note("write refused on " + proof.tables() + " tables: " + proof.refusal());
  }

  private void keepLease() {
    lease.keep(conductor, Objects.requireNonNull(deadline));
  }

  private void finalDelta() {
    Delta delta =
        sites
            .sync("final delta")
            .delta(conductor, bound.databases(), LEGACY, bound.tables(), ROUNDS);
    if (delta.left() > 0) {
      throw new RollbackOrdered(
          "the journal still holds " + delta.left() + " rows after the freeze");
    }
    log.note(delta.upserted() + " rows written, " + delta.deleted() + " deleted");
  }

  private void alignSequences() {
    var aligned =
        sites
            .sync("align sequences")
            .alignSequences(conductor, bound.databases(), TARGET, bound.tables());
    log.note(aligned.size() + " sequences aligned");
  }

  private void coreFunctions(boolean writing, boolean byRealName) {
    holds.untilCoreFunctionsWork(TARGET, writing, byRealName);
  }

  /** Not later than what has to follow still fits before the deadline. */
  private void gateSwitch() {
    Instant latest = Objects.requireNonNull(deadline).minus(outlook.fromSwitchToComplete());
    refuseSwitchBehind(latest);
    Question question =
        Question.approval("switch", bound.plan().gates().switchOver(), compared())
            .silentAt(latest, StepLog.now())
            .with(timesLeft());
    approve(question);
    refuseSwitchBehind(latest);
  }

  private void refuseSwitchBehind(Instant latest) {
    if (StepLog.now().isAfter(latest)) {
      throw new RollbackOrdered(
          "too late to switch: what follows would not be done before the deadline, "
              + outlook.local(Objects.requireNonNull(deadline)));
    }
  }

  private void switchFence() {
    Duration drain = bound.plan().levers().fence().drain();
    drained.move(
        LEGACY,
        conductor,
        () ->
            moves.moved(
                LEGACY,
                sites
                    .fenceFor(LEGACY, drain.plusMinutes(1), "legacy SWITCHED")
                    .switchLegacy(conductor, bound.database(LEGACY), drain)));
    lease.end();
    moves.moved(
        TARGET, sites.fence(TARGET, "target OPEN").openTarget(conductor, bound.database(TARGET)));
    application(TARGET, Mode.UP);
    log.note("legacy SWITCHED, target OPEN");
  }

  private void dnsToTarget() {
    moves.moved(sites.dns("DNS to target").bring(conductor, bound.dns(), TARGET));
    var seen = sites.dns("wait for every server").awaitPropagation(bound.dns(), TARGET);
    log.note(LeverView.counted(seen.answers().size(), "server") + " of DNS on target");
  }

  private void release(List<String> jobs) {
    moves.moved(
        TARGET,
        sites
            .batch(TARGET, "release the target's batch jobs")
            .release(conductor, bound.database(TARGET), bound.batch(TARGET), jobs, doneOnLegacy));
    log.note(jobs.size() + " jobs released");
  }

  /** Silence counts as an answer no later than at the deadline. */
  private void gateComplete() {
    Question question =
        Question.approval(COMPLETE, bound.plan().gates().complete(), compared()).with(timesLeft());
    approve(question.noLaterThan(Objects.requireNonNull(deadline), StepLog.now()));
  }

  private void complete() {
    if (!complete) {
      holds.untilDone(
          "complete-failed",
          List.of(Answer.RETRY, Answer.ROLL_BACK),
          () ->
              moves.moved(
                  LEGACY,
                  sites
                      .fence(LEGACY, "legacy COMPLETED")
                      .complete(conductor, bound.database(LEGACY))));
      complete = true;
    }
    holds.untilDone(
        "release",
        List.of(Answer.RETRY, Answer.ACCEPT, Answer.ROLL_BACK),
        () -> release(bound.jobs()));
  }

  private void parallelOperation() {
    levers.addAll(LeverView.of(bound, sites).observe());
    log.note("none in this environment");
  }

  private void approve(Question question) {
    DecisionTaken decision = desk.ask(question);
    if (decision.answer() != Answer.APPROVE) {
      throw new RollbackOrdered("gate " + question.gate() + ": " + inWords(decision));
    }
    log.note("approved by " + decision.person());
  }

  private static String inWords(DecisionTaken decision) {
    return decision.person() == null
        ? "nobody answered in time"
        : decision.answer() + " by " + decision.person() + ": " + decision.reason();
  }

  private String compared() {
    long rows = holds.tables().stream().mapToLong(TableComparison::legacyRows).sum();
    long errors = holds.tables().stream().mapToLong(TableComparison::confirmed).sum();
    return holds.tables().size()
        + " tables, "
        + rows
        + " rows compared, "
        + (errors == 0 ? "all equal" : errors + " integrity errors were ACCEPTED");
  }

  private Instant goTime() {
    return Objects.requireNonNull(go);
  }

  /** Whether the fence says that the cutover is complete: from then on only a person undoes it. */
  boolean isComplete() {
    return complete;
  }

  /** What a person let stand as it was after COMPLETE; empty if everything was done. */
  String leftUndone() {
    return holds.leftUndone();
  }

  boolean hasMovedNothing() {
    Step step = log.current();
    return step == null || step.compareTo(Step.HOLD_LEGACY_BATCH) < 0;
  }

  @Nullable RuleApplied rule() {
    return holds.rule();
  }

  /** For the next history of this run. */
  HandOver.Position position() {
    return new HandOver.Position(
        next,
        conductor.epoch(),
        go,
        deadline,
        lease.isKept(),
        complete,
        doneOnLegacy,
        List.copyOf(levers),
        holds.tables(),
        holds.leftUndone(),
        holds.unequal(),
        holds.rule(),
        moves.last());
  }

  long epoch() {
    return conductor.epoch();
  }

  @Nullable Instant goAt() {
    return go;
  }

  List<TableComparison> tables() {
    return holds.tables();
  }

  List<LeverObserved> levers() {
    return List.copyOf(levers);
  }
}
