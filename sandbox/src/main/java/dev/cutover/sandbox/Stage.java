package dev.cutover.sandbox;

import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the people and the scenario do while a run goes on: each gate is answered by somebody
 * entitled to it, with their own key, and the scenario interferes when its step has come.
 */
final class Stage implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  private final Plan plan;
  private final World world;
  private final Scenario scenario;
  private final Cutover cutover;
  private final Set<String> answered = new HashSet<>();
  private final Set<Step> seen = EnumSet.noneOf(Step.class);
  private final Thread thread = new Thread(this::play, "stage");
  private volatile boolean open = true;

  Stage(Plan plan, World world, Scenario scenario, Cutover cutover) {
    this.plan = plan;
    this.world = world;
    this.scenario = scenario;
    this.cutover = cutover;
  }

  void begin() {
    thread.start();
  }

  private void play() {
    while (open) {
      try {
        RunStatus status = cutover.status();
        Step step = status.step();
        if (step != null && seen.add(step)) {
          scenario.interfere(status, world);
        }
        for (OpenGate gate : status.gates()) {
          answer(status, gate);
        }
      } catch (WorkflowException | StatusRuntimeException busyOrOver) {
        // The next look tells.
      }
      if (!Pause.millis(LOOK_MILLIS)) {
        return;
      }
    }
  }

  private void answer(RunStatus status, OpenGate gate) {
    Answer answer = scenario.answer(gate.gate());
    List<String> entitled = world.people.having(gate.role());
    if (gate.standing()
        || answer == null
        || entitled.isEmpty()
        || answered.contains(gate.nonce())) {
      return;
    }
    Instant now = Instant.now();
    Statement statement =
        new Statement(
            plan.system().name(),
            status.environment(),
            status.attempt(),
            gate.gate(),
            gate.nonce(),
            status.planHash(),
            "",
            answer,
            entitled.get(0),
            answer == Answer.APPROVE ? "as planned" : "the plan's rule applies",
            now,
            now.plus(Duration.ofMinutes(30)));
    if (cutover.decide(world.people.sign(statement)).accepted()) {
      answered.add(gate.nonce());
    }
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
  }
}
