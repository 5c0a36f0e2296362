package dev.cutover.database;

import dev.cutover.activity.FailureType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Oracle 19c and later, written against its SQL Language Reference and JDBC Developer's Guide; no
 * server was at hand to run it. The trigger reads the fence in an autonomous transaction, which
 * sees what is committed whatever the caller's snapshot; the flip then drains by locking each
 * table.
 */
final class OracleDialect implements Dialect {

  private static final int NAME_IN_USE = 955;

  /** A table's trigger that is enabled and compiled; a broken one refuses every write. */
  static final String ENABLED_TRIGGER =
      "SELECT 1 FROM ALL_TRIGGERS t JOIN ALL_OBJECTS o ON o.OWNER = t.OWNER"
          + " AND o.OBJECT_NAME = t.TRIGGER_NAME AND o.OBJECT_TYPE = 'TRIGGER'"
          + " WHERE t.TABLE_OWNER = ? AND t.TABLE_NAME = ?"
          + " AND SUBSTR(t.TRIGGER_NAME, 1, 8) = 'CUTOVER_'"
          + " AND t.STATUS = 'ENABLED' AND o.STATUS = 'VALID'";

  private static final String NOT_OPEN = "CUTOVER: this side is closed to the business";

  @Override
  public Properties driverProperties() {
    Properties properties = new Properties();
    properties.setProperty("oracle.net.CONNECT_TIMEOUT", "10000");
    properties.setProperty("oracle.net.OUTBOUND_CONNECT_TIMEOUT", "10000");
    properties.setProperty("oracle.jdbc.loginTimeout", "10");
    properties.setProperty("oracle.jdbc.ReadTimeout", "900000");
    return properties;
  }

  @Override
  public String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public String engineTable(String name) {
    return "CUTOVER_" + name.toUpperCase(Locale.ROOT);
  }

