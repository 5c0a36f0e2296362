package dev.cutover.sandbox.simulation;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Batch.Job;
import dev.cutover.plan.Environment;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.Gates;
import dev.cutover.plan.Person;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.sandbox.memory.MemoryRows.Row;
import dev.cutover.sandbox.memory.MemoryRows.RowKey;
import dev.cutover.sandbox.memory.MemorySystem;
import dev.cutover.sandbox.simulation.Trail.Lane;
import dev.cutover.workflow.CutoverImpl;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RollbackRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepRun;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One cutover in one world in which things go wrong as one seed has it. */
final class SimulatedNight {

  private static final Duration LONGEST = Duration.ofHours(80);
  private static final Duration AFTER_THE_DEADLINE = Duration.ofSeconds(10);
  private static final int ERP_IS_AWAY = 12;

  private final Simulated simulated;
  private final SimulatedTemporal temporal;
  private final long seed;
  private final int patience;
  private final Dice dice;
  private final Trail trail;
  private final Tally tally = new Tally();
  private final Environment environment;
  private final MemorySystem system;
  private final Checks checks;
  private final Business business;
  private final Deciders deciders;
  private final Chaos chaos;
  private final WorkflowIds ids;
  private final String attempt;
  private final int takenOverAt;
  private final int cancelledAt;
  private final int byHandAt;
  private final int rowGoesWrongAt;
  private final int erpFailsAt;
  private volatile boolean over;
  private volatile boolean compared;
  private volatile boolean stoodStill;
  private volatile boolean parked;
  private volatile boolean takenOver;
  private int gates;

  /**
   * @param patience real seconds in which something has to happen
   */
  SimulatedNight(Simulated simulated, SimulatedTemporal temporal, long seed, int patience) {
    this.patience = patience;
    this.simulated = simulated;
    this.temporal = temporal;
    this.seed = seed;
    Plan plan = simulated.planOf(seed);
    dice = new Dice(seed);
    trail = new Trail(temporal::now);
    environment = Objects.requireNonNull(plan.environments().get(simulated.environment()));
    ids = new WorkflowIds(plan.system().name(), simulated.environment());
    attempt =
        UUID.nameUUIDFromBytes(("cutover " + seed).getBytes(StandardCharsets.UTF_8)).toString();
    system = new MemorySystem(plan, simulated.environment(), temporal::now, simulated.leftOut());
    checks = new Checks(system, environment.bindings(), trail);
    business = new Business(plan, environment, system, dice, checks::violated);
    deciders = new Deciders(this, dice, trail, tally);
    checks.ask(business::missing, deciders::hasApproved);
    takenOverAt = sometimes("taken over", 30, 70);
    cancelledAt = sometimes("cancelled", 40, 3);
    byHandAt = sometimes("rollback by hand", 40, 3);
    rowGoesWrongAt = sometimes("row goes wrong", 120, 30);
    erpFailsAt = sometimes("ERP fails", 60, 60);
    chaos =
        new Chaos(
            dice,
            simulated.troubled(),
            plan.levers().untilNothingIsLate(),
            trail,
            tally,
            checks,
            business,
            this::eachTick);
    prepare(plan);
  }

  /** Which of the first so many times; never is 0. */
  private int sometimes(String what, int ofThousand, int first) {
    return dice.chance(what, ofThousand) ? 1 + dice.below(what + " at", first) : 0;
  }

  private void prepare(Plan plan) {
    if (dice.chance("core function fails", 60)) {
      tally.count(Mishap.CORE_FUNCTION_FAILS);
      system.levers.breakFunction(
          dice.oneOf("core function", plan.checks().coreFunctions()).name());
    }
    if (dice.chance("legacy refuses", 100)) {
      tally.count(Mishap.LEGACY_REFUSES_A_ROW);
      system.data.refuse(key -> key.key().endsWith("7"));
    }
  }

  /** How one night ended. */
  record Result(
      long seed,
      String outcome,
      Duration lasted,
      int orders,
      Map<Mishap, Integer> mishaps,
      List<Checks.Violation> violations,
      boolean stoodStill,
      Trail trail) {}

