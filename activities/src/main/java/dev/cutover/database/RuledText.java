package dev.cutover.database;

import dev.cutover.plan.CharsetMap;
import dev.cutover.plan.Table.ColumnRule;
import java.util.function.UnaryOperator;

/** The expression of a text under the plan's rule of its column: mapped, trimmed, then emptied. */
final class RuledText {

  private RuledText() {}

  /**
   * @param literal how a database writes a character in its statements
   * @param trimmed how it takes blanks from an expression's end
   */
  static String of(
      ColumnRule rule,
      String expression,
      UnaryOperator<String> literal,
      UnaryOperator<String> trimmed) {
    String value = expression;
    CharsetMap map = rule.charsetMap();
    if (map != null) {
      for (CharsetMap.Pair pair : map.pairs()) {
        value =
            "REPLACE(%s, %s, %s)"
                .formatted(value, literal.apply(pair.other()), literal.apply(pair.standard()));
      }
    }
    if (rule.trim() != null) {
      value = trimmed.apply(value);
    }
    return rule.takesEmptyForNull()
        ? "CASE WHEN LENGTH(" + value + ") = 0 THEN NULL ELSE " + value + " END"
        : value;
  }
}
