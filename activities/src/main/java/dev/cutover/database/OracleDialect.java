package dev.cutover.database;

import dev.cutover.activity.FailureType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import oracle.jdbc.OraclePreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * Oracle 19c and later, written against its SQL Language Reference and JDBC Developer's Guide; no
 * server was at hand to run it (docs/oracle.md). The trigger reads the fence in an autonomous
 * transaction, which sees what is committed whatever the caller's snapshot. It holds nothing that a
 * flip would wait for, but its statement holds the table: who can lock the whole table behind the
 * flip knows that every writer which still saw the fence open is done.
 */
final class OracleDialect implements Dialect {

  private static final int NAME_IN_USE = 955;
  private static final int BUSY = 54;
  private static final int BUSY_AFTER_A_WAIT = 30006;
  private static final int NO_SUCH_VIEW = 942;
  private static final int NO_RIGHT = 1031;
  private static final int NAME_BYTES = 30;
  private static final int LONG_BIND = 1_000;
  private static final String NOT_OPEN = "CUTOVER: this side is closed to the business";
  private static final String PREFIX = "CUTOVER_";
  private static final String MD5_OF_NOTHING = "d41d8cd98f00b204e9800998ecf8427e";

  /** Sequences are named with their owner: another schema may have one of the same name. */
  static final String LAST_NUMBER =
      "SELECT LAST_NUMBER FROM ALL_SEQUENCES WHERE SEQUENCE_OWNER = ? AND SEQUENCE_NAME = ?";

  static final String FENCED_TABLES =
      "SELECT DISTINCT TABLE_OWNER, TABLE_NAME FROM USER_TRIGGERS"
          + " WHERE SUBSTR(TRIGGER_NAME, 1, 8) = 'CUTOVER_' ORDER BY TABLE_OWNER, TABLE_NAME";

  static final String HOLDERS =
      "SELECT DISTINCT l.SESSION_ID, s.SERIAL#, l.INST_ID, l.ORACLE_USERNAME, s.MACHINE, s.PROGRAM"
          + " FROM GV$LOCKED_OBJECT l"
          + " JOIN ALL_OBJECTS o ON o.OBJECT_ID = l.OBJECT_ID"
          + " LEFT JOIN GV$SESSION s ON s.INST_ID = l.INST_ID AND s.SID = l.SESSION_ID"
          + " WHERE o.OWNER = ? AND o.OBJECT_NAME = ?";

  /** Whether it compiles was seen to when it was made; a broken one would refuse every write. */
  static final String ENABLED_TRIGGER =
      "SELECT 1 FROM USER_TRIGGERS WHERE TABLE_OWNER = ? AND TABLE_NAME = ?"
          + " AND SUBSTR(TRIGGER_NAME, 1, 8) = 'CUTOVER_' AND STATUS = 'ENABLED'";

  @Override
  public Properties driverProperties() {
    Properties properties = new Properties();
    properties.setProperty("oracle.net.CONNECT_TIMEOUT", "10000");
    // These two count seconds, the others milliseconds.
    properties.setProperty("oracle.net.OUTBOUND_CONNECT_TIMEOUT", "10");
    properties.setProperty("oracle.jdbc.loginTimeout", "10");
    properties.setProperty("oracle.jdbc.ReadTimeout", "900000");
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
        + " TIME_ZONE = '+00:00' DDL_LOCK_TIMEOUT = 30";
  }

