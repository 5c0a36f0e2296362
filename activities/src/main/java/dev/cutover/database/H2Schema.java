package dev.cutover.database;

import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.database.ColumnFacts.Trait;
import dev.cutover.plan.SchemaFinding;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas of H2's in Oracle mode. */
final class H2Schema implements SchemaFacts {

  /** The engine's journal names tables by up to so many characters. */
  private static final int LONGEST_TABLE = 100;

  private static final int LONGEST_COLUMN = 256;

  private static final String COLUMNS =
      "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, NUMERIC_PRECISION, NUMERIC_SCALE,"
          + " CHARACTER_MAXIMUM_LENGTH, DATETIME_PRECISION, IS_NULLABLE, COLUMN_DEFAULT,"
          + " IS_IDENTITY, IS_GENERATED, IS_VISIBLE, COLLATION_NAME,"
          + " (SELECT LISTAGG('''' || VALUE_NAME || '''', ',') WITHIN GROUP (ORDER BY"
          + " VALUE_ORDINAL) FROM INFORMATION_SCHEMA.ENUM_VALUES E"
          + " WHERE E.OBJECT_SCHEMA = C.TABLE_SCHEMA AND E.OBJECT_NAME = C.TABLE_NAME"
          + " AND E.OBJECT_TYPE = 'TABLE' AND E.ENUM_IDENTIFIER = C.DTD_IDENTIFIER)"
          + " FROM INFORMATION_SCHEMA.COLUMNS C WHERE TABLE_SCHEMA = ?"
          + " ORDER BY TABLE_NAME, ORDINAL_POSITION";

  private static final String TRIGGERS =
      "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME || ' ' || ACTION_TIMING || ' '"
          + " || EVENT_MANIPULATION FROM INFORMATION_SCHEMA.TRIGGERS"
          + " WHERE EVENT_OBJECT_SCHEMA = ? AND NOT REGEXP_LIKE(TRIGGER_NAME, '^CUTOVER_')"
          + " ORDER BY TRIGGER_NAME, EVENT_MANIPULATION";

  @Override
  public Map<String, List<ColumnFacts>> columns(Connection connection, String schema)
      throws SQLException {
    return CatalogRows.byTable(connection, COLUMNS, H2Schema::column, schema);
  }

  private static ColumnFacts column(ResultSet row) throws SQLException {
    String type = row.getString(3);
    Family family = family(type);
    int precision = row.getInt(4);
    int scale = row.getInt(5);
    long length = row.getLong(6);
    int fraction = row.getInt(7);
    String collation = row.getString(13);
    String list = family == Family.LIST ? row.getString(14) : "";
    return new ColumnFacts(
        row.getString(2),
        family == Family.LIST
            ? "ENUM(" + list + ")"
            : declared(type, family, precision, scale, length, fraction),
        family,
        family == Family.NUMBER ? largest(type, precision - (long) scale) : null,
        type.equals("DECFLOAT") ? null : (Integer) scale,
        family == Family.LIST ? longest(list) : length,
        family.isBinary() ? length : Long.MAX_VALUE,
        fraction,
        family.isText() ? "UTF-8" : "",
        type.endsWith("IGNORECASE") ? type : collation == null ? "" : collation,
        traits(row));
  }

  /** Characters of the longest in a list of quoted texts. */
  private static long longest(String list) {
    return Arrays.stream(list.split("','", -1))
        .mapToInt(value -> value.replaceAll("^'|'$", "").length())
        .max()
        .orElse(0);
  }

  private static String declared(
      String type, Family family, int precision, int scale, long length, int fraction) {
    return switch (family) {
      case NUMBER ->
          switch (type) {
            case "NUMERIC", "DECIMAL" ->
                "NUMBER(" + precision + (scale == 0 ? "" : ", " + scale) + ")";
            case "DECFLOAT" -> "NUMBER";
            default -> type;
          };
      case TEXT -> "VARCHAR2(" + length + ")";
      case FIXED_TEXT -> "CHAR(" + length + ")";
      case LONG_TEXT -> "CLOB";
      case TIME -> "TIMESTAMP(" + fraction + ")";
      case ZONED -> "TIMESTAMP(" + fraction + ") WITH TIME ZONE";
      case CLOCK -> "TIME(" + fraction + ")";
      case BINARY -> "RAW(" + length + ")";
      case FIXED_BINARY -> "BINARY(" + length + ")";
      case LONG_BINARY -> "BLOB";
      default -> type;
    };
  }

