package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.StepRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run, in its order. Instants alone do not tell it: all that a workflow does in
 * one go has the same one.
 *
 * @param step how many steps had ended when it happened
 * @param what a gate that opened, a decision, or a step that ended
 */
record News(int step, Instant at, Object what) {

  static List<News> of(RunStatus status) {
    List<StepRun> steps = status.steps();
    List<News> all = new ArrayList<>();
    for (OpenGate gate : status.gates()) {
      all.add(new News(lastBegun(steps, gate.opened()), gate.opened(), gate));
    }
    for (DecisionTaken decision : status.decisions()) {
      all.add(new News(firstNotEnded(steps, decision.at()), decision.at(), decision));
    }
    for (int i = 0; i < steps.size(); i++) {
      Instant to = steps.get(i).to();
      if (to != null) {
        all.add(new News(i, to, steps.get(i)));
      }
    }
    // Stable: at the same instant of one step a gate opens, is decided, and ends it.
    all.sort(Comparator.comparing(News::step).thenComparing(News::at));
    return all;
  }

  /** A gate opens in the step that began last, be it in the very instant in which another ended. */
  private static int lastBegun(List<StepRun> steps, Instant at) {
    int last = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).from().isAfter(at)) {
        last = i;
      }
    }
    return last;
  }

  /** A decision ends a step, be it in the very instant in which the next begins. */
  private static int firstNotEnded(List<StepRun> steps, Instant at) {
    for (int i = 0; i < steps.size(); i++) {
      @Nullable Instant to = steps.get(i).to();
      if (!Objects.requireNonNullElse(to, Instant.MAX).isBefore(at)) {
        return i;
      }
    }
    return steps.size();
  }
}
