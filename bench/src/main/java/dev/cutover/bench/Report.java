package dev.cutover.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run has found: figures, the times behind them, and what explains them. */
final class Report {

  private final List<Figure> figures = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();

  void figure(Figure figure) {
    figures.add(figure);
    System.err.printf("  %s = %s%n", figure.key(), figure.printed());
  }

  /** The times of one measurement, to be read under its title. */
  void times(String title, Map<String, Samples> times) {
    List<String> lines = new ArrayList<>();
    times.forEach((name, samples) -> lines.add("| " + name + " | " + samples.told() + " |"));
    sections.add(
        new Section(
            title, "| what | median (least to most) |\n|---|---|\n" + String.join("\n", lines)));
  }

  void note(String title, String text) {
    sections.add(new Section(title, text));
  }

  List<Figure> missed() {
    return figures.stream().filter(figure -> !figure.isMet()).toList();
  }

  /** The figures as one line of JSON. */
  String json() {
    return figures.stream()
        .map(figure -> '"' + figure.key() + "\":" + figure.printed())
        .collect(Collectors.joining(",", "{", "}"));
  }

  String table() {
    return "| figure | value | target | met | what it is |\n|---|---|---|---|---|\n"
        + figures.stream()
            .map(
                figure ->
                    "| %s | %s | %s | %s | %s |"
                        .formatted(
                            figure.key(),
                            figure.printed(),
                            figure.targetInWords(),
                            figure.isMet() ? "yes" : "**no**",
                            figure.meaning()))
            .collect(Collectors.joining("\n"));
  }

  /**
   * The whole as a page.
   *
   * @param circumstances the machine, the versions, the date and the amounts
   */
  String page(String circumstances) {
    StringBuilder page = new StringBuilder();
    page.append("# Results of `bench/run`\n\nWritten by the program; ratios count, the seconds ");
    page.append("are of the machine that is named.\n\n").append(circumstances).append("\n\n");
    page.append(table()).append("\n\n    ").append(json()).append('\n');
    for (Section section : sections) {
      page.append("\n## ").append(section.title()).append("\n\n").append(section.text());
      page.append('\n');
    }
    return page.toString();
  }

  private record Section(String title, String text) {}
}
