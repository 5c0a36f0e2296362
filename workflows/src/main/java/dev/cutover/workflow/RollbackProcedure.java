package dev.cutover.workflow;

import static dev.cutover.plan.Side.LEGACY;
import static dev.cutover.plan.Side.TARGET;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.ApplicationActivities.ProbeResult;
import dev.cutover.activity.BatchActivities.BatchObservation;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.activity.SyncActivities.CarriedBack;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus.LeverObserved;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The steps of a rollback, top to bottom as the plan has them. */
final class RollbackProcedure {

  private final RollbackRequest request;
  private final BoundPlan bound;
  private final Sites sites;
  private final Notices notices;
  private final StepLog log;
  private final Drained drained;
  private final LeverLog moves;
  private final RollbackTarget target;
  private Conductor conductor;
  private Instant holdsLeversSince = Instant.EPOCH;
  private boolean unproven;
  private List<String> doneOnTarget = List.of();
  private List<String> toldToLegacy = List.of();
  private boolean targetJobsMayRun;
  private List<LeverObserved> levers = List.of();

  RollbackProcedure(
      RollbackRequest request,
      BoundPlan bound,
      Sites sites,
      Notices notices,
      StepLog log,
      LeverLog moves) {
    this.request = request;
    this.bound = bound;
    this.sites = sites;
    this.notices = notices;
    this.log = log;
    this.moves = moves;
    this.drained = new Drained(bound, sites, log::note, moves::moved);
    this.target = new RollbackTarget(log);
    this.conductor = new Conductor(bound.system(), bound.name(), request.attempt(), 0);
  }

  /**
   * @param step does a step, as often as it takes
   */
  void run(BiConsumer<Step, Runnable> step) {
    // Beside the steps: what is out of reach takes a while to say so.
    Async.procedure(
        () -> LeverView.of(bound, sites).begun().forEach(lever -> lever.thenApply(this::seen)));
    step.accept(Step.TAKE_EPOCH, this::takeEpoch);
    step.accept(Step.CLOSE_TARGET, this::closeTarget);
    step.accept(Step.HOLD_TARGET_BATCH, this::holdTargetBatch);
    step.accept(Step.DNS_TO_LEGACY, this::dnsToLegacy);
    step.accept(Step.STOP_TARGET_APPLICATION, this::stopTargetApplication);
    step.accept(Step.ALIGN_LEGACY_SEQUENCES, this::alignLegacySequences);
    step.accept(Step.CARRY_BACK, this::carryBack);
    step.accept(Step.LEGACY_APPLICATION_UP, this::legacyApplicationUp);
    step.accept(Step.OPEN_LEGACY, this::openLegacy);
    step.accept(Step.RELEASE_LEGACY_BATCH, this::releaseLegacyBatch);
    step.accept(Step.VERIFY_CONNECTIVITY, this::verifyConnectivity);
    step.accept(Step.LOOK_AGAIN, this::lookAgain);
  }

  private LeverObserved seen(LeverObserved lever) {
    moves.observed(lever);
    return lever;
  }

  private void takeEpoch() {
    FenceRow legacy = sites.fence(LEGACY, "observe legacy's fence").observe(bound.database(LEGACY));
    Long expected = request.expectedEpoch();
    long epoch =
        sites
            .fence(LEGACY, "take the epoch")
            .takeEpoch(
                bound.database(LEGACY),
                request.attempt(),
                expected == null ? legacy.epoch() : expected,
                request.evenIfCompleted() || request.order() != null);
    conductor = new Conductor(bound.system(), bound.name(), request.attempt(), epoch);
    holdsLeversSince = StepLog.now();
    FenceRow now = sites.fence(LEGACY, "observe legacy's fence").observe(bound.database(LEGACY));
    target.seenFromLegacy(now.state());
    log.note("epoch " + epoch + ", legacy " + now.state());
  }

  private void closeTarget() {
    target.onTarget(
        () -> {
          drained.closeTarget(conductor);
          // The target's levers ask its row, which has this epoch from now on.
          holdsLeversSince = StepLog.now();
        });
  }

  private void holdTargetBatch() {
    target.onLever(
        this::heldJobsHaveEnded,
        () -> {
          targetJobsMayRun = true;
          // Also where a job never ends: what the others have done is known then.
          BatchObservation held =
              sites
                  .batch(TARGET, "hold the target's batch jobs")
                  .hold(conductor, bound.database(TARGET), bound.batch(TARGET), bound.jobs());
          moves.moved(TARGET, held);
          isDoneOnTarget(held);
          isDoneOnTarget(
              sites
                  .batch(TARGET, "drain the target's batch jobs")
                  .drain(bound.batch(TARGET), bound.plan().limits().batchDrain()));
          targetJobsMayRun = false;
        });
  }

