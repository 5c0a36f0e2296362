package dev.cutover.database;

import dev.cutover.activity.FailureType;
import dev.cutover.database.Fingerprint.CatalogQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import org.h2.engine.Constants;
import org.jspecify.annotations.Nullable;

/**
 * H2 in Oracle mode, which stands in for Oracle where none can be had. Its triggers are Java source
 * that H2 compiles; they run with the caller's rights, and a flip of the fence does not wait for
 * open writers, so that they are drained by watching the sessions.
 */
final class H2Dialect implements Dialect {

  private static final int TABLE_EXISTS = 42101;

  @Override
  public Properties driverProperties(Waits waits) {
    Properties properties = new Properties();
    properties.setProperty("NETWORK_TIMEOUT", String.valueOf(longest(waits).toMillis()));
    return properties;
  }

  /** One for all statements of a connection, and the driver ends no statement from outside. */
  private static Duration longest(Waits waits) {
    Duration most = Duration.ofMinutes(2);
    return waits.longest().compareTo(most) < 0 ? waits.longest() : most;
  }

  /** A time that is written to a column with a zone is one of UTC. */
  @Override
  public String sessionSettings() {
    return "SET TIME ZONE 'UTC'; SET LOCK_TIMEOUT " + Waits.LOCK_SECONDS * 1_000;
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
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            "",
            ""));
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
    return new H2Triggers(this, table).statements(engineUser);
  }

  @Override
  public boolean hasTriggers(Connection connection, TableShape table) throws SQLException {
    return new H2Triggers(this, table).areThere(connection);
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
        + table.columns().stream().map(this::placeholder).collect(Collectors.joining(", "))
        + ")";
  }

  private String names(List<Column> columns) {
    return columns.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
  }

  @Override
  public String plain(Column column, String expression) {
    return H2Texts.plain(column, expression);
  }

  @Override
  public String placeholder(Column column) {
    return column.form() == Column.Form.JSON ? "? FORMAT JSON" : "?";
  }

  @Override
  public String canonical(Column column, String expression) {
    return H2Texts.canonical(column, expression);
  }

  @Override
  public String concat(List<String> texts) {
    return H2Texts.concat(texts);
  }

  @Override
  public String digest(String text) {
    return H2Texts.digest(text);
  }

  @Override
  public String digestNumber(String text) {
    return H2Texts.digestNumber(text);
  }

  /** H2's own level: at REPEATABLE READ rows that others add would come in sight. */
  @Override
  public int snapshotIsolation() {
    return Constants.TRANSACTION_SNAPSHOT;
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
  public boolean flipWaitsForWriters() {
    return false;
  }

  @Override
  public void endSession(Connection connection, OpenTransaction transaction) throws SQLException {
    try (PreparedStatement abort = connection.prepareStatement("CALL ABORT_SESSION(?)")) {
      abort.setInt(1, Integer.parseInt(transaction.known()));
      abort.execute();
    }
  }

  @Override
  public List<OpenTransaction> openTransactions(Connection connection, String engineUser)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT SESSION_ID, USER_NAME FROM INFORMATION_SCHEMA.SESSIONS"
                + " WHERE CONTAINS_UNCOMMITTED AND UPPER(USER_NAME) <> ?")) {
      select.setString(1, engineUser.toUpperCase(Locale.ROOT));
      List<OpenTransaction> open = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String session = rows.getString(1);
          open.add(new OpenTransaction(session, "session " + session + " of " + rows.getString(2)));
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

  @Override
  public SchemaFacts schema() {
    return new H2Schema();
  }

  @Override
  public List<CatalogQuery> identity(Connection connection, TableShape table) {
    return H2Identity.of(schema(table), table.plain());
  }

  static String schemaPrefix(TableShape table) {
    return table.name().substring(0, table.name().indexOf('.') + 1);
  }

  static String schema(TableShape table) {
    String prefix = schemaPrefix(table);
    return prefix.substring(1, prefix.length() - 2);
  }
}
