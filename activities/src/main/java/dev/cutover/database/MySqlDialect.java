package dev.cutover.database;

import dev.cutover.activity.FailureType;
import dev.cutover.database.Fingerprint.CatalogQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MySQL, MariaDB and Aurora MySQL. The engine's tables stand in the database of the business
 * tables.
 */
final class MySqlDialect implements Dialect {

  private static final int TABLE_EXISTS = 1050;

  /** No default, a wrong value, check constraints: told with the state of a general error. */
  private static final Set<Integer> ROW = Set.of(1364, 1366, 3819, 4025);

  /**
   * Strict whatever the server's default is; and a key 0 is a key, not a request for the next free
   * one.
   */
  private static final String SQL_MODE =
      "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
          + "NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO";

  /**
   * The clock behind the locks, unlike NOW(), which is the statement's start; in UTC whatever zone
   * a session has, since triggers run in the business's sessions.
   */
  static final String UTC =
      "(SYSDATE(6) - INTERVAL TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), NOW()) SECOND)";

  @Override
  public Properties driverProperties(Waits waits) {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", String.valueOf(waits.login().toMillis()));
    properties.setProperty("socketTimeout", String.valueOf(waits.answer().toMillis()));
    properties.setProperty("rewriteBatchedStatements", "true");
    // Two looks at the clock for each row that is read.
    properties.setProperty("maintainTimeStats", "false");
    properties.setProperty("characterEncoding", "UTF-8");
    // Else a text comes in its column's own charset, and two texts may be the same bytes.
    properties.setProperty("characterSetResults", "UTF-8");
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("forceConnectionTimeZoneToSession", "true");
    properties.setProperty("useServerPrepStmts", "false");
    // Nothing but the driver changes autocommit or isolation: it need not ask the server for them.
    properties.setProperty("useLocalSessionState", "true");
    properties.setProperty("allowLoadLocalInfile", "true");
    properties.setProperty("allowLoadLocalInfileInPath", LoadData.NO_FILES.toString());
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("transformedBitIsBoolean", "false");
    properties.setProperty("yearIsDateType", "false");
    properties.setProperty("sessionVariables", "sql_mode='" + SQL_MODE + "'");
    return properties;
  }

  /**
   * Shards and rounds write children before their parents have come, and what legacy holds is
   * written as it is: foreign keys hold again as soon as all is there. Only the engine's sessions
   * go without; the business account, also where it proves a freeze, is the judge of what the
   * business may do, so its sessions stay as the server makes them.
   *
   * <p>A statement waits for rows and for the users of a table no longer than for an answer. A
   * session whose client is out of reach the server would keep for hours, with all its locks:
   * MariaDB ends it after a minute without a word in a transaction that has written, MySQL knows
   * only sessions that say nothing.
   */
  @Override
  public String sessionSettings() {
    return "SET SESSION foreign_key_checks = 0, lock_wait_timeout = "
        + Waits.LOCK_SECONDS
        + ", innodb_lock_wait_timeout = "
        + Waits.LOCK_SECONDS
        + ", wait_timeout = 600 /*M!100302 , idle_write_transaction_timeout = 60 */";
  }

  @Override
  public String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  @Override
  public String engineTable(String name) {
    return "cutover_" + name;
  }

  @Override
  public List<String> engineTables() {
    Stream<String> tables =
        EngineTables.ddl(
                this::engineTable,
                "VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "LONGTEXT",
                "DATETIME(6)",
                "BIGINT",
                "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY",
                ", gate TINYINT AS (CASE state WHEN 'OPEN' THEN 1 END) STORED, UNIQUE (gate)",
                ", gate TINYINT, KEY (gate), FOREIGN KEY (gate) REFERENCES "
                    + engineTable("fence")
                    + " (gate)")
            .stream()
            .map(statement -> statement + " ENGINE=InnoDB");
    // Triggers that name a column which an older build's journal lacks would refuse every write.
    String proof = "SELECT " + quote("gate") + " FROM " + engineTable("journal") + " WHERE FALSE";
    return Stream.concat(tables, Stream.of(proof)).toList();
  }

  @Override
  public boolean isOfTheRow(SQLException e) {
    return ROW.contains(e.getErrorCode()) || Dialect.super.isOfTheRow(e);
  }

  @Override
  public boolean isAlreadyThere(SQLException e) {
    return e.getErrorCode() == TABLE_EXISTS;
  }

  @Override
  public String clock() {
    return UTC;
  }

  @Override
  public String clockPlusMillis() {
    return UTC + " + INTERVAL (? * 1000) MICROSECOND";
  }

  @Override
  public List<String> triggers(TableShape table, String engineUser) {
    return new MySqlTriggers(this, table).statements(engineUser);
  }

  @Override
  public boolean hasTriggers(Connection connection, TableShape table) throws SQLException {
    return new MySqlTriggers(this, table).areThere(connection);
  }

