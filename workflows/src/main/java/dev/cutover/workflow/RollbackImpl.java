package dev.cutover.workflow;

import static dev.cutover.plan.Side.LEGACY;
import static dev.cutover.plan.Side.TARGET;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.ApplicationActivities.ProbeResult;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.activity.SyncActivities.CarriedBack;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus.LeverObserved;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepOutcome;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rollback. It trusts no record of what a cutover did: legacy's fence tells whether the target
 * ever took writes, and each lever is observed as it is brought. A step that can't be done is tried
 * again by Temporal, then parks the rollback until somebody has mended what stood in its way.
 */
public final class RollbackImpl implements Rollback {

  private final RollbackRequest request;
  private final BoundPlan bound;
  private final Sites sites;
  private final Notices notices;
  private final StepLog log;
  private final Instant begun = StepLog.now();
  private Conductor conductor;
  private boolean targetWasOpened;
  private boolean targetGone;
  private boolean parked;
  private int repairs;
  private List<String> doneOnTarget = List.of();
  private List<LeverObserved> levers = List.of();
  private @Nullable Outcome outcome;
  private String reason;

  @WorkflowInit
  public RollbackImpl(RollbackRequest request) {
    this.request = request;
    bound = BoundPlan.of(request.plan(), request.environment());
    sites = new Sites(bound.queues());
    notices = new Notices(bound, request.attempt(), sites);
    log = new StepLog(request.plan().limits());
    conductor = new Conductor(bound.system(), bound.name(), request.attempt(), 0);
    reason = request.reason();
  }

  @Override
  public RunStatus run(RollbackRequest ignored) {
    // Detached: whoever cancels this workflow must not leave legacy closed.
    Workflow.newDetachedCancellationScope(this::runToTheEnd).run();
    return status();
  }

  private void runToTheEnd() {
    StepLog.announce(bound);
    notices.tell(Event.ROLLBACK_STARTED, "Rollback started", reason);
    try {
      step(Step.TAKE_EPOCH, this::takeEpoch);
      step(Step.CLOSE_TARGET, this::closeTarget);
      step(Step.HOLD_TARGET_BATCH, this::holdTargetBatch);
      step(Step.DNS_TO_LEGACY, this::dnsToLegacy);
      step(Step.STOP_TARGET_APPLICATION, this::stopTargetApplication);
      step(Step.CARRY_BACK, this::carryBack);
      step(Step.ALIGN_LEGACY_SEQUENCES, this::alignLegacySequences);
      step(Step.LEGACY_APPLICATION_UP, this::legacyApplicationUp);
      step(Step.OPEN_LEGACY, this::openLegacy);
      step(Step.RELEASE_LEGACY_BATCH, this::releaseLegacyBatch);
      step(Step.VERIFY_CONNECTIVITY, this::verifyConnectivity);
      step(Step.REPORT, this::report);
      outcome = Outcome.ROLLED_BACK;
    } catch (ActivityFailure e) {
      log.end(StepOutcome.INTERRUPTED);
      outcome = Outcome.SUPERSEDED;
      reason =
          Failures.is(e, FailureType.COMPLETED)
              ? "the cutover is complete: only a person orders it back"
              : "a newer run has taken the levers; this one moves nothing more";
    }
    Workflow.upsertTypedSearchAttributes(StepLog.OUTCOME.valueSet(outcome.name()));
    Workflow.await(Workflow::isEveryHandlerFinished);
    notices.settle();
  }

  private void step(Step step, Runnable action) {
    log.begin(step);
    while (true) {
      try {
        action.run();
        log.end(StepOutcome.DONE);
        return;
      } catch (ActivityFailure e) {
        if (isOvertaken(e)) {
          throw e;
        }
        park(step, Failures.inWords(e));
      } catch (NotLive e) {
        park(step, String.valueOf(e.getMessage()));
      }
    }
  }

  private static boolean isOvertaken(ActivityFailure failure) {
    return Failures.is(failure, FailureType.STALE_EPOCH)
        || Failures.is(failure, FailureType.COMPLETED);
  }

