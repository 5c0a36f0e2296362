package dev.cutover.database;

import dev.cutover.plan.SchemaFinding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a database's catalog says that no driver tells, and what its names and types can be. */
public interface SchemaFacts {

  /** The columns of every table of a schema, in their order, by the table's name. */
  Map<String, List<ColumnFacts>> columns(Connection connection, String schema) throws SQLException;

  /** Triggers of a schema's tables but for the engine's own, in words, by the table's name. */
  Map<String, List<String>> triggers(Connection connection, String schema) throws SQLException;

  /** Sequences of a schema. */
  List<String> sequences(Connection connection, String schema) throws SQLException;

  /** Tables of a schema that are kept in a way that the engine can't use, with that way's name. */
  Map<String, String> unfitTables(Connection connection, String schema) throws SQLException;

  /** What is wrong with the server and the engine's account. */
  List<Setting> settings(Connection connection) throws SQLException;

  /** What different texts a column's unique key takes for the same, in words; empty if none. */
  List<String> equated(Connection connection, ColumnFacts column) throws SQLException;

  /** Whether a row that a foreign key changes or deletes fires its table's triggers. */
  boolean cascadesFireTriggers(Connection connection) throws SQLException;

  /** Whether a LOB can be written without firing a trigger. */
  boolean hasLobLocators();

  /** The longest name of a table for which the engine can make its triggers, in characters. */
  int longestTable();

  /** The longest name of a column, in characters. */
  int longestColumn();

  /** A statement that fails just where the name is a reserved word. */
  String use(String name);

  /** How a table or column of another database's is called here. */
  String called(String name);

  /** The same; a name in both letter cases was meant so, and is kept. */
  default String adopted(String name) {
    boolean plain =
        name.equals(name.toUpperCase(Locale.ROOT)) || name.equals(name.toLowerCase(Locale.ROOT));
    return plain ? called(name) : name;
  }

  /** The type that holds what another database's column does. */
  String type(ColumnFacts column, boolean inKey);

  /** What stands behind the columns of a new table. */
  default String tableOptions(Connection connection) throws SQLException {
    return "";
  }

  /** The clause that makes a key column number new rows itself; empty if sequences do that. */
  default String numbering() {
    return "";
  }

  /** Something about a server, in words. */
  record Setting(SchemaFinding finding, String words) {}
}