  @Override
  public List<String> triggerGrants(String businessUser) {
    return List.of();
  }

  @Override
  public String lockingRead() {
    return " LOCK IN SHARE MODE";
  }

  @Override
  public String rowLock(int seconds) {
    return " FOR UPDATE";
  }

  @Override
  public String upsert(TableShape table) {
    String names =
        table.columns().stream()
            .map(column -> quote(column.name()))
            .collect(Collectors.joining(", "));
    String values = table.columns().stream().map(column -> "?").collect(Collectors.joining(", "));
    String updates =
        table.columns().stream()
            .map(column -> quote(column.name()))
            .map(name -> name + " = VALUES(" + name + ")")
            .collect(Collectors.joining(", "));
    return "INSERT INTO "
        + table.name()
        + " ("
        + names
        + ") VALUES ("
        + values
        + ") ON DUPLICATE KEY UPDATE "
        + updates;
  }

  @Override
  public void load(Connection connection, TableShape table, List<@Nullable Object[]> rows)
      throws SQLException {
    if (!rows.isEmpty() && !new LoadData(this, table).load(connection, rows)) {
      Rows.upsert(connection, this, table, rows);
    }
  }

  @Override
  public boolean isInstant(String typeName) {
    return typeName.equals("TIMESTAMP");
  }

  @Override
  public String plain(Column column, String expression) {
    return MySqlTexts.plain(column, expression);
  }

  /** A literal with a point would be a DECIMAL, which knows no negative zero. */
  @Override
  public void bindFloating(PreparedStatement statement, int index, double value)
      throws SQLException {
    statement.setString(index, Double.toString(value));
  }

  @Override
  public String canonical(Column column, String expression) {
    return MySqlTexts.canonical(column, expression);
  }

  @Override
  public String concat(List<String> texts) {
    return MySqlTexts.concat(texts);
  }

  @Override
  public String digest(String text) {
    return MySqlTexts.digest(text);
  }

  @Override
  public String digestNumber(String text) {
    return MySqlTexts.digestNumber(text);
  }

  @Override
  public String limit() {
    return " LIMIT ?";
  }

  @Override
  public String nth() {
    return " LIMIT 1 OFFSET ?";
  }

  /** Connector/J otherwise takes the whole result into memory, whatever the fetch size is. */
  @Override
  public void stream(PreparedStatement select, int rows) throws SQLException {
    select.setFetchSize(Integer.MIN_VALUE);
  }

  @Override
  public SentRows.Reader sentRows() {
    return new MySqlSentRows();
  }

  @Override
  public OptionalLong threadsRunning(Connection connection) throws SQLException {
    try (Statement show = connection.createStatement();
        ResultSet row = show.executeQuery("SHOW GLOBAL STATUS LIKE 'Threads_running'")) {
      return row.next() ? OptionalLong.of(row.getLong(2)) : OptionalLong.empty();
    }
  }

  @Override
  public void lockTimeout(Connection connection, int seconds) throws SQLException {
    try (Statement set = connection.createStatement()) {
      set.execute("SET SESSION innodb_lock_wait_timeout = " + Math.max(1, seconds));
    }
  }

  @Override
  public boolean flipWaitsForWriters() {
    return true;
  }

  @Override
  public List<OpenTransaction> openTransactions(Connection connection, String engineUser)
      throws SQLException {
    return MySqlSessions.holdingLocks(connection, engineUser);
  }

  @Override
  public void endSession(Connection connection, OpenTransaction transaction) throws SQLException {
    MySqlSessions.end(connection, transaction.known());
  }

  @Override
  public long nextKey(Connection connection, TableShape table, @Nullable String sequence)
      throws SQLException {
    try (Statement fresh = connection.createStatement()) {
      fresh.execute("ANALYZE TABLE " + table.name());
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT AUTO_INCREMENT FROM INFORMATION_SCHEMA.TABLES"
                + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?")) {
      select.setString(1, table.plain());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next() || row.getObject(1) == null) {
          throw FailureType.PRECONDITION.because(
              "table "
                  + table.plain()
                  + " has no auto-increment column: give its key one, or mend the plan");
        }
        return row.getLong(1);
      }
    }
  }

  @Override
  public String restart(TableShape table, @Nullable String sequence, long next) {
    return "ALTER TABLE " + table.name() + " AUTO_INCREMENT = " + next;
  }

  @Override
  public boolean emptyTextIsNull() {
    return false;
  }

  @Override
  public String incarnation() {
    return "UUID()";
  }

  @Override
  public SchemaFacts schema() {
    return new MySqlSchema();
  }

  @Override
  public List<CatalogQuery> identity(Connection connection, TableShape table) throws SQLException {
    return MySqlIdentity.of(connection, table.plain());
  }
}
