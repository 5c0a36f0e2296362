package dev.cutover.database;

import dev.cutover.database.TableFacts.ForeignKey;
import dev.cutover.database.TableFacts.UniqueKey;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads tables with their keys; what drivers tell in one way for all databases. */
public final class TableReader {

  private static final String ENGINES_OWN = "CUTOVER_";

  private final Connection connection;
  private final SchemaFacts facts;
  private final Map<String, Map<String, List<ColumnFacts>>> columns = new TreeMap<>();

  public TableReader(Connection connection, SchemaFacts facts) {
    this.connection = connection;
    this.facts = facts;
  }

  /** Names of all business tables, each with its schema (a database, on MySQL). */
  public List<TableName> names() throws SQLException {
    List<TableName> names = new ArrayList<>();
    String[] kinds = {"TABLE", "BASE TABLE"};
    try (ResultSet rows =
        connection.getMetaData().getTables(connection.getCatalog(), null, null, kinds)) {
      while (rows.next()) {
        String schema = rows.getString("TABLE_SCHEM");
        TableName name =
            new TableName(
                schema == null ? connection.getCatalog() : schema, rows.getString("TABLE_NAME"));
        if (Catalog.isBusiness(schema) && !name.key().startsWith(ENGINES_OWN)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** All that is to be known of one table. */
  public TableFacts read(TableName table) throws SQLException {
    Map<String, List<ColumnFacts>> ofSchema = columns.get(table.schema());
    if (ofSchema == null) {
      ofSchema = facts.columns(connection, table.schema());
      columns.put(table.schema(), ofSchema);
    }
    return new TableFacts(
        table.schema(),
        table.name(),
        ofSchema.getOrDefault(table.name(), List.of()),
        keys(table),
        foreignKeys(table));
  }

  private List<UniqueKey> keys(TableName table) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    Map<Integer, String> primary = new TreeMap<>();
    try (ResultSet rows =
        data.getPrimaryKeys(connection.getCatalog(), table.schema(), table.name())) {
      while (rows.next()) {
        primary.put(rows.getInt("KEY_SEQ"), upper(rows.getString("COLUMN_NAME")));
      }
    }
    List<UniqueKey> keys = new ArrayList<>();
    if (!primary.isEmpty()) {
      keys.add(new UniqueKey("PRIMARY", true, List.copyOf(primary.values())));
    }
    Map<String, List<String>> unique = new TreeMap<>();
    // Approximate: Oracle's driver would gather statistics else.
    try (ResultSet rows =
        data.getIndexInfo(connection.getCatalog(), table.schema(), table.name(), true, true)) {
      while (rows.next()) {
        String column = rows.getString("COLUMN_NAME");
        if (column != null && !rows.getBoolean("NON_UNIQUE")) {
          unique
              .computeIfAbsent(rows.getString("INDEX_NAME"), name -> new ArrayList<>())
              .add(upper(column));
        }
      }
    }
    unique.forEach(
        (name, of) -> {
          if (keys.stream().noneMatch(key -> key.columns().equals(of))) {
            keys.add(new UniqueKey(name, false, List.copyOf(of)));
          }
        });
    return keys;
  }

  private List<ForeignKey> foreignKeys(TableName table) throws SQLException {
    Map<String, ForeignKey> keys = new TreeMap<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getImportedKeys(connection.getCatalog(), table.schema(), table.name())) {
      while (rows.next()) {
        String name = rows.getString("FK_NAME");
        keys.put(
            name,
            new ForeignKey(
                name,
                rows.getString("PKTABLE_NAME"),
                action(rows.getInt("DELETE_RULE")),
                action(rows.getInt("UPDATE_RULE"))));
      }
    }
    return List.copyOf(keys.values());
  }

  private static String action(int rule) {
    return switch (rule) {
      case DatabaseMetaData.importedKeyCascade -> "CASCADE";
      case DatabaseMetaData.importedKeySetNull -> "SET NULL";
      case DatabaseMetaData.importedKeySetDefault -> "SET DEFAULT";
      default -> "";
    };
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  /** A table and where it stands. */
  public record TableName(String schema, String name) {

    public String key() {
      return upper(name);
    }
  }
}