  Result run() {
    system.faults.leaveTo(chaos);
    system.faults.before("ComparisonCompareChanged", () -> compared = true);
    system.levers.onNotice(
        notice -> {
          trail.add(Lane.NOTICES, "told: " + notice.subject());
          deciders.hear(notice);
        });
    temporal.serve(simulated.activities(system));
    if (!simulated.isCached(seed)) {
      tally.count(Mishap.EACH_TASK_REPLAYED);
    }
    Plan plan = simulated.planOf(seed);
    WorkflowStub cutover = temporal.workflow("Cutover", ids.cutover());
    try {
      cutover.start(
          new CutoverRequest(
              plan,
              simulated.planHash(),
              simulated.environment(),
              attempt,
              drillAfter(),
              deciders.request(requester())));
      later(Duration.ofHours(1), this::lookAfterParked);
      later(LONGEST, this::giveUp);
      RunStatus end = ended(cutover);
      RunStatus rollback = endedRollback();
      Duration lasted = trail.sinceBegun();
      String outcome = outcome(end, rollback);
      trail.add(Lane.PROCEDURE, "ended: " + outcome + (end == null ? "" : ": " + end.reason()));
      finalChecks(end, rollback);
      return new Result(
          seed,
          outcome,
          lasted,
          business.acknowledged(),
          tally.counts(),
          checks.violations(),
          stoodStill,
          trail);
    } finally {
      over = true;
      temporal.stopServing();
    }
  }

  private @Nullable Step drillAfter() {
    if (!dice.chance("drill", 50)) {
      return null;
    }
    tally.count(Mishap.DRILL);
    return dice.oneOf(
        "drill after", Arrays.stream(Step.values()).filter(CutoverImpl::canDrillAfter).toList());
  }

  private void finalChecks(@Nullable RunStatus end, @Nullable RunStatus rollback) {
    chaos.settle();
    if (rollback != null && rollback.outcome() == Outcome.ROLLED_BACK && !takenOver) {
      checks.live(Side.LEGACY, Invariant.ROLLBACK_ENDS_WITH_LEGACY_LIVE);
    } else if (rollback == null && end != null && end.outcome() == Outcome.COMPLETED) {
      if (!takenOver && String.valueOf(end.reason()).startsWith("every lever") && !accepted(end)) {
        checks.live(Side.TARGET, Invariant.CUTOVER_ENDS_WITH_TARGET_LIVE);
      }
    }
    checks.inTheEnd(business::doubled);
    if (end != null) {
      deadline(end, rollback);
    }
  }

  /** Whether somebody has let stand that something does not work. */
  private static boolean accepted(RunStatus end) {
    return end.decisions().stream()
        .anyMatch(decision -> decision.accepted() && decision.answer() == Answer.ACCEPT);
  }

  private void deadline(RunStatus end, @Nullable RunStatus rollback) {
    Instant deadline = end.deadline();
    Instant given = deciders.completeGiven();
    if (deadline == null || end.outcome() == Outcome.SUPERSEDED || takenOver) {
      return;
    }
    boolean inTime = given != null && given.isBefore(deadline);
    boolean late = rollback == null || rollback.begun().isAfter(deadline.plus(AFTER_THE_DEADLINE));
    if (late && !inTime) {
      checks.violated(
          Invariant.DEADLINE_HELD,
          "deadline "
              + deadline
              + (rollback == null ? ", no rollback" : ", begun " + rollback.begun()));
    }
  }

  private String outcome(@Nullable RunStatus end, @Nullable RunStatus rollback) {
    String how = end == null ? "not ended" : words(end.outcome());
    if (end != null && end.outcome() == Outcome.FAILED && rollback == null) {
      how = "failed before anything moved";
    }
    if (rollback != null && end != null && end.outcome() != rollback.outcome()) {
      how += ", its rollback " + words(rollback.outcome());
    }
    return how + (parked ? ", parked and repaired on the way" : "");
  }

