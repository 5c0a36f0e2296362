package dev.cutover.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.cutover.sandbox.Ordeal.Trial;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a fault that was asked for, as {@code demo --json} tells it.
 *
 * @param happened whether its step ever came
 * @param wentOnAfter seconds from the fault until the run itself did something again
 */
@JsonInclude(Include.NON_NULL)
record FaultSeen(String fault, String step, boolean happened, @Nullable Double wentOnAfter) {

  static FaultSeen of(Trial trial) {
    Instant from = trial.happened;
    Instant to = trial.wentOn;
    return new FaultSeen(
        trial.planned.fault().name(),
        trial.planned.step().key(),
        from != null,
        from == null || to == null ? null : seconds(from, to));
  }

  static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
