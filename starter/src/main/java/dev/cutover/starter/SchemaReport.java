package dev.cutover.starter;

import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.plan.SchemaFinding.Severity;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Observation.Observed;
import dev.cutover.workflow.Observation.Question;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The schema check and its proposal as people and scripts read them. */
final class SchemaReport {

  private SchemaReport() {}

  static Observed observe(Place place, Question question) {
    Observation.Request request =
        new Observation.Request(place.plan(), place.environment(), question);
    return place.result(
        Observation.class, place.ids().observation(), observation -> observation.run(request));
  }

  /** What stops a cutover first. */
  static List<Finding> findings(Place place) {
    return observe(place, Question.SCHEMA).findings().stream()
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }

  /** Prints findings, and returns the exit code that they mean. */
  static int print(List<Finding> findings, boolean json) {
    System.out.println(json ? Json.of(findings) : text(findings));
    return findings.stream().anyMatch(Finding::stops) ? ExitCode.ROLLED_BACK : ExitCode.DONE;
  }

  static String text(List<Finding> findings) {
    String lines =
        findings.stream().map(SchemaReport::line).collect(Collectors.joining("\n", "", "\n"));
    long errors = findings.stream().filter(Finding::stops).count();
    long warnings =
        findings.stream()
            .filter(finding -> finding.severity() == Severity.WARNING)
            .filter(finding -> finding.waivedBy() == null)
            .count();
    String end = errors == 0 ? "the schemas fit" : errors + " errors";
    return (findings.isEmpty() ? "" : lines) + end + ", " + warnings + " warnings";
  }

  private static String line(Finding finding) {
    String waived = finding.waivedBy() == null ? "" : " (waived by " + finding.waivedBy() + ")";
    return "%-8s%s%s".formatted(finding.severity(), finding.words(), waived);
  }

  /** Statements as a client program takes them. */
  static String script(List<String> statements) {
    return statements.isEmpty()
        ? "-- nothing is missing on the target"
        : statements.stream()
            .map(sql -> sql.startsWith("--") ? sql : sql + ";")
            .collect(Collectors.joining("\n"));
  }
}
