package dev.cutover.schema;

import dev.cutover.database.TableFacts;
import dev.cutover.database.TableFacts.ForeignKey;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What writes rows beside the business and the engine: triggers and foreign keys. */
final class RelationRules {

  private final Found found;
  private final Set<String> planned;

  RelationRules(Found found, List<Table> plan) {
    this.found = found;
    this.planned =
        plan.stream()
            .map(table -> table.name().toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
  }

  void triggers(SchemaSide on, List<Table> plan) throws SQLException {
    Map<String, List<String>> triggers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String schema : on.schemas()) {
      triggers.putAll(on.facts.triggers(on.connection, schema));
    }
    for (Table table : plan) {
      for (String trigger : triggers.getOrDefault(table.name(), List.of())) {
        if (on.side == Side.TARGET) {
          found.table(
              SchemaFinding.BUSINESS_TRIGGER_ON_TARGET,
              on.side,
              table.name(),
              trigger
                  + " fires for rows that are copied, and may change or double them: drop it until"
                  + " the target opens");
        } else {
          found.table(
              SchemaFinding.BUSINESS_TRIGGER_ON_LEGACY,
              on.side,
              table.name(),
              trigger + " fires for rows that a rollback carries back: see that it changes none");
        }
      }
    }
  }

  void foreignKeys(SchemaSide on, String name, TableFacts table) throws SQLException {
    for (ForeignKey key : table.foreignKeys()) {
      if (key.cascades() && !on.facts.cascadesFireTriggers(on.connection)) {
        found.table(
            SchemaFinding.CASCADE_BYPASSES_JOURNAL,
            on.side,
            name,
            key.name()
                + " changes rows without firing a trigger, so that no journal has them: make it"
                + " RESTRICT, or prove that parents are never deleted or renamed");
      }
      if (on.side == Side.TARGET && !planned.contains(upper(key.parent()))) {
        found.table(
            SchemaFinding.FOREIGN_KEY_LEAVES_THE_PLAN,
            on.side,
            name,
            key.name()
                + " refers to "
                + key.parent()
                + ", which the plan does not move: the engine does not look whether parents are"
                + " there");
      }
    }
  }

  void missing(String name, TableFacts legacy, TableFacts target) {
    for (ForeignKey key : legacy.foreignKeys()) {
      if (target.foreignKeys().stream()
          .noneMatch(other -> upper(other.parent()).equals(upper(key.parent())))) {
        found.table(
            SchemaFinding.FOREIGN_KEY_MISSING,
            Side.TARGET,
            name,
            key.name() + " to " + key.parent() + " is on legacy alone: make it on the target");
      }
    }
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
