package dev.cutover.database;

import dev.cutover.database.Column.Form;
import dev.cutover.database.Column.Kind;
import dev.cutover.database.Column.Stored;
import dev.cutover.plan.Table.ColumnRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the types that drivers name are carried and compared as (docs/data.md lists them). */
final class ColumnTypes {

  private static final int LONGEST = 1_000;

  /** Oracle's drivers have numbers of their own for types that JDBC has none for. */
  private static final int ORACLE_BINARY_FLOAT = 100;

  private static final int ORACLE_BINARY_DOUBLE = 101;
  private static final int ORACLE_WITH_TIME_ZONE = -101;
  private static final int ORACLE_WITH_LOCAL_TIME_ZONE = -102;

  /** Drivers call some of these binary or long text, which they are not. */
  private static final Set<String> WITHOUT_A_SAFE_FORM =
      Set.of("GEOMETRY", "VECTOR", "LONG", "LONG RAW", "BFILE", "ROWID", "UROWID", "XMLTYPE");

  private static final Map<String, Kind> BY_NAME = Map.of("UUID", Kind.TEXT, "JSON", Kind.JSON);

  private ColumnTypes() {}

  /** A column of {@code DatabaseMetaData.getColumns}; empty if its type can't be compared. */
  static Optional<Column> column(ResultSet row, Dialect dialect, boolean inKey)
      throws SQLException {
    String type = name(row);
    Kind kind = kind(row, type, inKey);
    if (kind == null) {
      return Optional.empty();
    }
    Form form =
        kind == Kind.TIME && dialect.isInstant(type)
            ? Form.INSTANT
            : form(row.getInt("DATA_TYPE"), type, kind, row.getInt("DECIMAL_DIGITS"));
    int digits = digits(row, kind, form);
    return Optional.of(
        new Column(
            row.getString("COLUMN_NAME"),
            kind,
            digits,
            row.getInt("ORDINAL_POSITION"),
            new Stored(type, form, digits, row.getLong("COLUMN_SIZE")),
            ColumnRule.NONE));
  }

  /** The type's name without its length. */
  static String name(ResultSet row) throws SQLException {
    String full = String.valueOf(row.getString("TYPE_NAME")).toUpperCase(Locale.ROOT);
    int parenthesis = full.indexOf('(');
    boolean isList = full.startsWith("ENUM");
    return isList ? "ENUM" : parenthesis < 0 ? full : full.substring(0, parenthesis).strip();
  }

  private static @Nullable Kind kind(ResultSet row, String type, boolean inKey)
      throws SQLException {
    if (WITHOUT_A_SAFE_FORM.contains(type)) {
      return null;
    }
    Kind named = type.equals("ENUM") ? Kind.TEXT : BY_NAME.get(type);
    if (named != null) {
      return named;
    }
    // A key is read back from its text, and so is never digested.
    boolean isLong = !inKey && row.getInt("COLUMN_SIZE") > LONGEST;
    return switch (row.getInt("DATA_TYPE")) {
      case Types.NUMERIC,
          Types.DECIMAL,
          Types.BIGINT,
          Types.INTEGER,
          Types.SMALLINT,
          Types.TINYINT,
          Types.BIT,
          Types.BOOLEAN ->
          Kind.NUMBER;
      case Types.REAL, Types.FLOAT, Types.DOUBLE ->
          // Oracle's FLOAT is a NUMBER whose precision is counted in bits.
          type.equals("FLOAT") && row.getInt("DECIMAL_DIGITS") < 0 ? Kind.NUMBER : Kind.FLOATING;
      case ORACLE_BINARY_FLOAT, ORACLE_BINARY_DOUBLE -> Kind.FLOATING;
      case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR ->
          isLong ? Kind.LONG_TEXT : Kind.TEXT;
      case Types.CLOB, Types.LONGVARCHAR, Types.NCLOB, Types.LONGNVARCHAR -> Kind.LONG_TEXT;
      case Types.DATE,
          Types.TIMESTAMP,
          Types.TIMESTAMP_WITH_TIMEZONE,
          ORACLE_WITH_TIME_ZONE,
          ORACLE_WITH_LOCAL_TIME_ZONE ->
          Kind.TIME;
      case Types.TIME -> Kind.CLOCK;
      case Types.BINARY, Types.VARBINARY -> isLong ? Kind.LONG_BINARY : Kind.BINARY;
      case Types.BLOB, Types.LONGVARBINARY -> Kind.LONG_BINARY;
      default -> null;
    };
  }

  private static Form form(int jdbc, String type, Kind kind, int scale) {
    return switch (kind) {
      case NUMBER -> numberForm(jdbc, type, scale);
      case FLOATING ->
          jdbc == Types.REAL || jdbc == ORACLE_BINARY_FLOAT || type.equals("REAL")
              ? Form.SINGLE
              : Form.PLAIN;
      case TIME -> timeForm(jdbc);
      case TEXT -> textForm(type);
      case JSON -> Form.JSON;
      default -> Form.PLAIN;
    };
  }

  private static Form numberForm(int jdbc, String type, int scale) {
    if (jdbc == Types.BOOLEAN) {
      return Form.BOOLEAN;
    } else if (jdbc == Types.BIT) {
      return Form.BITS;
    } else if (type.equals("YEAR")) {
      return Form.YEAR;
    }
    return type.equals("DECFLOAT") || scale < 0 ? Form.UNSCALED : Form.PLAIN;
  }

  private static Form textForm(String type) {
    return switch (type) {
      case "UUID" -> Form.UUID;
      case "ENUM", "SET" -> Form.ENUM;
      default -> Form.PLAIN;
    };
  }

  private static Form timeForm(int jdbc) {
    boolean zoned =
        jdbc == Types.TIMESTAMP_WITH_TIMEZONE
            || jdbc == ORACLE_WITH_TIME_ZONE
            || jdbc == ORACLE_WITH_LOCAL_TIME_ZONE;
    return jdbc == Types.DATE ? Form.DATE : zoned ? Form.INSTANT : Form.PLAIN;
  }

  private static int digits(ResultSet row, Kind kind, Form form) throws SQLException {
    int scale = Math.max(0, row.getInt("DECIMAL_DIGITS"));
    return switch (kind) {
      case NUMBER -> form == Form.UNSCALED ? 0 : scale;
      case TIME -> form == Form.DATE ? 0 : fraction(row, scale, "yyyy-mm-dd hh:mm:ss");
      case CLOCK -> fraction(row, scale, "hh:mm:ss");
      default -> 0;
    };
  }

  /** Connector/J tells a fraction's digits only by the width of the printed value. */
  private static int fraction(ResultSet row, int scale, String secondsOnly) throws SQLException {
    int printed = row.getInt("COLUMN_SIZE");
    return scale > 0 ? scale : Math.max(0, printed - secondsOnly.length() - 1);
  }
}
