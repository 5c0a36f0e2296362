package dev.cutover.sandbox;

import static dev.cutover.sandbox.TriedFault.number;

import dev.cutover.plan.Step;
import dev.cutover.sandbox.fault.Does;
import dev.cutover.sandbox.fault.FaultCases;
import dev.cutover.sandbox.fault.Part;
import dev.cutover.sandbox.fault.PlannedFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was tried, as the page that {@code bench/faults} writes. */
record Reliability(
    List<TriedFault> rows, List<PlannedFault> left, String command, Instant begun, Instant ended) {

  private static final double PLAN_SECONDS = Duration.ofHours(2).toSeconds();

  long violations() {
    return rows.stream().mapToLong(row -> row.violations().size()).sum();
  }

  /** Programs that were killed with -9. */
  private long kills() {
    return rows.stream()
        .filter(row -> row.planned().fault().does() == Does.KILL)
        .mapToLong(row -> row.planned().fault().to().size())
        .sum();
  }

  String summary() {
    return String.format(
        Locale.ROOT,
        "%d faults at their steps, %d programs killed, %d violations, %d not tried",
        rows.size(),
        kills(),
        violations(),
        left.size());
  }

  String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Reliability\n\nWritten by `").append(command).append("`; not to be edited.\n\n");
    head(page);
    table(page);
    violationsInFull(page);
    goingOn(page);
    rollbacks(page);
    deadlines(page);
    tests(page);
    notTried(page);
    return page.toString();
  }

  private void head(StringBuilder page) {
    Runtime machine = Runtime.getRuntime();
    page.append("- ").append(summary()).append('\n');
    line(
        page,
        "the first run began %s, the last ended %s (%d minutes); some may be of an earlier command",
        begun.truncatedTo(ChronoUnit.SECONDS),
        ended.truncatedTo(ChronoUnit.SECONDS),
        Duration.between(begun, ended).toMinutes());
    line(
        page,
        "%d processors, %s %s; Java %s, MariaDB 11.4.5, H2 %s, Temporal %s",
        machine.availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        org.h2.engine.Constants.VERSION,
        temporal());
    page.append(
        """

        Each run is `./cutover demo --fault NAME@STEP` in processes of its own: a worker, Temporal's
        development server and MariaDB, with three clients that place orders all the time and a prober
        that tries to write on both sides in turn. Faults of one run that stand apart by some steps share
        it. What is asked after each run: the outcome is one of those expected; the side that should be
        live takes writes and the other refuses them; the name leads there; never did both take writes;
        orders were placed, none that was acknowledged is lost, and none is there twice; no purchase order
        went to the ERP twice; and a rollback that waited for a person had a way out, which was taken.

        """);
  }

  private static void line(StringBuilder page, String form, Object... values) {
    page.append("- ").append(String.format(Locale.ROOT, form, values)).append('\n');
  }

  private static String temporal() {
    try {
      Path program = TemporalProgram.find().orElseThrow();
      Process asked = new ProcessBuilder(program.toString(), "--version").start();
      String said =
          new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return said.lines().findFirst().orElse("?").replace("temporal version ", "");
    } catch (IOException e) {
      return "of unknown version";
    }
  }

  private void table(StringBuilder page) {
    page.append(
        "## Faults\n\n| fault | step | expected | outcome | went on after, s | rollback, s | checked | violations |\n|---|---|---|---|--:|--:|--:|--:|\n");
    for (TriedFault row : rows) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %s | %s | %d | %d |%n",
              row.planned().fault().name(),
              row.planned().step().key(),
              row.expectedInWords(),
              row.outcome(),
              number(row.wentOn()),
              number(row.rollback()),
              row.checked(),
              row.violations().size()));
    }
    page.append("\nWhat each fault does: `./cutover demo --faults`.\n");
  }

  private void violationsInFull(StringBuilder page) {
    if (violations() > 0) {
      page.append("\n## Violations\n\n");
      rows.stream()
          .filter(row -> !row.violations().isEmpty())
          .forEach(
              row ->
                  line(page, "%s: %s", row.planned().key(), String.join("; ", row.violations())));
    }
  }

  private void goingOn(StringBuilder page) {
    Map<Step, List<Double>> steps = new TreeMap<>();
    rows.stream()
        .filter(row -> row.planned().fault().to().contains(Part.TARGET_DATABASE))
        .filter(row -> row.planned().fault().does() == Does.KILL && row.wentOn() != null)
        .forEach(
            row ->
                steps
                    .computeIfAbsent(row.planned().step(), step -> new java.util.ArrayList<>())
                    .add(Objects.requireNonNull(row.wentOn())));
    if (steps.isEmpty()) {
      return;
    }
    List<Double> all = steps.values().stream().flatMap(List::stream).sorted().toList();
    page.append(
        "\n## Seconds until a run goes on after worker, Temporal and target were killed\n\n");
    line(
        page,
        "median %.1f, worst %.1f, of %d kills",
        all.get(all.size() / 2),
        all.get(all.size() - 1),
        all.size());
    page.append("\n| step | seconds |\n|---|--:|\n");
    steps.forEach(
        (step, seconds) ->
            page.append("| ")
                .append(step.key())
                .append(" | ")
                .append(seconds.stream().map(TriedFault::number).collect(Collectors.joining(", ")))
                .append(" |\n"));
  }

  private void rollbacks(StringBuilder page) {
    List<TriedFault> ordered =
        rows.stream()
            .filter(row -> row.planned().fault().does() == Does.ORDER_ROLLBACK)
            .filter(row -> row.rollback() != null)
            .sorted(Comparator.comparing(row -> row.planned().step()))
            .toList();
    double worst =
        rows.stream()
            .map(TriedFault::rollback)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    page.append("\n## Rollback time\n\n");
    line(page, "the worst of all: %.1f s; the plan allows %.0f s", worst, PLAN_SECONDS);
    if (!ordered.isEmpty()) {
      page.append("\n| ordered in step | seconds |\n|---|--:|\n");
      ordered.forEach(
          row ->
              page.append("| ")
                  .append(row.planned().step().key())
                  .append(" | ")
                  .append(number(row.rollback()))
                  .append(" |\n"));
    }
  }

  private void deadlines(StringBuilder page) {
    List<TriedFault> passed = rows.stream().filter(row -> row.late() != null).toList();
    if (!passed.isEmpty()) {
      page.append(
          "\n## A deadline that passes\n\n| case | the rollback began after, s |\n|---|--:|\n");
      passed.forEach(
          row ->
              page.append("| ")
                  .append(row.planned().key())
                  .append(" | ")
                  .append(number(row.late()))
                  .append(" |\n"));
      page.append(
          "\nFrom the deadline, or from the return of worker and Temporal if they were away.\n");
    }
  }

  private static void tests(StringBuilder page) {
    page.append(
        "\n## Shown by tests\n\nOf `mvn verify` and of `.ci/run`, which ends red if one fails.\n\n");
    FaultCases.tests()
        .forEach(
            (path, what) -> line(page, "%s: [%s](../%s)", what, Path.of(path).getFileName(), path));
  }

  private void notTried(StringBuilder page) {
    if (!left.isEmpty()) {
      page.append("\n## Not tried\n\n");
      left.stream().map(PlannedFault::key).sorted().forEach(key -> line(page, "%s", key));
    }
  }
}
