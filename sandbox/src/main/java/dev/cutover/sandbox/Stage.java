package dev.cutover.sandbox;

import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What the people and a scenario do while a run goes on: each gate is answered by somebody entitled
 * to it, with their own key, and the scenario interferes when its step has come.
 */
final class Stage implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  private final Plan plan;
  private final World world;
  private final Cast cast;
  private final Cutover cutover;
  private final Set<String> answered = new HashSet<>();
  private final Set<Step> seen = EnumSet.noneOf(Step.class);
  private final Thread thread = new Thread(this::play, "stage");
  private volatile boolean open = true;

  Stage(Plan plan, World world, Cast cast, Cutover cutover) {
    this.plan = plan;
    this.world = world;
    this.cast = cast;
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
          cast.interfere(status, world);
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
    if (gate.standing()
        || answered.contains(gate.nonce())
        || world.people.having(gate.role()).isEmpty()) {
      return;
    }
    Answer answer = cast.answer(gate);
    if (answer != null
        && cutover.decide(Ballot.signed(plan, world, status, gate, answer)).accepted()) {
      answered.add(gate.nonce());
    }
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
  }
}