  private static String words(@Nullable Outcome outcome) {
    return outcome == null
        ? "not ended"
        : outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A busy machine is patiently waited for, as long as anything happens at all. */
  private @Nullable RunStatus ended(WorkflowStub run) {
    int seen = -1;
    int now = 0;
    while (seen < now) {
      try {
        return run.getResult(patience, TimeUnit.SECONDS, RunStatus.class);
      } catch (TimeoutException stillRunning) {
        seen = now;
        now = trail.entries().size();
      } catch (WorkflowException cancelledOrTerminated) {
        return status(run);
      }
    }
    stoodStill = true;
    checks.violated(Invariant.ENDS_OR_WAITS_FOR_A_PERSON, "nothing happens any more");
    terminate(run);
    return null;
  }

  private @Nullable RunStatus endedRollback() {
    WorkflowStub rollback = temporal.existing(ids.rollback());
    return isOf(rollback) ? ended(rollback) : null;
  }

  /** Whether there is one, of this night. */
  private boolean isOf(WorkflowStub run) {
    try {
      var described = run.describe();
      return !described.getStartTime().isBefore(temporal.now().minus(trail.sinceBegun()));
    } catch (WorkflowException | io.grpc.StatusRuntimeException none) {
      return false;
    }
  }

  private boolean isRunning(WorkflowStub run) {
    return isOf(run)
        && run.describe().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private static @Nullable RunStatus status(WorkflowStub run) {
    try {
      return run.query("status", RunStatus.class);
    } catch (RuntimeException notThere) {
      return null;
    }
  }

  @Nullable RunStatus cutoverStatus() {
    return status(temporal.existing(ids.cutover()));
  }

  private void terminate(WorkflowStub run) {
    try {
      run.terminate("the night is over");
    } catch (RuntimeException over) {
      trail.add(Lane.PEOPLE, "could not be terminated: " + over.getMessage());
    }
  }

  private void giveUp() {
    for (String id : List.of(ids.cutover(), ids.rollback())) {
      WorkflowStub run = temporal.existing(id);
      if (isRunning(run)) {
        checks.violated(Invariant.ENDS_OR_WAITS_FOR_A_PERSON, id + " still runs after " + LONGEST);
        terminate(run);
      }
    }
  }

  /** Somebody looks, as nobody may have heard that a rollback is parked. */
  private void lookAfterParked() {
    if (isRunning(temporal.existing(ids.rollback()))) {
      mendAndRepair();
    }
    later(Duration.ofHours(1), this::lookAfterParked);
  }

  /** A person mends what stands in the way, by hand where need be, and says so. */
  void mendAndRepair() {
    WorkflowStub rollback = temporal.existing(ids.rollback());
    RunStatus status = isRunning(rollback) ? status(rollback) : null;
    if (status == null || status.outcome() != Outcome.PARKED) {
      return;
    }
    parked = true;
    mend();
    StepRun step = status.steps().get(status.steps().size() - 1);
    trail.add(Lane.PEOPLE, "repaired at " + step.step().key());
    byHand(step.detail());
    rollback.signal("repair");
  }

  private void byHand(String problem) {
    if (problem.contains("application is")) {
      system.levers.bring(environment.bindings().legacy().application(), Mode.UP);
    }
    if (problem.contains("are held on legacy")) {
      jobs()
          .forEach(job -> system.levers.hold(environment.bindings().legacy().batch(), job, false));
    }
    if (problem.contains("are released on the target")) {
      jobs().forEach(job -> system.levers.hold(environment.bindings().target().batch(), job, true));
    }
  }

  private List<String> jobs() {
    return simulated.plan().batch().jobs().stream().map(Job::name).toList();
  }

  void mend() {
    chaos.mend();
    system.levers.erpAnswers(true);
    simulated
        .plan()
        .checks()
        .coreFunctions()
        .forEach(function -> system.levers.mendFunction(function.name()));
  }

  private void eachTick(int tick) {
    if (tick == takenOverAt) {
      tally.count(Mishap.ANOTHER_RUN_TAKES_THE_EPOCH);
      trail.add(Lane.PROCEDURE, "another run takes the epoch, and does nothing more");
      takenOver = true;
      system.fence.takenOver();
    }
    if (tick == rowGoesWrongAt && !compared) {
      rowGoesWrong();
    }
    if (tick == erpFailsAt) {
      tally.count(Mishap.ERP_ANSWERS_503);
      trail.add(Lane.PROCEDURE, "the ERP answers 503");
      system.levers.erpAnswers(false);
    }
    if (erpFailsAt > 0 && tick == erpFailsAt + ERP_IS_AWAY) {
      system.levers.erpAnswers(true);
    }
  }

  /** On the target, where no trigger sees it. */
  private void rowGoesWrong() {
    List<Map.Entry<RowKey, Row>> rows = List.copyOf(system.rows.rows(Side.TARGET).entrySet());
    if (!rows.isEmpty() && system.fence.state(Side.TARGET) == FenceState.CLOSED) {
      tally.count(Mishap.ROW_GOES_WRONG);
      Map.Entry<RowKey, Row> row = dice.oneOf("which row", rows);
      trail.add(Lane.PROCEDURE, "a row goes wrong on the target");
      Row was = row.getValue();
      system.rows.put(
          Side.TARGET, row.getKey(), new Row(was.reference(), was.version() - 1, was.sent()));
    }
  }

  /** What else may happen while a gate is open, and the procedure waits. */
  void gateOpened() {
    gates++;
    if (gates == cancelledAt) {
      later(Duration.ofSeconds(11), this::cancel);
    }
    if (gates == byHandAt) {
      later(Duration.ofSeconds(7), this::rollBackByHand);
    }
  }

  private void cancel() {
    tally.count(Mishap.WORKFLOW_CANCELLED);
    trail.add(Lane.PEOPLE, "the workflow is cancelled");
    temporal.existing(ids.cutover()).cancel();
  }

  private void rollBackByHand() {
    tally.count(Mishap.ROLLBACK_BY_HAND);
    trail.add(Lane.PEOPLE, "a rollback is started by hand");
    String own =
        UUID.nameUUIDFromBytes(("by hand " + seed).getBytes(StandardCharsets.UTF_8)).toString();
    long epoch = system.fence.epoch();
    try {
      temporal
          .workflow("Rollback", ids.rollback())
          .start(
              new RollbackRequest(
                  simulated.planOf(seed),
                  simulated.planHash(),
                  simulated.environment(),
                  own,
                  epoch,
                  "by hand",
                  true,
                  deciders.order(own, RollbackRequest.nonce(epoch))));
    } catch (WorkflowException oneRuns) {
      trail.add(Lane.PEOPLE, "one runs already");
    }
  }

  void later(Duration wait, Runnable action) {
    temporal.later(
        wait,
        () -> {
          if (!over) {
            action.run();
          }
        });
  }

  void decide(String text) {
    try {
      temporal.existing(ids.cutover()).signal("decide", text);
    } catch (WorkflowException ended) {
      trail.add(Lane.PEOPLE, "nobody is there to hear it");
    }
  }

  /** Somebody who may order a rollback. */
  String decisionMaker() {
    String role = simulated.plan().gates().discrepancy().role();
    return simulated.plan().people().entrySet().stream()
        .filter(person -> has(person.getValue(), role))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .orElseThrow();
  }

  String somebodyElse(OpenGate gate) {
    return somebodyWithout(List.of(gate.role())).orElse("nobody");
  }

  /** Somebody who approves nothing, where the plan has such a person. */
  private String requester() {
    Gates gates = simulated.plan().gates();
    List<String> approve =
        Stream.of(gates.go(), gates.switchOver(), gates.complete()).map(GateRule::role).toList();
    return somebodyWithout(approve).orElseGet(this::decisionMaker);
  }

  private Optional<String> somebodyWithout(List<String> roles) {
    return simulated.plan().people().entrySet().stream()
        .filter(person -> Collections.disjoint(person.getValue().roles(), roles))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  private static boolean has(Person person, String role) {
    return person.roles().contains(role);
  }

  Instant now() {
    return temporal.now();
  }

  String system() {
    return simulated.plan().system().name();
  }

  String environment() {
    return simulated.environment();
  }

  String attempt() {
    return attempt;
  }

  String planHash() {
    return simulated.planHash();
  }
}
