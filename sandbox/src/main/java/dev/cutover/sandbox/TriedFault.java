package dev.cutover.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cutover.sandbox.fault.PlannedFault;
import dev.cutover.workflow.RunStatus.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fault at a step, and what came of it.
 *
 * @param with other faults of the same run
 * @param wentOn seconds until the run itself did something again
 * @param rollback seconds that its rollback took
 * @param late seconds from the deadline, or the return of who was away then, to the rollback
 * @param run seconds that all of it took
 * @param checked how many things were asked after it
 */
record TriedFault(
    PlannedFault planned,
    int with,
    boolean cameTo,
    Set<Outcome> expected,
    String outcome,
    @Nullable Double wentOn,
    @Nullable Double rollback,
    @Nullable Double late,
    double run,
    int checked,
    Instant ended,
    List<String> violations) {

  /** Outcome, sides, orders lost and doubled, effects, prober, way out. */
  private static final int LEAST_CHECKED = 7;

  /** By fault, then by step. */
  static final Comparator<TriedFault> ORDER =
      Comparator.<TriedFault, String>comparing(row -> row.planned().fault().name())
          .thenComparing(row -> row.planned().step());

  /** A row each; what was found wrong stands in the first. */
  static List<TriedFault> of(List<PlannedFault> faults, JsonNode result, Instant ended) {
    List<String> violations = new ArrayList<>();
    if (result.isMissingNode()) {
      violations.add("the run did not come to its end");
    }
    result.path("problems").forEach(problem -> violations.add(problem.asText()));
    Set<Outcome> expected = PlannedFault.outcomes(faults);
    String outcome = result.path("outcome").asText("none");
    String words = result.path("parked").asBoolean() ? "parked, then " + outcome : outcome;
    long milliseconds = 0;
    for (JsonNode lap : result.path("timings")) {
      milliseconds += lap.asLong();
    }
    List<TriedFault> rows = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      JsonNode seen = result.path("faults").path(i);
      rows.add(
          new TriedFault(
              faults.get(i),
              faults.size() - 1,
              result.isMissingNode() || seen.path("happened").asBoolean(),
              expected,
              words,
              seconds(seen.path("wentOnAfter")),
              seconds(result.path("rollbackSeconds")),
              seconds(result.path("rollbackBegunAfter")),
              milliseconds / 1000.0,
              result.path("checked").asInt(LEAST_CHECKED),
              ended,
              i == 0 ? List.copyOf(violations) : List.of()));
    }
    return rows;
  }

  private static @Nullable Double seconds(JsonNode number) {
    return number.isNumber() ? number.asDouble() : null;
  }

  String expectedInWords() {
    return expected.stream().map(TriedFault::word).collect(Collectors.joining(" or "));
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For a terminal. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-50s %-24s went on %6s s  run %5.0f s  %s",
        planned.key(),
        outcome,
        number(wentOn),
        run,
        violations.isEmpty() ? "" : "VIOLATIONS: " + violations);
  }

  static String number(@Nullable Double seconds) {
    return seconds == null ? "" : String.format(Locale.ROOT, "%.1f", seconds);
  }
}
