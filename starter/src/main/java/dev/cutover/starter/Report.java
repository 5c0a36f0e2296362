package dev.cutover.starter;

import static j2html.TagCreator.body;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;

import dev.cutover.plan.Plan;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepRun;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One self-contained HTML page that tells a run: no script, no network, printable. */
public final class Report {

  private final Plan plan;
  private final RunStatus run;
  private final List<Section> more;

  /**
   * @param more what else was seen, each a table after the run's own
   */
  public Report(Plan plan, RunStatus run, List<Section> more) {
    this.plan = plan;
    this.run = run;
    this.more = List.copyOf(more);
  }

  /** Writes the page into a directory, which is made if it is not there; returns the file. */
  public Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file =
        directory.resolve(run.system() + "-" + run.environment() + "-" + run.attempt() + ".html");
    Files.writeString(file, page(), StandardCharsets.UTF_8);
    return file;
  }

  String page() {
    String name = plan.system().title() + " · " + run.environment();
    List<Section> sections = new ArrayList<>();
    sections.add(steps("Steps of the cutover, planned and actual", run));
    RunStatus rollback = run.rollback();
    if (rollback != null) {
      sections.add(steps("Steps of the rollback, planned and actual", rollback));
    }
    sections.add(tables());
    sections.add(decisions());
    sections.add(levers());
    sections.addAll(more);
    return "<!doctype html>"
        + html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    title(name),
                    style(stylesheet()).withType("text/css")),
                body(main(h1(name), summary(), each(sections, Report::render))))
            .withLang("en")
            .render();
  }

  private DomContent summary() {
    return section(
        p(span(outcome()).withClass("outcome"), span(" " + reason())),
        dl(
            each(
                List.of(
                    List.of("Attempt", run.attempt()),
                    List.of("Plan hash", run.planHash()),
                    List.of("Begun", run.begun().toString()),
                    List.of("GO", String.valueOf(run.go())),
                    List.of("Deadline", String.valueOf(run.deadline())),
                    List.of("Last safe moment", String.valueOf(run.lastSafeMoment()))),
                pair -> div(dt(pair.get(0)), dd(pair.get(1))))));
  }

  private String outcome() {
    Outcome outcome = run.outcome();
    return outcome == null ? "GOES ON" : outcome.name();
  }

  private String reason() {
    return Objects.requireNonNullElse(run.reason(), "");
  }

  private static Section steps(String name, RunStatus status) {
    return new Section(
        name,
        List.of("Step", "Planned", "Actual", "Outcome", "What it found"),
        status.steps().stream().map(Report::row).toList());
  }

  private static List<String> row(StepRun step) {
    Duration planned = step.planned();
    return List.of(
        step.step().label(),
        planned == null ? "" : planned.toMinutes() + " min",
        step.to() == null ? "" : RunView.inWords(Duration.between(step.from(), step.to())),
        step.outcome().name(),
        step.detail());
  }

  private Section tables() {
    return new Section(
        "Counts and checksums",
        List.of("Table", "Legacy rows", "Target rows", "Legacy digest", "Target digest", "Equal"),
        run.tables().stream()
            .map(
                table ->
                    List.of(
                        table.table(),
                        String.format("%,d", table.legacyRows()),
                        String.format("%,d", table.targetRows()),
                        table.legacyDigest(),
                        table.targetDigest(),
                        table.equal() ? "yes" : "NO: " + table.confirmed() + " integrity errors"))
            .toList());
  }

  private Section decisions() {
    return new Section(
        "Decisions",
        List.of("When", "Gate", "Who", "Answer", "Counted", "Reason"),
        run.decisions().stream()
            .map(
                taken ->
                    List.of(
                        taken.at().toString(),
                        taken.gate(),
                        Objects.requireNonNullElse(taken.person(), "nobody"),
                        String.valueOf(taken.answer()),
                        taken.accepted() ? "yes" : "no",
                        taken.reason()))
            .toList());
  }

  private Section levers() {
    RunStatus rollback = run.rollback();
    return new Section(
        "Levers before and after, as observed",
        List.of("When", "Lever", "Position"),
        Stream.concat(
                run.levers().stream(),
                rollback == null ? Stream.empty() : rollback.levers().stream())
            .map(lever -> List.of(lever.at().toString(), lever.lever(), lever.position()))
            .toList());
  }

  private static DomContent render(Section section) {
    return section(
        h2(section.title()),
        div(table(
                caption(section.title()),
                thead(tr(each(section.columns(), name -> th(name).attr("scope", "col")))),
                tbody(each(section.rows(), row -> tr(each(row, cell -> td(cell)))))))
            .withClass("wide"));
  }

  private static String stylesheet() {
    try (InputStream css = Report.class.getResourceAsStream("report.css")) {
      return new String(
          Objects.requireNonNull(css, "report.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table of the report. */
  public record Section(String title, List<String> columns, List<List<String>> rows) {}
}
