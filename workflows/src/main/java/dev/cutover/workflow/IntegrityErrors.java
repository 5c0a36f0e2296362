package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities;
import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.workflow.HandOver.Unequal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The distinct integrity errors that the comparisons since GO have confirmed: a row that is seen
 * again after a retry is the same error, one that was repaired still counts, and another one is one
 * more. A comparison returns the keys of the first {@value ComparisonActivities#EXAMPLES} of each
 * table: where one finds more than that in a table, its number counts.
 */
final class IntegrityErrors {

  /** No rule waits for more: what is carried from history to history stays small. */
  private static final int FAR_TOO_MANY = 10_000;

  private final Map<String, Unequal> tables = new LinkedHashMap<>();

  /** Goes on after a hand-over. */
  void goOn(Map<String, Unequal> from) {
    tables.putAll(from);
  }

  void add(List<TableComparison> compared) {
    if (distinct() >= FAR_TOO_MANY) {
      return;
    }
    compared.stream()
        .filter(table -> !table.equal())
        .forEach(table -> tables.merge(table.table(), unequal(table), IntegrityErrors::together));
  }

  private static Unequal unequal(TableComparison table) {
    return new Unequal(
        table.examples().stream()
            .map(Discrepancy::key)
            .collect(Collectors.toCollection(TreeSet::new)),
        table.confirmed());
  }

  private static Unequal together(Unequal before, Unequal now) {
    Set<String> keys = new TreeSet<>(before.keys());
    keys.addAll(now.keys());
    return new Unequal(keys, Math.max(before.most(), now.most()));
  }

  long distinct() {
    return tables.values().stream()
        .mapToLong(table -> Math.max(table.keys().size(), table.most()))
        .sum();
  }

  Map<String, Unequal> byTable() {
    return new LinkedHashMap<>(tables);
  }
}