  /** Added: a scheduler that was started anew may have forgotten what it named before. */
  private void isDoneOnTarget(BatchObservation seen) {
    Set<String> all = new LinkedHashSet<>(doneOnTarget);
    all.addAll(seen.done());
    doneOnTarget = List.copyOf(all);
  }

  /** Who still asks the old value meets a closed target; verifying waits for every server. */
  private void dnsToLegacy() {
    var seen = sites.dns("DNS to legacy").bring(conductor, bound.dns(), LEGACY);
    moves.moved(seen);
    log.note("epoch " + seen.epoch());
  }

  private void stopTargetApplication() {
    target.onLever(this::targetApplicationAnswers, () -> application(TARGET, Mode.DOWN));
  }

  private void carryBack() {
    target.takeBack(
        () -> {
          CarriedBack carried =
              sites
                  .sync("carry back from the target")
                  .carryBack(conductor, bound.databases(), bound.tables());
          log.note(carried.keys() + " keys carried");
          tellOfOpen(carried);
        });
  }

  private void tellOfOpen(CarriedBack carried) {
    long open = carried.refusedKeys() + carried.unequalKeys();
    if (open > 0) {
      List<String> examples = new ArrayList<>(carried.refused());
      examples.addAll(carried.unequal());
      String facts = open + " keys that legacy does not hold as the target had them";
      log.note(facts);
      notices.tell(
          Event.DISCREPANCY,
          "To be decided after the rollback",
          facts + ", listed in the target's engine table 'refused', such as " + examples);
    }
  }

  private void alignLegacySequences() {
    target.takeBack(
        () ->
            sites
                .sync("align legacy's sequences")
                .alignSequences(conductor, bound.databases(), LEGACY, bound.tables()));
  }

  private void legacyApplicationUp() {
    application(LEGACY, Mode.UP);
  }

  private void openLegacy() {
    drained.move(
        LEGACY,
        conductor,
        () ->
            moves.moved(
                LEGACY,
                sites.fence(LEGACY, "open legacy").openLegacy(conductor, bound.database(LEGACY))));
    log.note("legacy " + FenceState.OPEN);
  }

  private void releaseLegacyBatch() {
    moves.moved(
        LEGACY,
        sites
            .batch(LEGACY, "release legacy's batch jobs")
            .release(
                conductor,
                bound.database(LEGACY),
                bound.batch(LEGACY),
                bound.jobs(),
                doneOnTarget));
    toldToLegacy = doneOnTarget;
    log.note(bound.jobs().size() + " jobs released");
  }

  /** Nobody is asked over what has moved while it was being proven: that is proven once more. */
  private void verifyConnectivity() {
    unproven = true;
    List<String> problems = notLive();
    if (!problems.isEmpty() && hasMovedSince()) {
      problems = notLive();
    }
    if (!problems.isEmpty()) {
      throw new NotLive(String.join("; ", problems));
    }
    unproven = false;
    log.note("legacy proven live");
  }

  /** Every lever as it is observed now, the ERP, and the core functions by their real name. */
  private List<String> notLive() {
    bringDnsBack();
    sites.dns("wait for every server").awaitPropagation(bound.dns(), LEGACY);
    List<String> problems = bringBackWhatMoved();
    levers = LeverView.of(bound, sites).observe();
    problems.addAll(ErpCheckImpl.failures(ErpCheckImpl.check(bound, sites, LEGACY)));
    List<ProbeResult> failed =
        CoreFunctions.probe(bound, sites, LEGACY, true, true).stream()
            .filter(result -> !result.ok())
            .toList();
    if (!failed.isEmpty()) {
      problems.add(CoreFunctions.inWords(failed));
    }
    return problems;
  }

  private boolean hasMovedSince() {
    unproven = false;
    try {
      bringDnsBack();
      bringBackWhatMoved();
      return unproven;
    } finally {
      unproven = true;
    }
  }

  /**
   * What a late call, or somebody's hand, has moved since it was brought: a rollback that only
   * complained of it would wait for a person to do what it can do itself. Legacy comes first: it is
   * live.
   *
   * @return what stands out of its place nevertheless
   */
  private List<String> bringBackWhatMoved() {
    List<String> problems = outOfPlaceOnLegacy();
    if (!problems.isEmpty()) {
      bringBack(problems);
      legacyApplicationUp();
      releaseLegacyBatch();
      problems = outOfPlaceOnLegacy();
    }
    List<String> onTarget = outOfPlaceOnTarget();
    if (!onTarget.isEmpty()) {
      bringBack(onTarget);
      holdTargetBatch();
      stopTargetApplication();
      onTarget = outOfPlaceOnTarget();
    }
    if (!doneOnTarget.equals(toldToLegacy)) {
      releaseLegacyBatch();
    }
    problems.addAll(onTarget);
    return problems;
  }