  @Override
  public List<String> engineTables() {
    return EngineTables.ddl(
        this::engineTable,
        "VARCHAR2(400 CHAR)",
        "CLOB",
        "TIMESTAMP(6)",
        "NUMBER(19)",
        "NUMBER(19) GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
  }

  @Override
  public boolean isAlreadyThere(SQLException e) {
    return e.getErrorCode() == NAME_IN_USE;
  }

  @Override
  public String clock() {
    return "SYS_EXTRACT_UTC(SYSTIMESTAMP)";
  }

  @Override
  public String clockPlusMillis() {
    return "SYS_EXTRACT_UTC(SYSTIMESTAMP) + NUMTODSINTERVAL(? / 1000, 'SECOND')";
  }

  @Override
  public List<String> triggers(TableShape table, String engineUser) {
    String name = quote("CUTOVER_" + table.plain().toUpperCase(Locale.ROOT));
    String check =
        "CREATE OR REPLACE FUNCTION CUTOVER_MAY_WRITE RETURN NUMBER AUTHID DEFINER IS"
            + " PRAGMA AUTONOMOUS_TRANSACTION; may_write NUMBER; BEGIN"
            + " SELECT COUNT(*) INTO may_write FROM "
            + engineTable("fence")
            + " WHERE state = 'OPEN' OR (state = 'FROZEN' AND lease_until <= "
            + clock()
            + ");"
            + " COMMIT; RETURN may_write; END;";
    String body =
        "CREATE OR REPLACE TRIGGER "
            + name
            + " AFTER INSERT OR UPDATE OR DELETE ON "
            + table.name()
            + " FOR EACH ROW BEGIN"
            + " IF SYS_CONTEXT('USERENV', 'SESSION_USER') <> '"
            + engineUser.toUpperCase(Locale.ROOT).replace("'", "''")
            + "' THEN"
            + " IF CUTOVER_MAY_WRITE() = 0 THEN RAISE_APPLICATION_ERROR(-20450, '"
            + NOT_OPEN
            + "'); END IF;"
            + " IF DELETING OR UPDATING THEN "
            + journal(table, ":OLD")
            + " END IF;"
            + " IF INSERTING OR (UPDATING AND "
            + key(table, ":OLD")
            + " <> "
            + key(table, ":NEW")
            + ") THEN "
            + journal(table, ":NEW")
            + " END IF;"
            + " END IF; END;";
    return List.of(check, body);
  }

  private String journal(TableShape table, String row) {
    return "INSERT INTO "
        + engineTable("journal")
        + " (tab, pk) VALUES ('"
        + table.plain().toUpperCase(Locale.ROOT)
        + "', "
        + key(table, row)
        + ");";
  }

  private String key(TableShape table, String row) {
    return concat(
        table.key().stream()
            .map(column -> canonical(column, row + "." + quote(column.name())))
            .toList());
  }

  @Override
  public boolean hasTriggers(Connection connection, TableShape table) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ENABLED_TRIGGER)) {
      int dot = table.name().indexOf("\".\"");
      select.setString(1, table.name().substring(1, dot).replace("\"\"", "\""));
      select.setString(2, table.plain());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** A trigger runs with its owner's rights. */
  @Override
  public List<String> triggerGrants(String businessUser) {
    return List.of();
  }

  @Override
  public String lockingRead() {
    return " FOR UPDATE";
  }

  @Override
  public String upsert(TableShape table) {
    List<Column> rest =
        table.columns().stream().filter(column -> !table.key().contains(column)).toList();
    String source =
        table.columns().stream()
            .map(column -> "? AS " + quote(column.name()))
            .collect(Collectors.joining(", "));
    String on =
        table.key().stream()
            .map(column -> "t." + quote(column.name()) + " = s." + quote(column.name()))
            .collect(Collectors.joining(" AND "));
    String update =
        rest.isEmpty()
            ? ""
            : " WHEN MATCHED THEN UPDATE SET "
                + rest.stream()
                    .map(column -> "t." + quote(column.name()) + " = s." + quote(column.name()))
                    .collect(Collectors.joining(", "));
    return "MERGE INTO "
        + table.name()
        + " t USING (SELECT "
        + source
        + " FROM DUAL) s ON ("
        + on
        + ")"
        + update
        + " WHEN NOT MATCHED THEN INSERT ("
        + names(table, "")
        + ") VALUES ("
        + names(table, "s.")
        + ")";
  }

  private String names(TableShape table, String prefix) {
    return table.columns().stream()
        .map(column -> prefix + quote(column.name()))
        .collect(Collectors.joining(", "));
  }

  @Override
  public String canonical(Column column, String expression) {
    String value =
        switch (column.kind()) {
          case NUMBER ->
              "TO_CHAR(" + expression + ", '" + numberFormat(column.scale()) + "') || ';'";
          case TEXT -> "LENGTHB(" + expression + ") || ':' || " + expression + " || ';'";
          case LONG_TEXT ->
              "LOWER(RAWTOHEX(DBMS_CRYPTO.HASH(TO_CLOB(" + expression + "), 2))) || ';'";
          case TIME -> time(column, expression) + " || ';'";
          case BINARY -> "LOWER(RAWTOHEX(" + expression + ")) || ';'";
        };
    return "CASE WHEN " + expression + " IS NULL THEN 'N;' ELSE " + value + " END";
  }

  private static String numberFormat(int scale) {
    String digits = "FM" + "9".repeat(37 - scale) + "0";
    return scale == 0 ? digits : digits + "." + "0".repeat(scale);
  }

  private static String time(Column column, String expression) {
    return column.scale() == 0
        ? "TO_CHAR(" + expression + ", 'YYYY-MM-DD HH24:MI:SS')"
        : "RTRIM(RTRIM(TO_CHAR(" + expression + ", 'YYYY-MM-DD HH24:MI:SS.FF6'), '0'), '.')";
  }

  @Override
  public String concat(List<String> texts) {
    return texts.stream().map(text -> "(" + text + ")").collect(Collectors.joining(" || "));
  }

  @Override
  public String digest(String text) {
    return "LOWER(RAWTOHEX(STANDARD_HASH(" + text + ", 'MD5')))";
  }

  @Override
  public String digestNumber(String text) {
    String unsigned = "TO_NUMBER(SUBSTR(" + digest(text) + ", 1, 16), 'xxxxxxxxxxxxxxxx')";
    return "MOD("
        + unsigned
        + " + 9223372036854775808, 18446744073709551616)"
        + " - 9223372036854775808";
  }

  @Override
  public String limit() {
    return " FETCH FIRST ? ROWS ONLY";
  }

  @Override
  public void lockTimeout(Connection connection, int seconds) throws SQLException {
    try (Statement set = connection.createStatement()) {
      set.execute("ALTER SESSION SET DDL_LOCK_TIMEOUT = " + seconds);
    }
  }

  @Override
  public List<String> openTransactions(Connection connection, String engineUser)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT s.SID, s.USERNAME FROM V$TRANSACTION t JOIN V$SESSION s"
                + " ON t.SES_ADDR = s.SADDR WHERE s.USERNAME <> ?")) {
      select.setString(1, engineUser.toUpperCase(Locale.ROOT));
      List<String> open = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          open.add("session " + rows.getLong(1) + " of " + rows.getString(2));
        }
      }
      return open;
    }
  }

  @Override
  public long nextKey(Connection connection, TableShape table, @Nullable String sequence)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT MAX(LAST_NUMBER) FROM ALL_SEQUENCES WHERE SEQUENCE_NAME = ?")) {
      select.setString(1, sequence);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long next = row.getLong(1);
        if (row.wasNull()) {
          throw FailureType.PRECONDITION.because(
              "sequence " + sequence + " is not to be seen: create it, or mend the plan");
        }
        return next;
      }
    }
  }

  @Override
  public String restart(TableShape table, @Nullable String sequence, long next) {
    String schema = table.name().substring(0, table.name().indexOf('.') + 1);
    return "ALTER SEQUENCE "
        + schema
        + quote(String.valueOf(sequence))
        + " RESTART START WITH "
        + next;
  }

  @Override
  public boolean emptyTextIsNull() {
    return true;
  }

  @Override
  public String incarnation() {
    return "RAWTOHEX(SYS_GUID())";
  }
}
