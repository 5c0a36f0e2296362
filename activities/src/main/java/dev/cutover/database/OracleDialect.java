package dev.cutover.database;

import dev.cutover.activity.FailureType;
import dev.cutover.database.Fingerprint.CatalogQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import oracle.jdbc.OraclePreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * Oracle 19c and later, written against its SQL Language Reference and JDBC Developer's Guide; no
 * server was at hand to run it (docs/oracle.md). The trigger reads the fence in an autonomous
 * transaction, which sees what is committed whatever the caller's snapshot, and holds nothing that
 * a flip would wait for: {@link OracleDrain} does.
 */
final class OracleDialect implements Dialect {

  private static final int NAME_IN_USE = 955;

  /**
   * NULL not allowed, numbers and texts too long, dates out of range: with the same SQL state as a
   * full tablespace.
   */
  private static final Set<Integer> ROW =
      Set.of(1400, 1401, 1407, 1426, 1438, 1830, 1841, 1847, 12899);

  private static final int LONG_BIND = 1_000;
  static final String PREFIX = "CUTOVER_";

  /** Sequences are named with their owner: another schema may have one of the same name. */
  static final String LAST_NUMBER =
      "SELECT LAST_NUMBER FROM ALL_SEQUENCES WHERE SEQUENCE_OWNER = ? AND SEQUENCE_NAME = ?";

  @Override
  public Properties driverProperties(Waits waits) {
    Properties properties = new Properties();
    properties.setProperty("oracle.net.CONNECT_TIMEOUT", String.valueOf(waits.login().toMillis()));
    // These two count seconds, the others milliseconds.
    String seconds = String.valueOf(waits.login().toSeconds());
    properties.setProperty("oracle.net.OUTBOUND_CONNECT_TIMEOUT", seconds);
    properties.setProperty("oracle.jdbc.loginTimeout", seconds);
    properties.setProperty("oracle.jdbc.ReadTimeout", String.valueOf(waits.answer().toMillis()));
    properties.setProperty("defaultRowPrefetch", "500");
    return properties;
  }

  /**
   * The driver derives a session's sorting from the machine's locale; a copy by ranges of text keys
   * would leave rows out where ORDER BY and comparisons disagree.
   */
  @Override
  public String sessionSettings() {
    return "ALTER SESSION SET NLS_SORT = BINARY NLS_COMP = BINARY NLS_CALENDAR = 'GREGORIAN'"
        + " TIME_ZONE = '+00:00' DDL_LOCK_TIMEOUT = "
        + Waits.LOCK_SECONDS;
  }

