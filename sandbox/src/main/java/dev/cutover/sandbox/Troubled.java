package dev.cutover.sandbox;

import dev.cutover.plan.Answer;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** People who let a run go on, try again what failed, and give it up in the end. */
final class Troubled implements Cast {

  private static final int TRIES = 2;

  private final Map<String, Integer> tried = new ConcurrentHashMap<>();

  @Override
  public @Nullable Answer answer(OpenGate gate) {
    if (gate.offered().contains(Answer.APPROVE)) {
      return Answer.APPROVE;
    }
    boolean again = gate.offered().contains(Answer.RETRY);
    int times = tried.merge(gate.gate(), 1, Integer::sum);
    return again && times <= TRIES ? Answer.RETRY : Answer.ROLL_BACK;
  }
}
