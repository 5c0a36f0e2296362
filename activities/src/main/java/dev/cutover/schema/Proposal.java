package dev.cutover.schema;

import dev.cutover.activity.Databases;
import dev.cutover.activity.SchemaScope;
import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.database.ColumnFacts.Trait;
import dev.cutover.database.Connections;
import dev.cutover.database.TableFacts;
import dev.cutover.database.TableFacts.UniqueKey;
import dev.cutover.database.TablePair;
import dev.cutover.plan.Table;
import dev.cutover.plan.Table.SequenceRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Statements that make on the target what is missing there, in its own types and names. Defaults,
 * foreign keys and indexes that are not unique are the business's to choose.
 */
final class Proposal {

  /** What the texts of one row of MySQL's may take, less its other columns. */
  private static final long ROOM_IN_A_ROW = 60_000;

  private static final long SHORT_TEXT = 64;
  private static final int BYTES_A_CHARACTER = 4;

  private final Connections connections;

  Proposal(Connections connections) {
    this.connections = connections;
  }

  List<String> of(Databases databases, SchemaScope scope) throws SQLException {
    List<String> statements = new ArrayList<>();
    try (SchemaSide legacy = SchemaSide.read(connections, databases.legacy(), scope.tables());
        SchemaSide target = SchemaSide.read(connections, databases.target(), scope.tables())) {
      for (Table table : scope.tables()) {
        Optional<TableFacts> from = legacy.table(table.name());
        if (from.isPresent()) {
          Optional<TableFacts> to = target.table(table.name());
          if (to.isPresent()) {
            add(statements, target, table, from.get(), to.get());
          } else if (target.named(table.name()).isEmpty()) {
            create(statements, legacy, target, table, from.get());
          }
          sequence(statements, target, table);
        }
      }
    }
    return statements;
  }

  private static void create(
      List<String> statements, SchemaSide legacy, SchemaSide target, Table table, TableFacts from)
      throws SQLException {
    List<String> parts = new ArrayList<>();
    boolean wide = isWide(from);
    for (ColumnFacts column : carried(statements, target, table, from)) {
      parts.add(column(legacy, target, table, from, column, wide));
    }
    for (UniqueKey key : from.keys()) {
      String names =
          key.columns().stream()
              .map(name -> name(target, name))
              .collect(Collectors.joining(", ", " (", ")"));
      parts.add((key.primary() ? "PRIMARY KEY" : "UNIQUE") + names);
    }
    statements.add(
        "CREATE TABLE "
            + name(target, table.name())
            + " (\n  "
            + String.join(",\n  ", parts)
            + "\n)"
            + target.facts.tableOptions(target.connection));
  }

  private static void add(
      List<String> statements, SchemaSide target, Table table, TableFacts from, TableFacts to) {
    for (ColumnFacts column : carried(statements, target, table, from)) {
      if (to.column(column.key()).isEmpty()) {
        // Rows that are there already have no value for it.
        statements.add(
            "ALTER TABLE "
                + target.dialect.quote(to.name())
                + " ADD "
                + name(target, column.name())
                + " "
                + target.facts.type(column, false));
      }
    }
  }

  /** Columns that are to be made; of those that can't be a comment says so. */
  private static List<ColumnFacts> carried(
      List<String> statements, SchemaSide target, Table table, TableFacts from) {
    List<ColumnFacts> carried = new ArrayList<>();
    Set<String> leftOut = TablePair.leftOut(table);
    for (ColumnFacts column : from.columns()) {
      boolean ignored = leftOut.contains(column.key());
      if (!ignored && target.facts.type(column, false).isEmpty()) {
        statements.add(
            "-- "
                + table.name()
                + "."
                + column.key()
                + " is left out: "
                + column.declared().replace('\n', ' ')
                + " has no type there that it can be carried to");
      } else if (!ignored) {
        carried.add(column);
      }
    }
    return carried;
  }

  private static String column(
      SchemaSide legacy,
      SchemaSide target,
      Table table,
      TableFacts from,
      ColumnFacts column,
      boolean wide) {
    boolean inKey = from.keys().stream().anyMatch(key -> key.columns().contains(column.key()));
    boolean outside = wide && !inKey && column.family() == Family.TEXT;
    ColumnFacts as = outside && column.chars() > SHORT_TEXT ? longText(column) : column;
    boolean emptyIsNull = target.dialect.emptyTextIsNull() && !legacy.dialect.emptyTextIsNull();
    boolean mayBeNull =
        column.is(Trait.NULLABLE) || (emptyIsNull && column.family().isText() && !inKey);
    SequenceRule rule = table.sequence();
    boolean numbered =
        column.is(Trait.IDENTITY)
            || (rule != null && rule.column().equalsIgnoreCase(column.name()));
    return name(target, column.name())
        + " "
        + target.facts.type(as, inKey)
        + (mayBeNull ? "" : " NOT NULL")
        + (numbered && inKey ? target.facts.numbering() : "");
  }

  private static ColumnFacts longText(ColumnFacts column) {
    return new ColumnFacts(
        column.name(),
        column.declared(),
        Family.LONG_TEXT,
        null,
        null,
        column.chars(),
        column.bytes(),
        0,
        column.charset(),
        column.collation(),
        column.traits());
  }

  private static boolean isWide(TableFacts table) {
    long bytes =
        table.columns().stream()
            .filter(column -> column.family() == Family.TEXT)
            .mapToLong(column -> column.chars() * BYTES_A_CHARACTER)
            .sum();
    return bytes > ROOM_IN_A_ROW;
  }

  private static void sequence(List<String> statements, SchemaSide target, Table table)
      throws SQLException {
    SequenceRule rule = table.sequence();
    boolean needed = rule != null && target.facts.numbering().isEmpty();
    if (rule != null && needed && !target.sequences().contains(rule.legacy())) {
      statements.add("CREATE SEQUENCE " + target.dialect.quote(rule.legacy()));
    }
  }

  private static String name(SchemaSide target, String name) {
    return target.dialect.quote(target.facts.adopted(name));
  }
}
