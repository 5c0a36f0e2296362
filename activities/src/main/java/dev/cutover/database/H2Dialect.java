package dev.cutover.database;

import dev.cutover.activity.FailureType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * H2 in Oracle mode, which stands in for Oracle where none can be had. Its triggers are Java source
 * that H2 compiles; they run with the caller's rights, and a flip of the fence does not wait for
 * open writers, so that they are drained by watching the sessions.
 */
final class H2Dialect implements Dialect {

  private static final int TABLE_EXISTS = 42101;
  private static final String NOT_OPEN = "CUTOVER: this side is closed to the business";

  @Override
  public Properties driverProperties() {
    return new Properties();
  }

  @Override
  public String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public String engineTable(String name) {
    return "CUTOVER.CUTOVER_" + name.toUpperCase(Locale.ROOT);
  }

  @Override
  public List<String> engineTables() {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE SCHEMA IF NOT EXISTS CUTOVER");
    statements.addAll(
        EngineTables.ddl(
            this::engineTable,
            "VARCHAR(400)",
            "CLOB",
            "TIMESTAMP(6)",
            "BIGINT",
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"));
    return statements;
  }

  @Override
  public boolean isAlreadyThere(SQLException e) {
    return e.getErrorCode() == TABLE_EXISTS;
  }

  @Override
  public String clock() {
    return "CAST(CURRENT_TIMESTAMP(6) AT TIME ZONE 'UTC' AS TIMESTAMP(6))";
  }

  @Override
  public String clockPlusMillis() {
    return "DATEADD(MILLISECOND, CAST(? AS BIGINT), " + clock() + ")";
  }

  @Override
  public List<String> triggers(TableShape table, String engineUser) {
    String name = schemaPrefix(table) + quote(triggerName(table));
    String key =
        table.key().stream()
            .map(column -> String.valueOf(column.position() - 1))
            .collect(Collectors.joining(", "));
    String source =
        template()
            .replace("%ENGINE%", engineUser.toUpperCase(Locale.ROOT))
            .replace("%TABLE%", table.plain().toUpperCase(Locale.ROOT))
            .replace("%KEY%", key)
            .replace("%FENCE%", engineTable("fence"))
            .replace("%JOURNAL%", engineTable("journal"))
            .replace("%REFUSAL%", NOT_OPEN);
    return List.of(
        "DROP TRIGGER IF EXISTS " + name,
        "CREATE TRIGGER "
            + name
            + " AFTER INSERT, UPDATE, DELETE ON "
            + table.name()
            + " FOR EACH ROW AS $$"
            + source
            + "$$");
  }

  private static String triggerName(TableShape table) {
    return "CUTOVER_" + table.plain();
  }

  private static String schemaPrefix(TableShape table) {
    return table.name().substring(0, table.name().indexOf('.') + 1);
  }

  private static String schema(TableShape table) {
    String prefix = schemaPrefix(table);
    return prefix.substring(1, prefix.length() - 2);
  }

  @Override
  public boolean hasTriggers(Connection connection, TableShape table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM INFORMATION_SCHEMA.TRIGGERS"
                + " WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ? AND TRIGGER_NAME = ?")) {
      select.setString(1, schema(table));
      select.setString(2, table.plain());
      select.setString(3, triggerName(table));
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static String template() {
    try (InputStream in = H2Dialect.class.getResourceAsStream("H2Trigger.java.txt")) {
      return new String(
          Objects.requireNonNull(in, "H2Trigger.java.txt").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> triggerGrants(String businessUser) {
    String user = quote(businessUser.toUpperCase(Locale.ROOT));
    return List.of(
        "GRANT SELECT ON " + engineTable("fence") + " TO " + user,
        "GRANT INSERT ON " + engineTable("journal") + " TO " + user);
  }

  @Override
  public String lockingRead() {
    return " FOR UPDATE";
  }

  @Override
  public String rowLock(int seconds) {
    return " FOR UPDATE";
  }

  @Override
  public String upsert(TableShape table) {
    return "MERGE INTO "
        + table.name()
        + " ("
        + names(table.columns())
        + ") KEY ("
        + names(table.key())
        + ") VALUES ("
        + table.columns().stream().map(column -> "?").collect(Collectors.joining(", "))
        + ")";
  }

  private String names(List<Column> columns) {
    return columns.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
  }

  @Override
  public String canonical(Column column, String expression) {
    String value =
        switch (column.kind()) {
          case NUMBER -> number(column, expression) + " || ';'";
          case TEXT ->
              "OCTET_LENGTH("
                  + expression
                  + ") || ':' || CAST("
                  + expression
                  + " AS VARCHAR) || ';'";
          case LONG_TEXT -> digest("CAST(" + expression + " AS VARCHAR)") + " || ';'";
          case TIME -> "CAST(" + expression + " AS VARCHAR) || ';'";
          case BINARY -> "LOWER(RAWTOHEX(" + expression + ")) || ';'";
        };
    return "CASE WHEN " + expression + " IS NULL THEN 'N;' ELSE " + value + " END";
  }

  /**
   * H2 keeps a number with the digits it was given: adding a zero of the column's scale fills them
   * up. From the seventh on, a cast would print some numbers with an exponent.
   */
  private static String number(Column column, String expression) {
    int scale = column.scale();
    if (scale == 0) {
      return "CAST(CAST(" + expression + " AS NUMERIC(60, 0)) AS VARCHAR)";
    }
    String zero = "0." + "0".repeat(scale);
    return scale <= 6
        ? "CAST(" + expression + " + " + zero + " AS VARCHAR)"
        : "TO_CHAR(" + expression + ", 'FM" + "9".repeat(37 - scale) + zero + "')";
  }

  @Override
  public String concat(List<String> texts) {
    return texts.stream().map(text -> "(" + text + ")").collect(Collectors.joining(" || "));
  }

  @Override
  public String digest(String text) {
    return "LOWER(RAWTOHEX(" + md5(text) + "))";
  }

  @Override
  public String digestNumber(String text) {
    return "CAST(SUBSTRING(" + md5(text) + ", 1, 8) AS BIGINT)";
  }

  private static String md5(String text) {
    return "HASH('MD5', STRINGTOUTF8(" + text + "))";
  }

  @Override
  public String limit() {
    return " FETCH FIRST ? ROWS ONLY";
  }

  @Override
  public void lockTimeout(Connection connection, int seconds) throws SQLException {
    try (PreparedStatement set = connection.prepareStatement("SET LOCK_TIMEOUT ?")) {
      set.setInt(1, seconds * 1000);
      set.execute();
    }
  }

  @Override
  public List<String> openTransactions(Connection connection, String engineUser)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT SESSION_ID, USER_NAME FROM INFORMATION_SCHEMA.SESSIONS"
                + " WHERE CONTAINS_UNCOMMITTED AND UPPER(USER_NAME) <> ?")) {
      select.setString(1, engineUser.toUpperCase(Locale.ROOT));
      List<String> open = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          open.add("session " + rows.getInt(1) + " of " + rows.getString(2));
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
            "SELECT BASE_VALUE FROM INFORMATION_SCHEMA.SEQUENCES"
                + " WHERE SEQUENCE_SCHEMA = ? AND SEQUENCE_NAME = ?")) {
      select.setString(1, schema(table));
      select.setString(2, sequence);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw FailureType.PRECONDITION.because(
              "sequence "
                  + schema(table)
                  + "."
                  + sequence
                  + " is not there: create it, or mend the plan");
        }
        return row.getLong(1);
      }
    }
  }

  @Override
  public String restart(TableShape table, @Nullable String sequence, long next) {
    return "ALTER SEQUENCE "
        + schemaPrefix(table)
        + quote(String.valueOf(sequence))
        + " RESTART WITH "
        + next;
  }

  @Override
  public boolean emptyTextIsNull() {
    return true;
  }

  @Override
  public String incarnation() {
    return "CAST(RANDOM_UUID() AS VARCHAR)";
  }
}