  @Override
  public String quote(String identifier) {
    return quoted(identifier);
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public String engineTable(String name) {
    return PREFIX + name.toUpperCase(Locale.ROOT);
  }

  /** Every write of the business takes a number: the cache saves the dictionary a write each. */
  @Override
  public List<String> engineTables() {
    return EngineTables.ddl(
        this::engineTable,
        "VARCHAR2(400 CHAR)",
        "CLOB",
        "TIMESTAMP(6)",
        "NUMBER(19)",
        "NUMBER(19) GENERATED ALWAYS AS IDENTITY (CACHE 1000) PRIMARY KEY",
        "",
        "");
  }

  @Override
  public boolean isOfTheRow(SQLException e) {
    return ROW.contains(e.getErrorCode()) || Dialect.super.isOfTheRow(e);
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
    return clock() + " + NUMTODSINTERVAL(? / 1000, 'SECOND')";
  }

  @Override
  public List<String> triggers(TableShape table, String engineUser) {
    return new OracleTriggers(this, table).statements(engineUser);
  }

  @Override
  public boolean hasTriggers(Connection connection, TableShape table) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OracleTriggers.ENABLED)) {
      select.setString(1, schema(table));
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

  /** Oracle locks a row in one way only, and waits for it without an end unless told. */
  @Override
  public String lockingRead() {
    return rowLock(Waits.LOCK_SECONDS);
  }

  @Override
  public String rowLock(int seconds) {
    return " FOR UPDATE WAIT " + seconds;
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

  /**
   * A text of more than 4,000 bytes would travel as a LONG, which Oracle takes in the VALUES of an
   * INSERT, but not in the SELECT of a MERGE.
   */
  @Override
  public void bindLongText(PreparedStatement statement, int index, String text)
      throws SQLException {
    if (text.length() <= LONG_BIND) {
      statement.setString(index, text);
    } else {
      statement.unwrap(OraclePreparedStatement.class).setStringForClob(index, text);
    }
  }

  @Override
  public void bindLongBinary(PreparedStatement statement, int index, byte[] value)
      throws SQLException {
    if (value.length <= LONG_BIND) {
      statement.setBytes(index, value);
    } else {
      statement.unwrap(OraclePreparedStatement.class).setBytesForBlob(index, value);
    }
  }

  @Override
  public void bindFloating(PreparedStatement statement, int index, double value)
      throws SQLException {
    statement.unwrap(OraclePreparedStatement.class).setBinaryDouble(index, value);
  }

  /** More is ORA-01489. */
  @Override
  public int longestText() {
    return 4_000;
  }

  @Override
  public String plain(Column column, String expression) {
    return OracleTexts.plain(column, expression);
  }

  @Override
  public String canonical(Column column, String expression) {
    return OracleTexts.canonical(column, expression);
  }

  @Override
  public String concat(List<String> texts) {
    return texts.stream().map(text -> "(" + text + ")").collect(Collectors.joining(" || "));
  }

  @Override
  public String digest(String text) {
    return "LOWER(RAWTOHEX(STANDARD_HASH(CONVERT(" + text + ", 'AL32UTF8'), 'MD5')))";
  }

  @Override
  public String digestNumber(String text) {
    String unsigned = "TO_NUMBER(SUBSTR(" + digest(text) + ", 1, 16), 'xxxxxxxxxxxxxxxx')";
    return "MOD("
        + unsigned
        + " + 9223372036854775808, 18446744073709551616)"
        + " - 9223372036854775808";
  }

  /** Oracle's name for reading one moment; it takes no locks. */
  @Override
  public int snapshotIsolation() {
    return Connection.TRANSACTION_SERIALIZABLE;
  }

  @Override
  public String deleteSome(String table) {
    return "DELETE FROM " + table + " WHERE ROWNUM <= ?";
  }

  @Override
  public String limit() {
    return " FETCH FIRST ? ROWS ONLY";
  }

  /** No setting of a session limits the wait for a row; {@link #rowLock} does. */
  @Override
  public void lockTimeout(Connection connection, int seconds) {}

  @Override
  public boolean flipWaitsForWriters() {
    return false;
  }

  @Override
  public List<OpenTransaction> openTransactions(Connection connection, String engineUser)
      throws SQLException {
    return OracleDrain.holders(connection, engineUser);
  }

  @Override
  public void endSession(Connection connection, OpenTransaction transaction) throws SQLException {
    OracleDrain.end(connection, transaction.known());
  }

  /**
   * The number on disk lies behind every number in a cache, so none is given twice. A sequence that
   * the engine may not see is not one that begins at 1.
   */
  @Override
  public long nextKey(Connection connection, TableShape table, @Nullable String sequence)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LAST_NUMBER)) {
      select.setString(1, schema(table));
      select.setString(2, sequence);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw FailureType.PRECONDITION.because(
              "sequence "
                  + schema(table)
                  + "."
                  + sequence
                  + " is not to be seen: create it, grant SELECT and ALTER on it to the engine, or"
                  + " mend the plan");
        }
        return row.getLong(1);
      }
    }
  }

  @Override
  public String restart(TableShape table, @Nullable String sequence, long next) {
    return "ALTER SEQUENCE "
        + quote(schema(table))
        + "."
        + quote(String.valueOf(sequence))
        + " RESTART START WITH "
        + next;
  }

  private static String schema(TableShape table) {
    int end = table.name().indexOf("\".\"");
    return table.name().substring(1, end).replace("\"\"", "\"");
  }

  @Override
  public boolean emptyTextIsNull() {
    return true;
  }

  @Override
  public String incarnation() {
    return "RAWTOHEX(SYS_GUID())";
  }

  @Override
  public SchemaFacts schema() {
    return new OracleSchema();
  }

  @Override
  public List<CatalogQuery> identity(Connection connection, TableShape table) {
    return OracleIdentity.of(schema(table), table.plain());
  }
}
