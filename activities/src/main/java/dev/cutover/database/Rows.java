package dev.cutover.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes whole rows, values as they are. */
public final class Rows {

  private static final int KEYS_AT_ONCE = 200;

  private Rows() {}

  /** The columns of a table, for a SELECT. */
  public static String names(Dialect dialect, List<Column> columns) {
    return columns.stream()
        .map(column -> dialect.quote(column.name()))
        .collect(Collectors.joining(", "));
  }

  /** The same, each led from how it is stored to what its kind is. */
  public static String values(Dialect dialect, List<Column> columns) {
    return columns.stream()
        .map(column -> dialect.plain(column, dialect.quote(column.name())))
        .collect(Collectors.joining(", "));
  }

  /** The row that a result set of {@link #values} stands on, by the kinds of its columns. */
  public static @Nullable Object[] read(ResultSet row, List<Column> columns) throws SQLException {
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (columns.get(i).kind()) {
            case NUMBER -> row.getBigDecimal(i + 1);
            case FLOATING -> floating(row, i + 1);
            case TEXT, LONG_TEXT, JSON, CLOCK -> row.getString(i + 1);
            case TIME -> row.getObject(i + 1, LocalDateTime.class);
            case BINARY, LONG_BINARY -> row.getBytes(i + 1);
          };
    }
    return values;
  }

  private static @Nullable Double floating(ResultSet row, int index) throws SQLException {
    double value = row.getDouble(index);
    return row.wasNull() ? null : value;
  }

  private static void bind(
      PreparedStatement statement, Dialect dialect, TableShape table, @Nullable Object[] row)
      throws SQLException {
    for (int i = 0; i < row.length; i++) {
      Column column = table.columns().get(i);
      Object value = Fitting.of(column, PrintedCell.value(column, row[i]));
      if (value == null) {
        statement.setNull(i + 1, sqlType(column.kind()));
      } else if (value instanceof Double number) {
        dialect.bindFloating(statement, i + 1, number);
      } else if (value instanceof String text && column.kind() != Column.Kind.TEXT) {
        dialect.bindLongText(statement, i + 1, text);
      } else if (value instanceof byte[] bytes && column.kind() == Column.Kind.LONG_BINARY) {
        dialect.bindLongBinary(statement, i + 1, bytes);
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }

  /** A NULL has the type of its column, so that a batch keeps its types from row to row. */
  private static int sqlType(Column.Kind kind) {
    return switch (kind) {
      case NUMBER -> Types.NUMERIC;
      case FLOATING -> Types.DOUBLE;
      case TEXT, LONG_TEXT, JSON, CLOCK -> Types.VARCHAR;
      case TIME -> Types.TIMESTAMP;
      case BINARY, LONG_BINARY -> Types.VARBINARY;
    };
  }

  /** Statement that inserts a row; one parameter a column. */
  static String insert(Dialect dialect, TableShape table) {
    return "INSERT INTO "
        + table.name()
        + " ("
        + names(dialect, table.columns())
        + ") VALUES ("
        + table.columns().stream().map(dialect::placeholder).collect(Collectors.joining(", "))
        + ")";
  }

  /** Inserts or replaces rows; those of a table without a key are always new. */
  public static void upsert(
      Connection connection, Dialect dialect, TableShape table, List<@Nullable Object[]> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String sql = table.key().isEmpty() ? insert(dialect, table) : dialect.upsert(table);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] row : rows) {
        bind(statement, dialect, table, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Deletes rows by key; those that are not there do not matter. */
  public static void delete(
      Connection connection, Dialect dialect, TableShape table, List<String> keys)
      throws SQLException {
    for (List<String> some : portions(keys)) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "DELETE FROM " + table.name() + " WHERE " + anyOf(dialect, table, some.size()))) {
        bindKeys(statement, table, some);
        statement.executeUpdate();
      }
    }
  }

  /** The rows with these keys that are there. */
  public static List<@Nullable Object[]> byKey(
      Connection connection, Dialect dialect, TableShape table, List<String> keys)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    select(
        connection,
        dialect,
        table,
        values(dialect, table.columns()),
        keys,
        row -> rows.add(read(row, table.columns())));
    return rows;
  }

  /** Selects expressions of the rows with these keys. */
  public static void select(
      Connection connection,
      Dialect dialect,
      TableShape table,
      String expressions,
      List<String> keys,
      RowVisitor visitor)
      throws SQLException {
    for (List<String> some : portions(keys)) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT "
                  + expressions
                  + " FROM "
                  + table.name()
                  + " WHERE "
                  + anyOf(dialect, table, some.size()))) {
        bindKeys(statement, table, some);
        try (ResultSet found = statement.executeQuery()) {
          while (found.next()) {
            visitor.row(found);
          }
        }
      }
    }
  }

  /** What the journal writes where a table has no key, so that no row of it can be named. */
  public static final String ANY_ROW = "*";

  /** The key of a row as the journal writes it. */
  public static String keyText(Dialect dialect, TableShape table) {
    return dialect.concat(
        table.key().stream()
            .map(column -> dialect.canonical(column, dialect.quote(column.name())))
            .toList());
  }

  /** All cells of a row that databases print alike, as one injective text. */
  static String rowText(Dialect dialect, TableShape table) {
    return text(dialect, table.columns());
  }

  /** The same, where an empty text counts as none. */
  static String heldText(Dialect dialect, TableShape table) {
    return text(dialect, table.columns().stream().map(Column::held).toList());
  }

  private static String text(Dialect dialect, List<Column> columns) {
    List<String> cells =
        columns.stream()
            .filter(column -> !column.kind().isDigestedInJava())
            .map(column -> dialect.canonical(column, dialect.quote(column.name())))
            .toList();
    return cells.isEmpty() ? "'-'" : dialect.concat(cells);
  }

  /**
   * Sets a key of an existing row to itself, which fires the trigger and changes nothing; the table
   * has a key.
   */
  public static String harmlessUpdate(Dialect dialect, TableShape table) {
    String key = dialect.quote(table.key().get(0).name());
    return ("UPDATE %1$s SET %2$s = %2$s WHERE %2$s"
            + " = (SELECT k FROM (SELECT MIN(%2$s) AS k FROM %1$s) least_key)")
        .formatted(table.name(), key);
  }

  private static String anyOf(Dialect dialect, TableShape table, int keys) {
    String one =
        table.key().stream()
            .map(column -> dialect.quote(column.name()) + " = ?")
            .collect(Collectors.joining(" AND ", "(", ")"));
    return String.join(" OR ", java.util.Collections.nCopies(keys, one));
  }

  private static void bindKeys(PreparedStatement statement, TableShape table, List<String> keys)
      throws SQLException {
    int index = 1;
    for (String key : keys) {
      List<String> values = KeyText.values(key, table.key());
      for (int i = 0; i < values.size(); i++) {
        bindKey(statement, index++, table.key().get(i), values.get(i));
      }
    }
  }

  /** Binds one part of a key from its text. */
  public static void bindKey(PreparedStatement statement, int index, Column column, String value)
      throws SQLException {
    if (column.kind() == Column.Kind.NUMBER) {
      statement.setBigDecimal(index, new BigDecimal(value));
    } else if (column.kind() == Column.Kind.TIME) {
      statement.setObject(index, PrintedCell.time(value));
    } else if (column.kind() == Column.Kind.BINARY) {
      statement.setBytes(index, HexFormat.of().parseHex(value));
    } else {
      statement.setString(index, value);
    }
  }

  private static List<List<String>> portions(List<String> keys) {
    List<List<String>> portions = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += KEYS_AT_ONCE) {
      portions.add(keys.subList(i, Math.min(keys.size(), i + KEYS_AT_ONCE)));
    }
    return portions;
  }

  /** Sees one row. */
  @FunctionalInterface
  public interface RowVisitor {
    void row(ResultSet row) throws SQLException;
  }
}
