package dev.cutover.comparison;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may leave the database of some discrepancies, and fits one payload of Temporal's. */
final class Excerpt {

  /** Two mebibytes at most, whatever bytes and escapes a character needs. */
  private static final int MOST_CHARACTERS = 250_000;

  /** A text that is compared as it is has no more; a JSON document may. */
  private static final int MOST_OF_A_VALUE = 1_000;

  private Excerpt() {}

  /** The first of them, one at least, with the values that the plan lets be shown. */
  static List<Discrepancy> of(List<Discrepancy> page) {
    List<Discrepancy> told = new ArrayList<>();
    long characters = 0;
    for (Discrepancy one : page) {
      Map<String, Values> shown = shown(one.values());
      for (Values values : shown.values()) {
        characters += values.legacy().length() + values.target().length();
      }
      if (!told.isEmpty() && characters > MOST_CHARACTERS) {
        break;
      }
      told.add(new Discrepancy(one.table(), one.key(), one.kind(), one.columns(), shown));
    }
    return told;
  }

  private static Map<String, Values> shown(Map<String, Values> all) {
    Map<String, Values> shown = new LinkedHashMap<>();
    all.forEach(
        (column, values) -> {
          if (values.shown()) {
            shown.put(column, new Values(cut(values.legacy()), cut(values.target()), true));
          }
        });
    return shown;
  }

  private static String cut(String value) {
    return value.codePointCount(0, value.length()) > MOST_OF_A_VALUE
        ? value.substring(0, value.offsetByCodePoints(0, MOST_OF_A_VALUE)) + "…"
        : value;
  }
}
