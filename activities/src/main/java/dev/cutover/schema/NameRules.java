package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.TableFacts;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Side;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether names can stand in statements, the engine's and those of the business. */
final class NameRules {

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private final Found found;
  private final SchemaSide target;
  private final Map<String, Boolean> reserved = new HashMap<>();

  NameRules(Found found, SchemaSide target) {
    this.found = found;
    this.target = target;
  }

  /** For a table of either side: the engine lays its triggers on both. */
  void length(SchemaSide on, String table) {
    if (table.length() > on.facts.longestTable()) {
      found.table(
          SchemaFinding.NAME_TOO_LONG,
          on.side,
          table,
          "has more than "
              + on.facts.longestTable()
              + " characters, with which no trigger can be named: rename it");
    }
  }

  /** For names of legacy's that the target has yet to take. */
  void lengthOfColumns(TableFacts legacy, String table) {
    for (ColumnFacts column : legacy.columns()) {
      if (column.name().length() > target.facts.longestColumn()) {
        found.column(
            SchemaFinding.NAME_TOO_LONG,
            Side.TARGET,
            table,
            column.key(),
            "has more than " + target.facts.longestColumn() + " characters: rename it");
      }
    }
  }

  void reserved(TableFacts table, String name) throws SQLException {
    if (isReserved(table.name())) {
      found.table(SchemaFinding.RESERVED_WORD, Side.TARGET, name, words());
    }
    for (ColumnFacts column : table.columns()) {
      if (isReserved(column.name())) {
        found.column(SchemaFinding.RESERVED_WORD, Side.TARGET, name, column.key(), words());
      }
    }
  }

  private static String words() {
    return "is a reserved word there: the business's statements must quote it";
  }

  private boolean isReserved(String name) throws SQLException {
    Boolean known = reserved.get(name);
    if (known == null) {
      known = WORD.matcher(name).matches() && !runs(target.facts.use(name));
      reserved.put(name, known);
    }
    return known;
  }

  /** A lost connection is no reserved word. */
  private boolean runs(String sql) throws SQLException {
    try (Statement statement = target.connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith("42")) {
        return false;
      }
      throw e;
    }
  }
}
