package dev.cutover.database;

import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.database.ColumnFacts.Trait;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

/** Schemas of MySQL's and MariaDB's. What a collation takes for the same the server is asked. */
final class MySqlSchema implements SchemaFacts {

  private static final int NAME = 64;
  private static final BigInteger LAST_YEAR = BigInteger.valueOf(2155);
  private static final int AROUND_A_TRIGGERS_TABLE = "cutover__I".length();

  private static final String COLUMNS =
      "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, NUMERIC_PRECISION, NUMERIC_SCALE,"
          + " CHARACTER_MAXIMUM_LENGTH, CHARACTER_OCTET_LENGTH, DATETIME_PRECISION,"
          + " CHARACTER_SET_NAME, COLLATION_NAME, IS_NULLABLE, COLUMN_DEFAULT, EXTRA"
          + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ?"
          + " ORDER BY TABLE_NAME, ORDINAL_POSITION";

  private static final String TRIGGERS =
      "SELECT EVENT_OBJECT_TABLE, CONCAT(TRIGGER_NAME, ' ', ACTION_TIMING, ' ',"
          + " EVENT_MANIPULATION) FROM INFORMATION_SCHEMA.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ?"
          + " AND TRIGGER_NAME NOT LIKE 'cutover\\_%'";

  private static final String UNFIT =
      "SELECT TABLE_NAME, ENGINE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ?"
          + " AND TABLE_TYPE = 'BASE TABLE' AND ENGINE <> 'InnoDB'";

  /** Pairs of different texts, each with what a collation that equates them does not tell apart. */
  private static final List<String[]> PAIRS =
      List.of(
          new String[] {"a", "A", "letter case"},
          new String[] {"e", "é", "accents"},
          new String[] {"は", "ハ", "hiragana and katakana"},
          new String[] {"は", "ぱ", "voiced kana (は, ば, ぱ)"},
          new String[] {"ア", "ｱ", "full and half width"},
          new String[] {"a", "a ", "trailing blanks"});

  private static final String EQUATES =
      "SELECT CONVERT(? USING %1$s) COLLATE %2$s = CONVERT(? USING %1$s) COLLATE %2$s"
          + " AND CONVERT(CONVERT(? USING %1$s) USING utf8mb4) = CONVERT(? USING utf8mb4)"
          + " AND CONVERT(CONVERT(? USING %1$s) USING utf8mb4) = CONVERT(? USING utf8mb4)";

  @Override
  public Map<String, List<ColumnFacts>> columns(Connection connection, String schema)
      throws SQLException {
    return CatalogRows.byTable(connection, COLUMNS, MySqlSchema::column, schema);
  }