  /** Also where it only takes time until every server knows: bringing it twice does no harm. */
  private void bringDnsBack() {
    List<String> elsewhere = new Positions(bound, sites).dnsElsewhere();
    if (!elsewhere.isEmpty()) {
      bringBack(elsewhere);
      dnsToLegacy();
    }
  }

  /** What does not stand as it must on legacy while it is live. */
  private List<String> outOfPlaceOnLegacy() {
    // Brought once more rather than observed: it is refused if a newer run has the levers by now.
    FenceRow row = sites.fence(LEGACY, "legacy OPEN").openLegacy(conductor, bound.database(LEGACY));
    moves.stands(LEGACY, row);
    Positions positions = new Positions(bound, sites);
    List<String> problems = new ArrayList<>(positions.notOnLegacy(row));
    problems.addAll(positions.jobsHeldOnLegacy());
    return problems;
  }

  private List<String> outOfPlaceOnTarget() {
    Positions positions = new Positions(bound, sites);
    List<String> problems = new ArrayList<>();
    // It was closed in this epoch: a database that is lost since then is no more than a lever.
    target.onLever(
        this::targetAnswers,
        () ->
            problems.addAll(
                Positions.targetNotClosed(
                    sites
                        .fence(TARGET, "observe the target's fence")
                        .observe(bound.database(TARGET)))));
    target.onLever(
        this::heldJobsHaveEnded, () -> problems.addAll(positions.jobsReleasedOnTarget()));
    target.onLever(
        this::targetApplicationAnswers,
        () -> problems.addAll(positions.targetApplicationNotDown()));
    if (targetJobsMayRun && target.isAsked()) {
      problems.add("batch jobs of the target have not been seen to end");
    }
    return problems;
  }

  /**
   * A scheduler and an application know no epoch: what the overtaken run asked of them last may
   * take effect behind everything that was observed so far.
   */
  private void lookAgain() {
    Duration late = bound.plan().levers().untilNothingIsLate();
    Duration left = Duration.between(StepLog.now(), holdsLeversSince.plus(late));
    if (!left.isNegative() && !left.isZero()) {
      Workflow.newTimer(
              left, TimerOptions.newBuilder().setSummary("until no call can be late").build())
          .get();
    }
    bringDnsBack();
    bringBackWhatMoved();
    if (unproven) {
      verifyConnectivity();
    } else {
      log.note("nothing has moved");
    }
  }

  /** Remembered: the step may have to be done again, and legacy is then to be proven again. */
  private void bringBack(List<String> moved) {
    unproven = true;
    log.note("out of place, brought back: " + String.join("; ", moved));
  }

  private void application(Side side, Mode mode) {
    moves.moved(
        side,
        sites
            .application(side, side + " application to " + mode)
            .bring(conductor, bound.database(side), bound.application(side), mode));
  }

  /**
   * False, or a failure, unless it is there; like the other looks it takes no more than a glance.
   */
  private boolean targetAnswers() {
    return answers(TARGET, TARGET);
  }

  /** The same of its database, asked by the site that does a step. */
  boolean targetAnswersFor(Step step) {
    return answers(step == Step.CLOSE_TARGET ? TARGET : LEGACY, TARGET);
  }

  boolean legacyAnswers() {
    return answers(LEGACY, LEGACY);
  }

  private boolean answers(Side asked, Side database) {
    sites
        .atAGlance()
        .fence(asked, "whether " + database + " answers")
        .observe(bound.database(database));
    return true;
  }

  /** Jobs that run although they are released keep nobody waiting: they have to be held first. */
  private boolean heldJobsHaveEnded() {
    BatchObservation seen =
        sites
            .atAGlance()
            .batch(TARGET, "whether the target's jobs have ended")
            .observe(bound.batch(TARGET));
    isDoneOnTarget(seen);
    return seen.held().stream().noneMatch(seen.running()::contains);
  }

  private boolean targetApplicationAnswers() {
    new Positions(bound, sites.atAGlance()).targetApplicationNotDown();
    return true;
  }

  static boolean isOvertaken(ActivityFailure failure) {
    return Failures.is(failure, FailureType.STALE_EPOCH)
        || Failures.is(failure, FailureType.COMPLETED);
  }

  RollbackTarget target() {
    return target;
  }

  Conductor conductor() {
    return conductor;
  }

  List<LeverObserved> levers() {
    return levers;
  }

  /** Legacy was not found live after everything was brought back. */
  static final class NotLive extends RuntimeException {

    NotLive(String what) {
      super(what);
    }
  }
}
