package dev.cutover.workflow;

import dev.cutover.plan.CutoverDeadline;
import dev.cutover.plan.Limits;
import dev.cutover.plan.PlannedTimes;
import dev.cutover.plan.Step;
import dev.cutover.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run's times leave room for: until when a rollback may wait, and when the cutover would be
 * through.
 *
 * @param drill how long the rollback of the last drill took; null where none was measured
 */
record Outlook(BoundPlan bound, Instant begun, @Nullable Duration drill) {

  /** When a cutover with this GO rolls back by itself. */
  Instant deadline(Instant go) {
    return CutoverDeadline.of(limits(), bound.environment().window(), begun, go, drill);
  }

  /** The latest at which a rollback can begin and still end inside the window. */
  Instant lastSafeMoment() {
    return CutoverDeadline.lastSafeMoment(limits(), bound.environment().window(), begun, drill);
  }

  /** When the system must work again, on whichever side. */
  Instant windowEnd() {
    return CutoverDeadline.windowEnd(bound.environment().window(), begun);
  }

  /** Rules of the plan that a rollback as long as the last drill's would break. */
  List<String> rollbacksTooLong() {
    Duration needed = drill == null ? Duration.ZERO : CutoverDeadline.reserved(limits(), drill);
    return bound.plan().rollbackRules().stream()
        .filter(rule -> needed.compareTo(rule.rollbackWithin()) > 0)
        .map(
            rule ->
                "a drill whose rollback ends in time: the last one took "
                    + clock(needed)
                    + " with the plan's reserve, rule "
                    + rule.name()
                    + " allows "
                    + clock(rule.rollbackWithin()))
        .toList();
  }

  private Limits limits() {
    return bound.plan().limits();
  }

  /** When all that is left from a step on would be done, were it begun now. */
  Instant through(Step from) {
    return StepLog.now().plus(PlannedTimes.of(limits(), from, Step.COMPLETE));
  }

  /** How long it takes from the switch until every step is done that needs no person. */
  Duration fromSwitchToComplete() {
    return PlannedTimes.of(limits(), Step.SWITCH_FENCE, Step.RELEASE_TARGET_BATCH);
  }

  /** For whoever has to decide at a step what comes next. */
  String inWords(@Nullable Step step, @Nullable Instant deadline) {
    StringBuilder words =
        new StringBuilder("Last safe moment to roll back: " + local(lastSafeMoment()));
    words.append(drill == null ? " (planned times)" : " (a drill took " + clock(drill) + ")");
    if (step != null && deadline != null) {
      Duration again = PlannedTimes.of(limits(), step, step);
      Instant retried = through(step);
      words.append(". COMPLETE if retried: ").append(local(retried));
      words.append(", if repaired: ").append(local(retried.plus(again)));
      words.append(", deadline: ").append(local(deadline));
    }
    return words.toString();
  }

  private static String clock(Duration duration) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }

  /** As people at the window's place read it. */
  String local(Instant at) {
    Window window = bound.environment().window();
    ZoneId zone = window.zone();
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.truncatedTo(ChronoUnit.SECONDS).atZone(zone == null ? ZoneOffset.UTC : zone));
  }
}
