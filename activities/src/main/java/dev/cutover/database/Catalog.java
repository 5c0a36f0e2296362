package dev.cutover.database;

import dev.cutover.activity.FailureType;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a database says of its tables. Names are found whatever their letter case. */
public final class Catalog {

  private static final Set<String> NOT_BUSINESS =
      Set.of("INFORMATION_SCHEMA", "CUTOVER", "SYS", "SYSTEM", "PERFORMANCE_SCHEMA", "MYSQL");

  private Catalog() {}

  /**
   * The shape of a table.
   *
   * @param leftOut columns that neither side copies nor compares
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION if there is no such table
   */
  public static TableShape shape(
      Connection connection, Dialect dialect, String table, Set<String> leftOut)
      throws SQLException {
    return find(connection, dialect, table, leftOut)
        .orElseThrow(
            () ->
                FailureType.PRECONDITION.because(
                    "table " + table + " is not there: create it, or mend the plan"));
  }

  /** The shape of a table, if it is there. */
  public static Optional<TableShape> find(
      Connection connection, Dialect dialect, String table, Set<String> leftOut)
      throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    Map<String, TableShape> found = new TreeMap<>();
    try (ResultSet tables = data.getTables(connection.getCatalog(), null, null, TABLES)) {
      while (tables.next()) {
        String name = tables.getString("TABLE_NAME");
        String schema = tables.getString("TABLE_SCHEM");
        if (name.equalsIgnoreCase(table) && isBusiness(schema)) {
          TableShape shape = read(data, connection.getCatalog(), dialect, schema, name, leftOut);
          found.put(shape.name(), shape);
        }
      }
    }
    if (found.size() > 1) {
      throw FailureType.PRECONDITION.because(
          "table "
              + table
              + " is there more than once, as "
              + String.join(" and ", found.keySet())
              + ": let the engine's account see only one");
    }
    return found.values().stream().findFirst();
  }

  private static final String[] TABLES = {"TABLE", "BASE TABLE"};

  static boolean isBusiness(@Nullable String schema) {
    return schema == null || !NOT_BUSINESS.contains(schema.toUpperCase(Locale.ROOT));
  }

  private static TableShape read(
      DatabaseMetaData data,
      String catalog,
      Dialect dialect,
      @Nullable String schema,
      String name,
      Set<String> leftOut)
      throws SQLException {
    Map<Integer, String> keyNames = new TreeMap<>();
    try (ResultSet rows = data.getPrimaryKeys(catalog, schema, name)) {
      while (rows.next()) {
        keyNames.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
      }
    }
    List<Column> columns = new ArrayList<>();
    try (ResultSet rows = data.getColumns(catalog, schema, name, null)) {
      while (rows.next()) {
        String columnName = rows.getString("COLUMN_NAME").toUpperCase(Locale.ROOT);
        if (isOf(rows, schema, name) && !leftOut.contains(columnName)) {
          columns.add(column(rows, dialect, name, keyNames.values()));
        }
      }
    }
    refuseWithoutKeyColumn(name, keyNames.values(), leftOut);
    columns.sort(Comparator.comparing(Column::key));
    List<Column> key =
        keyNames.values().stream()
            .flatMap(part -> columns.stream().filter(column -> column.name().equals(part)))
            .toList();
    String full =
        schema == null ? dialect.quote(name) : dialect.quote(schema) + "." + dialect.quote(name);
    return new TableShape(name, full, List.copyOf(columns), key);
  }

  /** By the rest of its key more than one row might be named. */
  private static void refuseWithoutKeyColumn(
      String table, Collection<String> key, Set<String> leftOut) {
    for (String part : key) {
      if (leftOut.contains(part.toUpperCase(Locale.ROOT))) {
        throw FailureType.PRECONDITION.because(
            "column "
                + part
                + " of table "
                + table
                + " is part of its key, and can't be left out: mend the plan");
      }
    }
  }

  /** Drivers take names for patterns, in which an underscore stands for any letter. */
  private static boolean isOf(ResultSet row, @Nullable String schema, String table)
      throws SQLException {
    return table.equals(row.getString("TABLE_NAME"))
        && (schema == null || schema.equals(row.getString("TABLE_SCHEM")));
  }

  private static Column column(ResultSet row, Dialect dialect, String table, Collection<String> key)
      throws SQLException {
    String name = row.getString("COLUMN_NAME");
    String type = ColumnTypes.name(row);
    return ColumnTypes.column(row, dialect, key.contains(name))
        .orElseThrow(
            () ->
                FailureType.PRECONDITION.because(
                    "column "
                        + name
                        + " of table "
                        + table
                        + " has type "
                        + type
                        + ", which has no form that is safe to compare: leave it out in the plan"
                        + " (columns, ignore), with the reason"));
  }
}