  private static Family family(String type) {
    return switch (type) {
      case "NUMERIC",
          "DECIMAL",
          "DECFLOAT",
          "BIGINT",
          "INTEGER",
          "SMALLINT",
          "TINYINT",
          "BOOLEAN" ->
          Family.NUMBER;
      case "REAL" -> Family.SINGLE;
      case "DOUBLE PRECISION" -> Family.DOUBLE;
      case "CHARACTER VARYING", "VARCHAR_IGNORECASE" -> Family.TEXT;
      case "CHARACTER" -> Family.FIXED_TEXT;
      case "CHARACTER LARGE OBJECT" -> Family.LONG_TEXT;
      case "TIMESTAMP" -> Family.TIME;
      case "DATE" -> Family.DAY;
      case "TIMESTAMP WITH TIME ZONE" -> Family.ZONED;
      case "TIME" -> Family.CLOCK;
      case "ENUM" -> Family.LIST;
      case "UUID" -> Family.UUID;
      case "JSON" -> Family.JSON;
      case "BINARY VARYING" -> Family.BINARY;
      case "BINARY" -> Family.FIXED_BINARY;
      case "BINARY LARGE OBJECT" -> Family.LONG_BINARY;
      default -> Family.UNSUPPORTED;
    };
  }

  private static @Nullable BigInteger largest(String type, long whole) {
    return switch (type) {
      case "BIGINT" -> BigInteger.valueOf(Long.MAX_VALUE);
      case "INTEGER" -> BigInteger.valueOf(Integer.MAX_VALUE);
      case "SMALLINT" -> BigInteger.valueOf(Short.MAX_VALUE);
      case "TINYINT" -> BigInteger.valueOf(Byte.MAX_VALUE);
      case "BOOLEAN" -> BigInteger.ONE;
      case "DECFLOAT" -> null;
      default -> ColumnFacts.largest(whole);
    };
  }

  private static Set<Trait> traits(ResultSet row) throws SQLException {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    boolean identity = "YES".equals(row.getString(10));
    if ("YES".equals(row.getString(8))) {
      traits.add(Trait.NULLABLE);
    }
    if (row.getString(9) != null || identity) {
      traits.add(Trait.HAS_DEFAULT);
    }
    if (identity) {
      traits.add(Trait.IDENTITY);
    }
    if ("ALWAYS".equals(row.getString(11))) {
      traits.add(Trait.GENERATED);
    }
    if ("BOOLEAN".equals(row.getString(3))) {
      traits.add(Trait.UNSIGNED);
    }
    if (!row.getBoolean(12)) {
      traits.add(Trait.INVISIBLE);
    }
    return traits;
  }

  @Override
  public Map<String, List<String>> triggers(Connection connection, String schema)
      throws SQLException {
    return CatalogRows.byTable(connection, TRIGGERS, row -> row.getString(2), schema);
  }

  /** Those that number an identity column are named by the system. */
  @Override
  public List<String> sequences(Connection connection, String schema) throws SQLException {
    return CatalogRows.texts(
        connection,
        "SELECT SEQUENCE_NAME FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = ?"
            + " AND NOT REGEXP_LIKE(SEQUENCE_NAME, '^SYSTEM_SEQUENCE_')",
        schema);
  }

  @Override
  public Map<String, String> unfitTables(Connection connection, String schema) {
    return Map.of();
  }

  @Override
  public List<Setting> settings(Connection connection) throws SQLException {
    String mode =
        CatalogRows.cell(
            connection,
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'MODE'");
    return mode.equalsIgnoreCase("Oracle")
        ? List.of()
        : List.of(
            new Setting(
                SchemaFinding.SERVER_MODE,
                "H2 runs in the mode " + mode + ": put MODE=Oracle into its address"));
  }

  @Override
  public List<String> equated(Connection connection, ColumnFacts column) {
    List<String> equated = new ArrayList<>();
    if (column.collation().endsWith("IGNORECASE")) {
      equated.add("letter case");
    }
    if (column.family() == Family.FIXED_TEXT) {
      equated.add("trailing blanks");
    }
    return equated;
  }

  /** Foreign keys are followed by statements like any others. */
  @Override
  public boolean cascadesFireTriggers(Connection connection) {
    return true;
  }

  @Override
  public boolean hasLobLocators() {
    return false;
  }

  @Override
  public int longestTable() {
    return LONGEST_TABLE;
  }

  @Override
  public int longestColumn() {
    return LONGEST_COLUMN;
  }

  @Override
  public String use(String name) {
    return "SELECT " + name + ".X FROM (SELECT 1 AS X) " + name;
  }

  @Override
  public String called(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  @Override
  public String type(ColumnFacts column, boolean inKey) {
    return OracleTypes.of(column);
  }
}
