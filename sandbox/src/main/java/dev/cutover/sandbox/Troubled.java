package dev.cutover.sandbox;

import dev.cutover.plan.Answer;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** People who let a run go on, try again for a while what failed, and then give it up. */
final class Troubled implements Cast {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<String, Instant> since = new ConcurrentHashMap<>();

  @Override
  public @Nullable Answer answer(OpenGate gate) {
    if (gate.offered().contains(Answer.APPROVE)) {
      return Answer.APPROVE;
    }
    Instant asked = since.computeIfAbsent(gate.gate(), first -> Instant.now());
    boolean patient = asked.plus(PATIENCE).isAfter(Instant.now());
    return patient && gate.offered().contains(Answer.RETRY) ? Answer.RETRY : Answer.ROLL_BACK;
  }
}
