package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.plan.Step;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.Rollback;
import dev.cutover.workflow.RollbackRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cutover on levers in memory, with people who answer each gate as the test has told them. */
final class Night implements AutoCloseable {

  static final String ATTEMPT = "6f1a2b34-0000-4000-8000-000000000001";

  /** Has no role at any gate, and stands in for somebody who has. */
  static final String REQUESTER = "infrastructure-duty";

  final MemoryWorld world;
  final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private final String environment;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private @Nullable Runnable atFirstGate;
  private boolean bySignal;
  private String reason = "as agreed";
  private @Nullable String asks = REQUESTER;
  private @Nullable Duration drill;

  Night(Plan plan, String environment) {
    this(plan, environment, null);
  }

  /**
   * @param begins virtual time at first; null: now
   */
  Night(Plan plan, String environment, @Nullable Instant begins) {
    this.environment = environment;
    this.world =
        begins == null
            ? new MemoryWorld(plan, environment, this::gateOpened)
            : new MemoryWorld(plan, environment, this::gateOpened, begins);
    answers.put("go", new ArrayDeque<>(List.of(Answer.APPROVE)));
    answers.put("switch", new ArrayDeque<>(List.of(Answer.APPROVE)));
    answers.put("complete", new ArrayDeque<>(List.of(Answer.APPROVE)));
  }

  /** What the people entitled to it answer at a gate, one after the other; nothing is silence. */
  Night at(String gate, Answer... given) {
    answers.put(gate, new ArrayDeque<>(List.of(given)));
    return this;
  }

  /** Something that happens when the first gate opens, before anybody answers. */
  Night whenTheFirstGateOpens(Runnable action) {
    atFirstGate = action;
    return this;
  }

  /** The reason that people give. */
  Night because(String given) {
    reason = given;
    return this;
  }

  /** Who asks for the run; null: nobody says so. */
  Night askedForBy(@Nullable String person) {
    asks = person;
    return this;
  }

  /** A drill was measured, whose rollback took so long. */
  Night drilled(Duration rollback) {
    drill = rollback;
    return this;
  }

  /** People paste their decisions into Temporal's UI instead of using the command line. */
  Night bySignal() {
    bySignal = true;
    return this;
  }

  private void gateOpened(Notice notice) {
    Runnable first = atFirstGate;
    if (first != null) {
      atFirstGate = null;
      first.run();
    }
    for (OpenGate gate : world.cutover().status().gates()) {
      Deque<Answer> queued = answers.get(gate.gate());
      if (queued != null && !queued.isEmpty() && !gate.standing()) {
        answer(gate, gate.people().get(0), queued.removeFirst());
      }
    }
  }

  private void answer(OpenGate gate, String person, Answer answer) {
    if (bySignal) {
      world.cutover().decideBySignal(signed(gate, person, answer));
    } else {
      receipts.add(decide(gate, person, answer));
    }
  }

  /** What happens whenever the rollback is parked, before it is repaired. */
  void whenParked(Consumer<Notice> then) {
    world.levers.onNotice(
        notice -> {
          if (notice.event() == Event.PARKED) {
            assertEquals(Outcome.PARKED, parked().status().outcome());
            then.accept(notice);
            parked().repair();
          }
        });
  }

  /** Something that happens when people are told so; gates are answered as ever. */
  void whenTold(String subject, Runnable then) {
    world.levers.onNotice(
        notice -> {
          if (notice.subject().contains(subject)) {
            then.run();
          } else {
            gateOpened(notice);
          }
        });
  }

  /** A rollback started by hand; of a run that stands at another epoch where one is given. */
  RunStatus rollBack(@Nullable Long expectedEpoch) {
    long expected = expectedEpoch == null ? world.fence.epoch() : expectedEpoch;
    return rollBack(expected, "taro-tanaka");
  }

  /** A rollback that somebody orders, entitled to it or not. */
  RunStatus rollBack(long expected, String person) {
    return rollBack(expected, person, planHash());
  }

