package dev.cutover.database;

import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.database.ColumnFacts.Trait;
import dev.cutover.plan.SchemaFinding;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Schemas of Oracle's, 19c and later, from the views that every account may read. */
final class OracleSchema implements SchemaFacts {

  /** The engine's journal names tables by up to so many characters. */
  private static final int LONGEST_TABLE = 100;

  private static final int LONGEST_COLUMN = 128;

  /** What is hidden but made by a user is an invisible column; the rest serves indexes. */
  static final String COLUMNS =
      "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, DATA_LENGTH, DATA_PRECISION, DATA_SCALE,"
          + " CHAR_LENGTH, CHAR_USED, CHARACTER_SET_NAME, COLLATION, NULLABLE, DEFAULT_LENGTH,"
          + " IDENTITY_COLUMN, VIRTUAL_COLUMN, HIDDEN_COLUMN FROM ALL_TAB_COLS WHERE OWNER = ?"
          + " AND USER_GENERATED = 'YES' ORDER BY TABLE_NAME, INTERNAL_COLUMN_ID";

  static final String TRIGGERS =
      "SELECT TABLE_NAME, TRIGGER_NAME || ' ' || TRIGGER_TYPE || ' ' || TRIGGERING_EVENT"
          + " FROM ALL_TRIGGERS WHERE TABLE_OWNER = ? AND STATUS = 'ENABLED'"
          + " AND SUBSTR(TRIGGER_NAME, 1, 8) <> 'CUTOVER_' ORDER BY TRIGGER_NAME";

  static final String SEQUENCES =
      "SELECT SEQUENCE_NAME FROM ALL_SEQUENCES WHERE SEQUENCE_OWNER = ?"
          + " AND SUBSTR(SEQUENCE_NAME, 1, 5) <> 'ISEQ$' ORDER BY SEQUENCE_NAME";

  static final String UNFIT =
      "SELECT TABLE_NAME, CASE WHEN TEMPORARY = 'Y' THEN 'temporary' ELSE 'external' END"
          + " FROM ALL_ALL_TABLES WHERE OWNER = ? AND (TEMPORARY = 'Y' OR TABLE_NAME IN"
          + " (SELECT TABLE_NAME FROM ALL_EXTERNAL_TABLES WHERE OWNER = ?))";

  static final String DIGEST = "SELECT DBMS_CRYPTO.HASH(TO_CLOB('x'), 2) FROM DUAL";

  static final String CHARSET =
      "SELECT P.\"VALUE\" FROM NLS_DATABASE_PARAMETERS P"
          + " WHERE P.\"PARAMETER\" = 'NLS_CHARACTERSET'";

  @Override
  public Map<String, List<ColumnFacts>> columns(Connection connection, String schema)
      throws SQLException {
    String charset = CatalogRows.cell(connection, CHARSET);
    return CatalogRows.byTable(connection, COLUMNS, row -> column(row, charset), schema);
  }

  private static ColumnFacts column(ResultSet row, String database) throws SQLException {
    String type = row.getString(3);
    Family family = family(type);
    long bytes = row.getLong(4);
    int precision = row.getInt(5);
    // The precision of a FLOAT is counted in bits.
    boolean anyNumber = row.wasNull() || type.equals("FLOAT");
    int scale = row.getInt(6);
    boolean anyScale = row.wasNull();
    boolean isTruth = type.equals("BOOLEAN");
    long chars = row.getLong(7);
    boolean national = "NCHAR_CS".equals(row.getString(9));
    return new ColumnFacts(
        row.getString(2),
        declared(type, family, anyNumber || isTruth ? "" : precision + "," + scale, chars, bytes),
        family,
        isTruth
            ? BigInteger.ONE
            : family == Family.NUMBER ? largest(anyNumber, precision - (long) scale) : null,
        anyScale && anyNumber && !isTruth ? null : (Integer) scale,
        chars,
        family.isLong() ? Long.MAX_VALUE : bytes,
        type.startsWith("TIMESTAMP") ? scale : 0,
        family.isText() ? national ? "AL16UTF16" : database : "",
        String.valueOf(row.getString(10)),
        traits(row));
  }

  private static @Nullable BigInteger largest(boolean any, long whole) {
    return any ? null : ColumnFacts.largest(Math.max(0, whole));
  }