  private void park(Step step, String why) {
    log.note(why);
    notices.tell(
        Event.PARKED,
        "Rollback parked at: " + step.label(),
        why + ". Mend it, then: cutover repair " + bound.ids().rollback());
    parked = true;
    int seen = repairs;
    Workflow.await(() -> repairs > seen);
    parked = false;
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
                request.evenIfCompleted());
    conductor = new Conductor(bound.system(), bound.name(), request.attempt(), epoch);
    // Legacy is set SWITCHED before the target opens: anything else means that it never opened.
    FenceRow now = sites.fence(LEGACY, "observe legacy's fence").observe(bound.database(LEGACY));
    targetWasOpened = now.state() == FenceState.SWITCHED || now.state() == FenceState.COMPLETED;
    log.note("epoch " + epoch + ", legacy " + now.state());
  }

  private void closeTarget() {
    onTarget(
        () -> {
          Duration drain = bound.plan().levers().fence().drain();
          sites
              .fenceFor(TARGET, drain.multipliedBy(2).plusMinutes(1), "close the target")
              .closeTarget(conductor, bound.database(TARGET), drain);
        });
  }

  private void holdTargetBatch() {
    onTarget(
        () -> {
          sites
              .batch(TARGET, "hold the target's batch jobs")
              .hold(conductor, bound.batch(TARGET), bound.jobs());
          doneOnTarget =
              sites
                  .batch(TARGET, "drain the target's batch jobs")
                  .drain(bound.batch(TARGET), bound.plan().limits().batchDrain())
                  .done();
        });
  }

  /** Who still asks the old value meets a closed target; verifying waits for every server. */
  private void dnsToLegacy() {
    var seen = sites.dns("DNS to legacy").bring(conductor, bound.dns(), LEGACY);
    log.note("epoch " + seen.epoch());
  }

  private void stopTargetApplication() {
    onTarget(() -> application(TARGET, Mode.DOWN));
  }

  private void carryBack() {
    if (!targetWasOpened) {
      log.note("the target never opened: nothing to carry");
      return;
    }
    CarriedBack carried =
        sites
            .sync("carry back from the target")
            .carryBack(conductor, bound.databases(), bound.tables());
    log.note(carried.keys() + " keys carried");
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
    if (targetWasOpened) {
      sites
          .sync("align legacy's sequences")
          .alignSequences(conductor, bound.databases(), LEGACY, bound.tables());
    } else {
      log.note("the target never opened: nothing to align");
    }
  }

  private void legacyApplicationUp() {
    application(LEGACY, Mode.UP);
  }

  private void openLegacy() {
    FenceRow row = sites.fence(LEGACY, "open legacy").openLegacy(conductor, bound.database(LEGACY));
    log.note("legacy " + row.state());
  }

  private void releaseLegacyBatch() {
    sites
        .batch(LEGACY, "release legacy's batch jobs")
        .release(conductor, bound.batch(LEGACY), bound.jobs(), doneOnTarget);
    log.note(bound.jobs().size() + " jobs released");
  }

  /** Every lever as it is observed now, the ERP, and the core functions by their real name. */
  private void verifyConnectivity() {
    sites.dns("wait for every server").awaitPropagation(bound.dns(), LEGACY);
    levers = LeverView.of(bound, sites).observe();
    // Brought once more rather than observed: it is refused if a newer run has the levers by now.
    FenceRow row = sites.fence(LEGACY, "legacy OPEN").openLegacy(conductor, bound.database(LEGACY));
    Positions positions = new Positions(bound, sites);
    List<String> problems = new ArrayList<>(positions.notOnLegacy(row));
    problems.addAll(positions.jobsHeldOnLegacy());
    onTarget(
        () ->
            problems.addAll(
                positions.notOff(
                    sites
                        .fence(TARGET, "observe the target's fence")
                        .observe(bound.database(TARGET)))));
    problems.addAll(ErpCheckImpl.failures(ErpCheckImpl.check(bound, sites, LEGACY)));
    List<ProbeResult> failed =
        CoreFunctions.probe(bound, sites, LEGACY, true, true).stream()
            .filter(result -> !result.ok())
            .toList();
    if (!failed.isEmpty()) {
      problems.add(CoreFunctions.inWords(failed));
    }
    if (!problems.isEmpty()) {
      throw new NotLive(String.join("; ", problems));
    }
    log.note("legacy proven live");
  }

  private void report() {
    notices.tell(Event.ROLLED_BACK, "Rolled back: legacy is live", reason);
  }

  /**
   * A target that never opened holds nothing: one out of reach must not keep legacy closed, and is
   * not waited for at each step anew.
   */
  private void onTarget(Runnable action) {
    if (targetGone) {
      log.note("left as it is, like the steps before");
      return;
    }
    try {
      action.run();
    } catch (ActivityFailure e) {
      if (targetWasOpened || isOvertaken(e)) {
        throw e;
      }
      targetGone = true;
      log.note("left as it is, the target never opened: " + Failures.inWords(e));
    }
  }

  private void application(Side side, Mode mode) {
    sites
        .application(side, side + " application to " + mode)
        .bring(conductor, bound.application(side), mode);
  }

  @Override
  public void repair() {
    repairs++;
  }

  @Override
  public RunStatus status() {
    return new RunStatus(
        bound.system(),
        bound.name(),
        request.attempt(),
        conductor.epoch(),
        request.planHash(),
        begun,
        null,
        null,
        log.current(),
        log.runs(),
        List.of(),
        List.of(),
        List.of(),
        levers,
        parked ? Outcome.PARKED : outcome,
        reason,
        null);
  }

  /** Legacy was not found live after everything was brought back. */
  private static final class NotLive extends RuntimeException {

    NotLive(String what) {
      super(what);
    }
  }
}