  /** A rollback that is given some hash for its plan's. */
  RunStatus rollBack(long expected, String person, String planHash) {
    String attempt = newAttempt();
    return world
        .workflow(Rollback.class, world.ids().rollback())
        .run(
            new RollbackRequest(
                world.plan,
                planHash,
                environment,
                attempt,
                expected,
                "by hand",
                true,
                signed(
                    attempt,
                    "rollback",
                    RollbackRequest.nonce(expected),
                    person,
                    Answer.ROLL_BACK)));
  }

  /** The target's database answers nobody. */
  void loseTarget() {
    world.faults.breakFor("FenceCloseTarget");
    world.faults.breakFor("FenceObserve TARGET");
  }

  void targetIsBack() {
    world.faults.mend("FenceObserve TARGET");
    world.faults.mend("FenceCloseTarget");
  }

  /** The rollback that waits for a person. */
  Rollback parked() {
    return world
        .temporal()
        .getWorkflowClient()
        .newWorkflowStub(Rollback.class, world.ids().rollback());
  }

  Receipt decide(OpenGate gate, String person, Answer answer) {
    return world.cutover().decide(signed(gate, person, answer));
  }

  /**
   * Whoever is asked first and second agrees to do without what the target holds, or without its
   * levers.
   */
  void twoAgreeWhenAsked() {
    world.levers.onNotice(
        notice -> {
          if (notice.event() == Event.GATE_OPENED) {
            OpenGate gate = parked().status().gates().get(0);
            gate.people().subList(0, 2).forEach(person -> agree(gate, person));
          }
        });
  }

  /** Whoever agrees to what a parked rollback asks. */
  Receipt agree(OpenGate gate, String person) {
    return answerParked(gate, person, Answer.APPROVE);
  }

  Receipt answerParked(OpenGate gate, String person, Answer answer) {
    String attempt = parked().status().attempt();
    return parked().decide(signed(attempt, gate.gate(), gate.nonce(), person, answer));
  }

  boolean isOpen(String name) {
    return world.cutover().status().gates().stream().anyMatch(gate -> gate.gate().equals(name));
  }

  OpenGate openGate(String name) {
    return world.cutover().status().gates().stream()
        .filter(gate -> gate.gate().equals(name))
        .findFirst()
        .orElseThrow();
  }

  String signed(OpenGate gate, String person, Answer answer) {
    return signed(ATTEMPT, gate.gate(), gate.nonce(), person, answer);
  }

  String signed(String attempt, String gate, String nonce, String person, Answer answer) {
    Instant now = Instant.now();
    Statement statement =
        new Statement(
            world.plan.system().name(),
            environment,
            attempt,
            gate,
            nonce,
            planHash(),
            "",
            answer,
            person,
            reason,
            now,
            now.plus(Duration.ofHours(1)));
    return new SignedText(statement, "c2lnbmVk").text();
  }

  String planHash() {
    return PlanHash.of(world.plan);
  }

  RunStatus run() {
    return run(null);
  }

  RunStatus run(@Nullable Step drillAfter) {
    Cutover cutover = world.workflow(Cutover.class, world.ids().cutover());
    return cutover.run(request(drillAfter));
  }

  /** What the run is started with. */
  CutoverRequest request(@Nullable Step drillAfter) {
    String requested =
        asks == null ? null : signed(ATTEMPT, CutoverRequest.GATE, ATTEMPT, asks, Answer.APPROVE);
    CutoverRequest asked =
        new CutoverRequest(world.plan, planHash(), environment, ATTEMPT, drillAfter, requested);
    return drill == null ? asked : asked.withDrill(drill);
  }

  /** The same request for some plan, and with some hash for it. */
  CutoverRequest request(Plan plan, String planHash) {
    return new CutoverRequest(
        plan, planHash, environment, ATTEMPT, null, request(null).requested());
  }

  static String newAttempt() {
    return UUID.randomUUID().toString();
  }

  static List<Step> stepsOf(RunStatus status) {
    return status.steps().stream().map(StepRun::step).toList();
  }

  @Override
  public void close() {
    world.close();
  }
}
