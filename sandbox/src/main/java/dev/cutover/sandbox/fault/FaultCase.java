package dev.cutover.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus.Outcome;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fault, and what has to come of it at each step that it applies to: a data folder's {@code
 * fault.yaml}.
 *
 * @param name the folder's
 * @param what it does, for people to read
 * @param to which programs or wires it happens to
 * @param when in a step it happens
 * @param seconds until it is mended; null: when the rollback has parked, or when all is over
 * @param millis by which each answer is late, where that is what happens
 * @param limit seconds that a run may stand still because of it
 * @param together so many faults may be tried in one run with it, because the run goes on after it
 * @param drill whether the run is rolled back on purpose, behind the cutover's own steps
 */
public record FaultCase(
    String name,
    String what,
    Does does,
    List<Part> to,
    When when,
    @Nullable Integer seconds,
    @Nullable Integer millis,
    int limit,
    int together,
    boolean drill,
    PlanChange plan,
    List<Expected> at) {

  /** The moment within a step. */
  public enum When {
    /** The step has begun, and its first activity is asked for. */
    @JsonProperty("inside")
    INSIDE,
    /** Its first activity has ended, and the run has heard of it. */
    @JsonProperty("after")
    AFTER
  }

  /**
   * Limits of the plan, in seconds, that a case needs to be over soon; null leaves the plan's.
   *
   * @param cutover from GO to COMPLETE
   */
  public record PlanChange(
      @Nullable Integer cutover,
      @Nullable Integer lease,
      @Nullable Integer drain,
      @JsonProperty("late-calls") @Nullable Integer lateCalls) {
    static final PlanChange NONE = new PlanChange(null, null, null, null);
  }

  /**
   * @param steps names, or ranges as {@code pre-check..sync}
   * @param outcomes one of which the run must have
   */
  public record Expected(List<String> steps, List<String> outcomes) {

    public Expected {
      steps = steps.stream().flatMap(Expected::range).map(Step::key).toList();
      outcomes.forEach(Expected::outcome);
    }

    private static Stream<Step> range(String text) {
      int dots = text.indexOf("..");
      Step from = step(dots < 0 ? text : text.substring(0, dots));
      Step to = step(dots < 0 ? text : text.substring(dots + 2));
      if (from.compareTo(to) > 0) {
        throw new IllegalArgumentException(text + " runs backwards");
      }
      return EnumSet.range(from, to).stream();
    }

    private static Step step(String key) {
      return Arrays.stream(Step.values())
          .filter(step -> step.key().equals(key))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no step is called " + key));
    }

    private static Outcome outcome(String key) {
      return Outcome.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Set<Outcome> allowed() {
      return outcomes.stream()
          .map(Expected::outcome)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Outcome.class)));
    }

    Stream<Step> each() {
      return steps.stream().map(Expected::step);
    }
  }

  public FaultCase {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(does, "does");
    to = to == null ? List.of() : List.copyOf(to);
    when = when == null ? When.INSIDE : when;
    together = Math.max(1, together);
    plan = plan == null ? PlanChange.NONE : plan;
    if ((does == Does.SLOW) != (millis != null)) {
      throw new IllegalArgumentException("millis belong to slow, and slow needs them");
    }
    if (limit <= 0 || at == null || at.isEmpty()) {
      throw new IllegalArgumentException("limit and at must be given");
    }
  }

  FaultCase called(String folder) {
    return new FaultCase(
        folder, what, does, to, when, seconds, millis, limit, together, drill, plan, at);
  }

  /** In the order of the procedures. */
  public List<Step> steps() {
    return at.stream().flatMap(Expected::each).distinct().sorted().toList();
  }

  /** What a run that this happens to may come to; empty where it does not apply. */
  public Set<Outcome> outcomes(Step step) {
    return at.stream()
        .filter(expected -> expected.each().anyMatch(step::equals))
        .findFirst()
        .map(Expected::allowed)
        .orElse(EnumSet.noneOf(Outcome.class));
  }
}
