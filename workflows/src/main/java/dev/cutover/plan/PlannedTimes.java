package dev.cutover.plan;

import java.time.Duration;
import java.util.Arrays;

/** How long the steps are planned to take together. */
public final class PlannedTimes {

  private PlannedTimes() {}

  /** From GO, when the clock of the cutover starts, to COMPLETE. */
  static Duration cutover(Limits limits) {
    return of(limits, Step.HOLD_LEGACY_BATCH, Step.COMPLETE);
  }

  static Duration rollback(Limits limits) {
    return of(limits, Step.TAKE_EPOCH, Step.REPORT);
  }

  /** All from one step to another, both of them too. */
  public static Duration of(Limits limits, Step first, Step last) {
    return Arrays.stream(Step.values())
        .filter(step -> step.compareTo(first) >= 0 && step.compareTo(last) <= 0)
        .map(step -> limits.steps().getOrDefault(step.key(), Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