  private static ColumnFacts column(ResultSet row) throws SQLException {
    String type = row.getString(3).toLowerCase(Locale.ROOT);
    String declared = row.getString(4);
    Family family = family(type);
    boolean unsigned = declared.contains("unsigned") || type.equals("bit") || type.equals("year");
    long bytes = row.getLong(8);
    return new ColumnFacts(
        row.getString(2),
        declared,
        family,
        family == Family.NUMBER ? largest(type, unsigned, row.getLong(5), row.getLong(6)) : null,
        row.getInt(6),
        row.getLong(7),
        // Those of a VARCHAR follow from its characters; those of a TEXT are its only limit.
        family.isText() && !family.isLong() ? Long.MAX_VALUE : bytes,
        row.getInt(9),
        text(row, 10),
        text(row, 11),
        traits(row, unsigned));
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  private static Set<Trait> traits(ResultSet row, boolean unsigned) throws SQLException {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    String extra = text(row, 14).toUpperCase(Locale.ROOT);
    boolean identity = extra.contains("AUTO_INCREMENT");
    add(traits, Trait.NULLABLE, row.getString(12).equals("YES"));
    add(traits, Trait.HAS_DEFAULT, row.getString(13) != null || identity);
    add(traits, Trait.IDENTITY, identity);
    add(traits, Trait.GENERATED, extra.contains("VIRTUAL") || extra.contains("STORED"));
    add(traits, Trait.INVISIBLE, extra.contains("INVISIBLE"));
    add(traits, Trait.UNSIGNED, unsigned);
    return traits;
  }

  private static void add(Set<Trait> traits, Trait trait, boolean has) {
    if (has) {
      traits.add(trait);
    }
  }

  private static Family family(String type) {
    return switch (type) {
      case "decimal", "bigint", "int", "mediumint", "smallint", "tinyint", "bit", "year" ->
          Family.NUMBER;
      case "float" -> Family.SINGLE;
      case "double" -> Family.DOUBLE;
      case "varchar" -> Family.TEXT;
      case "enum", "set" -> Family.LIST;
      case "char" -> Family.FIXED_TEXT;
      case "tinytext", "text", "mediumtext", "longtext" -> Family.LONG_TEXT;
      case "json" -> Family.JSON;
      case "datetime" -> Family.TIME;
      case "date" -> Family.DAY;
      case "timestamp" -> Family.INSTANT;
      case "time" -> Family.CLOCK;
      case "uuid" -> Family.UUID;
      case "varbinary", "tinyblob" -> Family.BINARY;
      case "binary" -> Family.FIXED_BINARY;
      case "blob", "mediumblob", "longblob" -> Family.LONG_BINARY;
      default -> Family.UNSUPPORTED;
    };
  }

  private static @Nullable BigInteger largest(
      String type, boolean unsigned, long digits, long scale) {
    if (type.equals("year")) {
      return LAST_YEAR;
    }
    int bits =
        switch (type) {
          case "bit" -> (int) digits;
          case "tinyint" -> 8;
          case "smallint" -> 16;
          case "mediumint" -> 24;
          case "int" -> 32;
          case "bigint" -> 64;
          default -> 0;
        };
    return bits == 0
        ? ColumnFacts.largest(digits - scale)
        : BigInteger.TWO.pow(unsigned ? bits : bits - 1).subtract(BigInteger.ONE);
  }

  @Override
  public Map<String, List<String>> triggers(Connection connection, String schema)
      throws SQLException {
    return CatalogRows.byTable(connection, TRIGGERS, row -> row.getString(2), schema);
  }

  /** A key's column numbers its rows itself. */
  @Override
  public List<String> sequences(Connection connection, String schema) {
    return List.of();
  }

  @Override
  public Map<String, String> unfitTables(Connection connection, String schema) throws SQLException {
    Map<String, String> unfit = new TreeMap<>();
    CatalogRows.byTable(connection, UNFIT, row -> row.getString(2), schema)
        .forEach((table, engines) -> unfit.put(table, engines.get(0)));
    return unfit;
  }

  @Override
  public List<Setting> settings(Connection connection) throws SQLException {
    return MySqlSettings.of(connection);
  }

  @Override
  public List<String> equated(Connection connection, ColumnFacts column) throws SQLException {
    if (column.collation().isEmpty()) {
      return List.of();
    }
    List<String> equated = new ArrayList<>();
    String sql = EQUATES.formatted(column.charset(), column.collation());
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (String[] pair : PAIRS) {
        String[] values = {pair[0], pair[1], pair[0], pair[0], pair[1], pair[1]};
        for (int i = 0; i < values.length; i++) {
          select.setString(i + 1, values[i]);
        }
        try (ResultSet row = select.executeQuery()) {
          if (row.next() && row.getBoolean(1)) {
            equated.add(pair[2]);
          }
        }
      }
    }
    return equated;
  }

  @Override
  public boolean cascadesFireTriggers(Connection connection) throws SQLException {
    return MySqlSettings.cascadesFireTriggers(connection);
  }

  @Override
  public boolean hasLobLocators() {
    return false;
  }

  @Override
  public int longestTable() {
    return NAME - AROUND_A_TRIGGERS_TABLE;
  }

  @Override
  public int longestColumn() {
    return NAME;
  }

  @Override
  public String use(String name) {
    return "SELECT " + name + ".x FROM (SELECT 1 AS x) " + name;
  }

  @Override
  public String called(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String type(ColumnFacts column, boolean inKey) {
    return MySqlTypes.of(column, inKey);
  }

  @Override
  public String tableOptions(Connection connection) throws SQLException {
    String collation =
        MySqlSettings.isMariaDb(connection) ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
    return " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE " + collation;
  }

  @Override
  public String numbering() {
    return " AUTO_INCREMENT";
  }
}
