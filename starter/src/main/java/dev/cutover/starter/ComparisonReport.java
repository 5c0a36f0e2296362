package dev.cutover.starter;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Values;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Observation.Page;
import dev.cutover.workflow.Observation.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A comparison with every discrepancy of it, as people and scripts read it.
 *
 * @param attempt under which the engine's table on legacy holds both sides' values
 */
record ComparisonReport(String attempt, List<Table> tables) {

  static ComparisonReport of(Place place, String attempt, List<TableComparison> compared) {
    return of(attempt, compared, page -> page(place, page));
  }

  /**
   * @param pages asks the worker for the discrepancies behind a key
   */
  static ComparisonReport of(
      String attempt, List<TableComparison> compared, Function<Page, List<Discrepancy>> pages) {
    List<Table> tables = new ArrayList<>();
    for (TableComparison table : compared) {
      boolean some = table.confirmed() > table.examples().size();
      tables.add(new Table(table, some ? all(attempt, table, pages) : table.examples()));
    }
    return new ComparisonReport(attempt, tables);
  }

  private static List<Discrepancy> all(
      String attempt, TableComparison table, Function<Page, List<Discrepancy>> pages) {
    List<Discrepancy> all = new ArrayList<>();
    List<Discrepancy> page = pages.apply(new Page(attempt, table.table(), ""));
    while (!page.isEmpty()) {
      all.addAll(page);
      String last = page.get(page.size() - 1).key();
      page = pages.apply(new Page(attempt, table.table(), last));
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
        text.append("    %s %s %s%n".formatted(row.kind(), row.key(), row.columns()));
      }
    }
    return text.toString().stripTrailing();
  }

  /** A line for each column that differs, and for each row that one side lacks. */
  String csv() {
    StringBuilder csv =
        new StringBuilder(Csv.of("table", "key", "kind", "column", "masked", "legacy", "target"));
    for (Table table : tables) {
      for (Discrepancy row : table.discrepancies()) {
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
    }
    return csv.toString();
  }

  /** One table, and all that differs in it. */
  record Table(TableComparison counts, List<Discrepancy> discrepancies) {}
}
