package dev.cutover.starter;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Values;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Observation.Page;
import dev.cutover.workflow.Observation.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A comparison with every discrepancy of it, as people and scripts read it.
 *
 * @param attempt under which the engine's table on legacy holds both sides' values
 */
record ComparisonReport(String attempt, List<Table> tables) {

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  static ComparisonReport of(Place place, String attempt, List<TableComparison> compared) {
    Set<String> shown =
        place.plan().data().tables().stream()
            .filter(dev.cutover.plan.Table::showsValues)
            .map(dev.cutover.plan.Table::name)
            .collect(Collectors.toSet());
    return of(attempt, compared, shown, page -> page(place, page));
  }

  /**
   * @param shown tables of which the plan lets values be shown, which no example has
   * @param pages asks the worker for the discrepancies behind a key
   */
  static ComparisonReport of(
      String attempt,
      List<TableComparison> compared,
      Set<String> shown,
      Function<Page, List<Discrepancy>> pages) {
    List<Table> tables = new ArrayList<>();
    for (TableComparison table : compared) {
      boolean some =
          table.confirmed() > table.examples().size()
              || (table.confirmed() > 0 && shown.contains(table.table()));
      tables.add(new Table(table, some ? all(attempt, table.table(), pages) : table.examples()));
    }
    return new ComparisonReport(attempt, tables);
  }

  /** Every discrepancy of a table that an attempt has stored. */
  static List<Discrepancy> all(
      String attempt, String table, Function<Page, List<Discrepancy>> pages) {
    List<Discrepancy> all = new ArrayList<>();
    List<Discrepancy> page = pages.apply(new Page(attempt, table, ""));
    while (!page.isEmpty()) {
      all.addAll(page);
      String last = page.get(page.size() - 1).key();
      page = pages.apply(new Page(attempt, table, last));
    }
    return all;
  }

  private static List<Discrepancy> page(Place place, Page page) {
    Observation.Request request =
        new Observation.Request(place.plan(), place.environment(), Question.DISCREPANCIES, page);
    return place
        .result(Observation.class, place.ids().observation(), look -> look.run(request))
        .discrepancies();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Table table : tables) {
      TableComparison counts = table.counts();
      text.append(
          "%-24s %,12d %,12d  %s%s%n"
              .formatted(
                  counts.table(),
                  counts.legacyRows(),
                  counts.targetRows(),
                  counts.equal() ? "equal" : counts.confirmed() + " discrepancies",
                  counts.moving() == 0 ? "" : ", " + counts.moving() + " rows on their way"));
      for (Discrepancy row : table.discrepancies()) {
        text.append("    ").append(line(row)).append('\n');
      }
    }
    return text.toString().stripTrailing();
  }

  /** What a terminal would obey, or not show, stands as a replacement character. */
  private static String line(Discrepancy row) {
    List<String> columns = row.columns().stream().map(column -> inWords(row, column)).toList();
    return UNPRINTABLE
        .matcher("%s %s %s".formatted(row.kind(), row.key(), columns))
        .replaceAll("\uFFFD");
  }

  private static String inWords(Discrepancy row, String column) {
    Values values = row.values().get(column);
    return values == null
        ? column
        : "%s (legacy %s, target %s)".formatted(column, values.legacy(), values.target());
  }

  String csv() {
    return csv(tables.stream().flatMap(table -> table.discrepancies().stream()).toList());
  }

  /** A line for each column that differs, and for each row that one side lacks. */
  static String csv(List<Discrepancy> rows) {
    StringBuilder csv =
        new StringBuilder(Csv.of("table", "key", "kind", "column", "masked", "legacy", "target"));
    for (Discrepancy row : rows) {
      String kind = row.kind().name();
      if (row.columns().isEmpty()) {
        csv.append(Csv.of(row.table(), row.key(), kind, "", "", "", ""));
      }
      for (String column : row.columns()) {
        Values values = row.values().get(column);
        csv.append(
            values == null
                ? Csv.of(row.table(), row.key(), kind, column, "true", "", "")
                : Csv.of(
                    row.table(),
                    row.key(),
                    kind,
                    column,
                    "false",
                    values.legacy(),
                    values.target()));
      }
    }
    return csv.toString();
  }

  /** One table, and all that differs in it. */
  record Table(TableComparison counts, List<Discrepancy> discrepancies) {}
}
