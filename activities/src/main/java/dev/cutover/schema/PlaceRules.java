package dev.cutover.schema;

import dev.cutover.activity.SchemaScope;
import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Trait;
import dev.cutover.database.TableFacts;
import dev.cutover.database.TableReader.TableName;
import dev.cutover.plan.OutOfScope;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.plan.Table.SequenceRule;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whether the plan names all that is there, and all is there that it names. */
final class PlaceRules {

  private final Found found;
  private final SchemaScope scope;

  PlaceRules(Found found, SchemaScope scope) {
    this.found = found;
    this.scope = scope;
  }

  /** Whether one table of this name is there. */
  boolean isThere(SchemaSide on, Table table) {
    List<TableName> named = on.named(table.name());
    if (named.isEmpty()) {
      found.table(
          SchemaFinding.TABLE_MISSING,
          on.side,
          table.name(),
          on.side == Side.LEGACY
              ? "is not there: mend the plan, or let the engine's account see it"
              : "is not there: create it (schema propose prints how), or mend the plan");
    } else if (named.size() > 1) {
      found.table(
          SchemaFinding.TABLE_AMBIGUOUS,
          on.side,
          table.name(),
          "stands in more than one schema, "
              + named.stream().map(TableName::schema).sorted().toList()
              + ": let the engine's account see only one");
    }
    return named.size() == 1;
  }

  void engines(SchemaSide on) throws SQLException {
    TreeMap<String, String> unfit = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String schema : on.schemas()) {
      unfit.putAll(on.facts.unfitTables(on.connection, schema));
    }
    for (Table table : scope.tables()) {
      String engine = unfit.get(table.name());
      if (engine != null) {
        found.table(
            SchemaFinding.TABLE_ENGINE,
            on.side,
            table.name(),
            "is kept as " + engine + ", without transactions: make it an ordinary table (InnoDB)");
      }
    }
  }

  void sequence(SchemaSide on, Table table, TableFacts facts) throws SQLException {
    SequenceRule rule = table.sequence();
    if (rule == null) {
      return;
    }
    Optional<ColumnFacts> column = facts.column(rule.column());
    String problem = "";
    if (column.isEmpty()) {
      problem = "there is no column " + rule.column() + " for its sequence to feed";
    } else if (on.facts.numbering().isEmpty()) {
      problem =
          on.sequences().contains(rule.legacy())
              ? ""
              : "sequence " + facts.schema() + "." + rule.legacy() + " is not there";
    } else if (!column.get().is(Trait.IDENTITY)) {
      problem = "column " + rule.column() + " is no AUTO_INCREMENT";
    }
    if (!problem.isEmpty()) {
      found.table(
          SchemaFinding.SEQUENCE_MISSING,
          on.side,
          table.name(),
          problem + ": create it, or mend the plan");
    }
  }

  void withoutAPlace(SchemaSide legacy) throws SQLException {
    for (TableName table : legacy.besides(scope.tables())) {
      if (!isOutOfScope(table.name())) {
        found.table(
            SchemaFinding.TABLE_WITHOUT_A_PLACE,
            Side.LEGACY,
            table.name(),
            "the plan does not name it: add it to the tables, or put it out of scope");
      }
    }
    List<String> fed =
        scope.tables().stream()
            .map(Table::sequence)
            .flatMap(rule -> rule == null ? Stream.empty() : Stream.of(rule.legacy()))
            .toList();
    for (String sequence : legacy.sequences()) {
      if (!fed.contains(sequence) && !isOutOfScope(sequence)) {
        found.table(
            SchemaFinding.SEQUENCE_WITHOUT_A_PLACE,
            Side.LEGACY,
            sequence,
            "the plan names no column that this sequence feeds: it is not aligned");
      }
    }
  }

  private boolean isOutOfScope(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return scope.outOfScope().stream()
        .map(OutOfScope::tables)
        .flatMap(List::stream)
        .map(pattern -> pattern.toLowerCase(Locale.ROOT))
        .anyMatch(
            pattern ->
                pattern.endsWith("*")
                    ? lower.startsWith(pattern.substring(0, pattern.length() - 1))
                    : lower.equals(pattern));
  }
}
