package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs as workflows would tell of them. */
final class Statuses {

  private Statuses() {}

  static RunStatus of(List<StepRun> steps, List<OpenGate> gates, List<DecisionTaken> decisions) {
    return status(steps, gates, decisions, null, null);
  }

  static RunStatus ended(@Nullable Outcome outcome, @Nullable String reason) {
    return status(List.of(), List.of(), List.of(), outcome, reason);
  }

  static RunStatus parked(StepRun step) {
    return status(List.of(step), List.of(), List.of(), Outcome.PARKED, "ordered by taro-tanaka");
  }

  private static RunStatus status(
      List<StepRun> steps,
      List<OpenGate> gates,
      List<DecisionTaken> decisions,
      @Nullable Outcome outcome,
      @Nullable String reason) {
    return new RunStatus(
        "oms",
        "rehearsal",
        "attempt",
        1,
        "hash",
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        steps,
        gates,
        decisions,
        List.of(),
        List.of(),
        outcome,
        reason,
        null);
  }
}