  private static String declared(
      String type, Family family, String digits, long chars, long bytes) {
    return switch (family) {
      case NUMBER -> digits.isEmpty() ? type : type + "(" + digits + ")";
      case TEXT, FIXED_TEXT -> type + "(" + chars + " characters, " + bytes + " bytes)";
      case BINARY -> type + "(" + bytes + ")";
      default -> type;
    };
  }

  private static Family family(String type) {
    if (type.startsWith("TIMESTAMP")) {
      return type.contains("ZONE") ? Family.ZONED : Family.TIME;
    }
    return switch (type) {
      case "NUMBER", "FLOAT", "BOOLEAN" -> Family.NUMBER;
      case "BINARY_FLOAT" -> Family.SINGLE;
      case "BINARY_DOUBLE" -> Family.DOUBLE;
      case "VARCHAR2", "NVARCHAR2" -> Family.TEXT;
      case "CHAR", "NCHAR" -> Family.FIXED_TEXT;
      case "CLOB", "NCLOB" -> Family.LONG_TEXT;
      case "DATE" -> Family.TIME;
      case "JSON" -> Family.JSON;
      case "RAW" -> Family.BINARY;
      case "BLOB" -> Family.LONG_BINARY;
      default -> Family.UNSUPPORTED;
    };
  }

  private static Set<Trait> traits(ResultSet row) throws SQLException {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    boolean identity = "YES".equals(row.getString(13));
    if ("BOOLEAN".equals(row.getString(3))) {
      traits.add(Trait.UNSIGNED);
    }
    if ("Y".equals(row.getString(11))) {
      traits.add(Trait.NULLABLE);
    }
    if (row.getString(12) != null || identity) {
      traits.add(Trait.HAS_DEFAULT);
    }
    if (identity) {
      traits.add(Trait.IDENTITY);
    }
    if ("YES".equals(row.getString(14))) {
      traits.add(Trait.GENERATED);
    }
    if ("YES".equals(row.getString(15))) {
      traits.add(Trait.INVISIBLE);
    }
    return traits;
  }

  @Override
  public Map<String, List<String>> triggers(Connection connection, String schema)
      throws SQLException {
    return CatalogRows.byTable(connection, TRIGGERS, row -> row.getString(2), schema);
  }

  @Override
  public List<String> sequences(Connection connection, String schema) throws SQLException {
    return CatalogRows.texts(connection, SEQUENCES, schema);
  }

  @Override
  public Map<String, String> unfitTables(Connection connection, String schema) throws SQLException {
    Map<String, String> unfit = new TreeMap<>();
    CatalogRows.byTable(connection, UNFIT, row -> row.getString(2), schema, schema)
        .forEach((table, kinds) -> unfit.put(table, kinds.get(0)));
    return unfit;
  }

  @Override
  public List<Setting> settings(Connection connection) throws SQLException {
    List<Setting> settings = new ArrayList<>();
    if (!CatalogRows.runs(connection, DIGEST)) {
      settings.add(
          new Setting(
              SchemaFinding.DIGEST_FUNCTION_MISSING,
              "DBMS_CRYPTO can't be executed: GRANT EXECUTE ON SYS.DBMS_CRYPTO to the engine's"
                  + " account"));
    }
    String charset = CatalogRows.cell(connection, CHARSET);
    if (!charset.equals("AL32UTF8")) {
      settings.add(
          new Setting(
              SchemaFinding.SERVER_CHARSET,
              "NLS_CHARACTERSET is "
                  + charset
                  + ": texts are converted before they are compared; try a rehearsal with"
                  + " characters that convert in more than one way, such as wave dashes"));
    }
    return settings;
  }

  /** Comparisons in business sessions may be linguistic; unique keys are by the declared rule. */
  @Override
  public List<String> equated(Connection connection, ColumnFacts column) {
    List<String> equated = new ArrayList<>();
    if (column.collation().endsWith("_CI") || column.collation().endsWith("_AI")) {
      equated.add("letter case");
    }
    if (column.collation().endsWith("_AI")) {
      equated.add("accents");
    }
    if (column.family() == Family.FIXED_TEXT) {
      equated.add("trailing blanks");
    }
    return equated;
  }

  @Override
  public boolean cascadesFireTriggers(Connection connection) {
    return true;
  }

  @Override
  public boolean hasLobLocators() {
    return true;
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
    return "SELECT " + name + ".X FROM (SELECT 1 AS X FROM DUAL) " + name;
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
