package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.database.TableFacts;
import dev.cutover.database.TableFacts.UniqueKey;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Table;
import dev.cutover.plan.Table.ColumnRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether what the plan says of columns can be done with them. */
final class PlanRules {

  private final Found found;

  PlanRules(Found found) {
    this.found = found;
  }

  void check(Table table, TableFacts legacy) {
    List<String> key = legacy.primaryKey().map(UniqueKey::columns).orElse(List.of());
    table.columns().keySet().forEach(name -> column(table, name, legacy, key));
  }

  private void column(Table table, String given, TableFacts legacy, List<String> key) {
    String name = given.toUpperCase(Locale.ROOT);
    ColumnRule rule = table.rule(given);
    if (rule.leftOut()) {
      found.column(
          SchemaFinding.COLUMN_IGNORED,
          null,
          table.name(),
          name,
          "is neither copied nor compared: " + rule.ignore());
    }
    Optional<ColumnFacts> column = legacy.column(given);
    String needed =
        key.contains(name)
            ? "a key is carried and compared as it is"
            : rule.leftOut() ? "" : column.map(each -> needed(each.family(), rule)).orElse("");
    if (!needed.isEmpty()) {
      String type = column.map(ColumnFacts::declared).orElse("");
      found.column(
          SchemaFinding.RULE_UNFIT,
          null,
          table.name(),
          name,
          "is " + type + ", but its rule does not fit: " + needed);
    }
  }

  /** What a rule is for, where that is not the column's family. */
  private static String needed(Family family, ColumnRule rule) {
    boolean ofTexts = rule.trim() != null || rule.charsetMap() != null || rule.empty() != null;
    boolean isText = family.isText() || family == Family.UUID;
    if (rule.scale() != null && family != Family.NUMBER) {
      return "scale is for numbers";
    } else if (rule.time() != null && !family.isTime()) {
      return "time is for dates and times";
    }
    return ofTexts && !isText ? "trim, charset-map and empty are for texts" : "";
  }
}