  @Override
  public String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
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
        "NUMBER(19) GENERATED ALWAYS AS IDENTITY (CACHE 1000) PRIMARY KEY");
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
    String name = trigger(table);
    return List.of(mayWrite(), body(table, engineUser, name), dropIfBroken(table, name));
  }

  /** No longer than the oldest setting of COMPATIBLE takes names; else a digest of the table's. */
  private static String trigger(TableShape table) {
    String name = PREFIX + table.plain().toUpperCase(Locale.ROOT);
    if (name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES) {
      return name;
    }
    byte[] full = table.name().getBytes(StandardCharsets.UTF_8);
    String digest = UUID.nameUUIDFromBytes(full).toString().replace("-", "");
    return (PREFIX + digest.toUpperCase(Locale.ROOT)).substring(0, NAME_BYTES);
  }

  private String mayWrite() {
    return """
        CREATE OR REPLACE FUNCTION CUTOVER_MAY_WRITE RETURN NUMBER AUTHID DEFINER IS
          PRAGMA AUTONOMOUS_TRANSACTION;
          may_write NUMBER;
        BEGIN
          SELECT COUNT(*) INTO may_write FROM %s
            WHERE state = 'OPEN' OR (state = 'FROZEN' AND lease_until <= %s);
          COMMIT;
          RETURN may_write;
        END;"""
        .formatted(engineTable("fence"), clock());
  }

  /**
   * The session is the business's, and so are its settings: neither the text of a key nor the
   * comparison of two may depend on them.
   */
  private String body(TableShape table, String engineUser, String name) {
    return """
        CREATE OR REPLACE TRIGGER %s
        AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW
        DECLARE
          old_key VARCHAR2(4000);
          new_key VARCHAR2(4000);
        BEGIN
          IF SYS_CONTEXT('USERENV', 'SESSION_USER') <> %s THEN
            IF CUTOVER_MAY_WRITE() = 0 THEN
              RAISE_APPLICATION_ERROR(-20450, '%s');
            END IF;
            old_key := %s;
            new_key := %s;
            IF INSERTING THEN
              INSERT INTO %7$s (tab, pk) VALUES (%8$s, new_key);
            ELSE
              INSERT INTO %7$s (tab, pk) VALUES (%8$s, old_key);
              IF UPDATING THEN
                IF NLSSORT(old_key, 'NLS_SORT=BINARY') <> NLSSORT(new_key, 'NLS_SORT=BINARY') THEN
                  INSERT INTO %7$s (tab, pk) VALUES (%8$s, new_key);
                END IF;
              END IF;
            END IF;
          END IF;
        END;"""
        .formatted(
            quote(name),
            table.name(),
            literal(engineUser.toUpperCase(Locale.ROOT)),
            NOT_OPEN,
            key(table, ":OLD"),
            key(table, ":NEW"),
            engineTable("journal"),
            literal(table.plain().toUpperCase(Locale.ROOT)));
  }

  /**
   * Oracle keeps a trigger that does not compile, says so in a mere warning, and refuses every
   * write of the table from then on.
   */
  private String dropIfBroken(TableShape table, String name) {
    return """
        DECLARE
          words VARCHAR2(4000);
        BEGIN
          SELECT MIN(TEXT) INTO words FROM USER_ERRORS
            WHERE NAME = %s AND TYPE = 'TRIGGER' AND ATTRIBUTE = 'ERROR';
          IF words IS NOT NULL THEN
            EXECUTE IMMEDIATE %s;
            RAISE_APPLICATION_ERROR(-20451, %s || SUBSTR(words, 1, 1000));
          END IF;
        END;"""
        .formatted(
            literal(name),
            literal("DROP TRIGGER " + quote(name)),
            literal("CUTOVER: the trigger of " + table.plain() + " does not compile: "));
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
    return rowLock(60);
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
  public String canonical(Column column, String expression) {
    String cases =
        switch (column.kind()) {
          case NUMBER -> number(column.scale(), expression);
          case TEXT -> " ELSE " + text(expression) + " || ';'";
          case LONG_TEXT -> longText(expression) + " || ';'";
          case TIME -> " ELSE " + time(column, expression) + " || ';'";
          case BINARY -> " ELSE LOWER(RAWTOHEX(" + expression + ")) || ';'";
        };
    return "CASE WHEN " + expression + " IS NULL THEN 'N;'" + cases + " END";
  }

  /**
   * A NUMBER without a scale may hold more digits than its counterpart. It is then printed with all
   * of them, so that none is rounded away, and so is one too long for the format, which would be a
   * row of '#'.
   */
  private static String number(int columnScale, String expression) {
    int scale = Math.max(0, Math.min(37, columnScale));
    String whole = "FM" + "9".repeat(37 - scale) + "0";
    String format = scale == 0 ? whole : whole + "." + "0".repeat(scale);
    return (" WHEN %1$s = ROUND(%1$s, %2$d) AND ABS(%1$s) < 1E%3$d"
            + " THEN TO_CHAR(%1$s, %4$s) || ';' ELSE TO_CHAR(%1$s, 'TM9', %5$s) || ';'")
        .formatted(
            expression, scale, 38 - scale, literal(format), literal("NLS_NUMERIC_CHARACTERS='.,'"));
  }

  /** TO_CHAR brings national characters into the database's set; lengths are those in UTF-8. */
  private static String text(String expression) {
    return "LENGTHB(CONVERT(TO_CHAR(%1$s), 'AL32UTF8')) || ':' || TO_CHAR(%1$s)"
        .formatted(expression);
  }

  /** STANDARD_HASH takes no LOB. DBMS_CRYPTO reads one as UTF-8; 2 is its name for MD5. */
  private static String longText(String expression) {
    return (" WHEN LENGTH(%1$s) = 0 THEN '%2$s;'"
            + " ELSE LOWER(RAWTOHEX(DBMS_CRYPTO.HASH(TO_CLOB(%1$s), 2)))")
        .formatted(expression, MD5_OF_NOTHING);
  }

  /** The calendar is named, since a session may count years by the emperor's. */
  private static String time(Column column, String expression) {
    String fraction = column.scale() == 0 ? "" : ".FF6";
    String printed =
        "TO_CHAR(%s, 'YYYY-MM-DD HH24:MI:SS%s', 'NLS_CALENDAR=GREGORIAN')"
            .formatted(expression, fraction);
    return fraction.isEmpty() ? printed : "RTRIM(RTRIM(" + printed + ", '0'), '.')";
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

  @Override
  public String limit() {
    return " FETCH FIRST ? ROWS ONLY";
  }

  /** No setting of a session limits the wait for a row; {@link #rowLock} does. */
  @Override
  public void lockTimeout(Connection connection, int seconds) {}

  /**
   * Locks one table after the other for a moment. The first waits, so that writers which come and
   * are refused queue behind it instead of starving it; behind a busy one the rest are only tried,
   * so that one look stays short.
   */
  @Override
  public List<String> openTransactions(Connection connection, String engineUser)
      throws SQLException {
    List<String> open = new ArrayList<>();
    connection.setAutoCommit(false);
    try {
      for (FencedTable table : fencedTables(connection)) {
        if (!canLock(connection, lockTable(table, open.isEmpty() ? "WAIT 1" : "NOWAIT"))) {
          open.addAll(holders(connection, table));
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return open;
  }

  private static List<FencedTable> fencedTables(Connection connection) throws SQLException {
    List<FencedTable> tables = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(FENCED_TABLES);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        tables.add(new FencedTable(rows.getString(1), rows.getString(2)));
      }
    }
    if (tables.isEmpty()) {
      throw FailureType.PRECONDITION.because(
          "no table carries the engine's trigger, so nothing is fenced: run init first");
    }
    return tables;
  }

  String lockTable(FencedTable table, String wait) {
    return "LOCK TABLE "
        + quote(table.owner())
        + "."
        + quote(table.name())
        + " IN EXCLUSIVE MODE "
        + wait;
  }

  private static boolean canLock(Connection connection, String lockTable) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute(lockTable);
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == BUSY || e.getErrorCode() == BUSY_AFTER_A_WAIT) {
        return false;
      }
      throw e;
    } finally {
      connection.rollback();
    }
  }

  /** Who holds a table, with the numbers that ALTER SYSTEM KILL SESSION takes. */
  private static List<String> holders(Connection connection, FencedTable table)
      throws SQLException {
    List<String> holders = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(HOLDERS)) {
      select.setString(1, table.owner());
      select.setString(2, table.name());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          holders.add(
              "session '%s,%s,@%s' of %s from %s (%s) in %s"
                  .formatted(
                      rows.getString(1),
                      rows.getString(2),
                      rows.getString(3),
                      rows.getString(4),
                      rows.getString(5),
                      rows.getString(6),
                      table));
        }
      }
    } catch (SQLException e) {
      boolean notGranted = e.getErrorCode() == NO_SUCH_VIEW || e.getErrorCode() == NO_RIGHT;
      if (!notGranted) {
        throw e;
      }
    }
    return holders.isEmpty() ? List.of("a session in " + table) : holders;
  }

  /** A table that carries the engine's trigger. */
  record FencedTable(String owner, String name) {

    @Override
    public String toString() {
      return owner + "." + name;
    }
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
}
