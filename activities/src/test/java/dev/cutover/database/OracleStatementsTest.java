package dev.cutover.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.database.Column.Form;
import dev.cutover.database.Column.Kind;
import dev.cutover.database.Column.Stored;
import dev.cutover.database.KeyProbes.Look;
import dev.cutover.database.KeyProbes.Span;
import dev.cutover.plan.CharsetMap;
import dev.cutover.plan.Table.ColumnRule;
import dev.cutover.plan.Table.Trim;
import dev.cutover.plan.TimePrecision;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Statements for Oracle, which no server was at hand to run: a parser of its grammar reads them,
 * and a file keeps them, so that a change of one is seen and read by a person.
 */
final class OracleStatementsTest {

  private static final int WIDTH = 100;
  private static final String BLANK_OUTSIDE_OF_LITERALS = " (?=(?:[^']*'[^']*')*[^']*$)";
  private static final String CLAUSE =
      " (\\|\\| \\(CASE |FROM |WHERE |USING |WHEN MATCHED |WHEN NOT MATCHED |VALUES |ORDER BY "
          + "|LEFT JOIN |(?<! LEFT )JOIN |AND lease|FOR UPDATE )";

  private static final Column ID = new Column("ORDER_ID", Kind.NUMBER, 0, 1);
  private static final Column LINE = new Column("LINE", Kind.TEXT, 0, 2);
  private static final TableShape ORDERS =
      new TableShape(
          "ORDERS",
          "\"OMS\".\"ORDERS\"",
          List.of(
              ID,
              LINE,
              new Column("TOTAL", Kind.NUMBER, 2, 3),
              new Column("ORDERED_AT", Kind.TIME, 0, 4),
              new Column("CHANGED", Kind.TIME, 6, 5),
              new Column("NOTE", Kind.LONG_TEXT, 0, 6),
              new Column("PHOTO", Kind.BINARY, 0, 7)),
          List.of(ID, LINE));

  private static final TableShape LINKS =
      new TableShape("LINKS", "\"OMS\".\"LINKS\"", ORDERS.key(), ORDERS.key());

  private static final ColumnRule TEXT_RULE =
      new ColumnRule(null, null, null, Trim.BLANKS, CharsetMap.JA16SJIS, null, null, "a reason");

  private static final TableShape RULED =
      new TableShape(
          "RULED",
          "\"OMS\".\"RULED\"",
          List.of(
              typed("PRICE", Kind.NUMBER, Form.UNSCALED, rule(2, null)),
              typed("SHIPPED", Kind.TIME, Form.INSTANT, rule(null, TimePrecision.MILLISECONDS)),
              typed("DAY", Kind.TIME, Form.PLAIN, rule(null, TimePrecision.DAYS)),
              typed("OPEN", Kind.NUMBER, Form.BOOLEAN, ColumnRule.NONE),
              typed("CODE", Kind.TEXT, Form.PLAIN, TEXT_RULE),
              typed("SCAN", Kind.LONG_BINARY, Form.PLAIN, ColumnRule.NONE),
              typed("WEIGHT", Kind.FLOATING, Form.SINGLE, ColumnRule.NONE)),
          List.of());

  private static Column typed(String name, Kind kind, Form form, ColumnRule rule) {
    return new Column(name, kind, 6, 1, new Stored("", form, 6, 100), rule);
  }

  private static ColumnRule rule(@Nullable Integer scale, @Nullable TimePrecision time) {
    return new ColumnRule(null, scale, time, null, null, null, null, "a reason");
  }

  private static final List<Column> SHIFT =
      List.of(
          new Column("STARTED", Kind.TIME, 0, 1),
          new Column("CHANGED", Kind.TIME, 6, 2),
          new Column("GUID", Kind.BINARY, 0, 3));

  /** Nothing but a key, and a name that is too long for a trigger's. */
  private static final TableShape SHIFTS =
      new TableShape(
          "SHIFTS_OF_DISTRIBUTION_CENTRES",
          "\"OMS\".\"SHIFTS_OF_DISTRIBUTION_CENTRES\"",
          SHIFT,
          SHIFT);

  /** Those of the SQL Language Reference, appendix E. */
  private static final Set<String> RESERVED =
      Set.of(
          ("ACCESS ADD ALL ALTER AND ANY AS ASC AUDIT BETWEEN BY CHAR CHECK CLUSTER COLUMN"
                  + " COLUMN_VALUE COMMENT COMPRESS CONNECT CREATE CURRENT DATE DECIMAL DEFAULT"
                  + " DELETE DESC DISTINCT DROP ELSE EXCLUSIVE EXISTS FILE FLOAT FOR FROM GRANT"
                  + " GROUP HAVING IDENTIFIED IMMEDIATE IN INCREMENT INDEX INITIAL INSERT INTEGER"
                  + " INTERSECT INTO IS LEVEL LIKE LOCK LONG MAXEXTENTS MINUS MLSLABEL MODE MODIFY"
                  + " NESTED_TABLE_ID NOAUDIT NOCOMPRESS NOT NOWAIT NULL NUMBER OF OFFLINE ON"
                  + " ONLINE OPTION OR ORDER PCTFREE PRIOR PUBLIC RAW RENAME RESOURCE REVOKE ROW"
                  + " ROWID ROWNUM ROWS SELECT SESSION SET SHARE SIZE SMALLINT START SUCCESSFUL"
                  + " SYNONYM SYSDATE TABLE THEN TO TRIGGER UID UNION UNIQUE UPDATE USER VALIDATE"
                  + " VALUES VARCHAR VARCHAR2 VIEW WHENEVER WHERE WITH")
              .split(" "));

  private final OracleDialect oracle = new OracleDialect();

  private Map<String, String> statements() {
    Map<String, String> statements = new LinkedHashMap<>();
    statements.put("settings of each session of the engine", oracle.sessionSettings());
    engineTables(statements);
    fence(statements);
    ledger(statements);
    triggers(statements);
    drain(statements);
    rows(statements);
    digests(statements);
    statements.put("sequence: next value", OracleDialect.LAST_NUMBER);
    statements.put("sequence: go on behind it", oracle.restart(ORDERS, "ORDER_SEQ", 4711));
    identity(statements);
    return statements;
  }

  private static void identity(Map<String, String> statements) {
    statements.put("fingerprint: columns", OracleIdentity.COLUMNS);
    statements.put("fingerprint: keys", OracleIdentity.KEYS);
    statements.put("fingerprint: triggers", OracleIdentity.TRIGGERS);
    statements.put("fingerprint: the table and its segments", OracleIdentity.SEGMENTS);
    statements.put("schema check: columns", OracleSchema.COLUMNS);
    statements.put("schema check: triggers of the business", OracleSchema.TRIGGERS);
    statements.put("schema check: sequences", OracleSchema.SEQUENCES);
    statements.put("schema check: tables that are none", OracleSchema.UNFIT);
    statements.put("schema check: digest of a LOB", OracleSchema.DIGEST);
    statements.put("schema check: character set", OracleSchema.CHARSET);
    statements.put("schema check: whether a word is reserved", new OracleSchema().use("RANK"));
  }

  private void engineTables(Map<String, String> statements) {
    int number = 1;
    for (String table : oracle.engineTables()) {
      statements.put("engine table " + number++, table);
    }
  }

  private void fence(Map<String, String> statements) {
    String fence = oracle.engineTable("fence");
    String row = " WHERE sys = ? AND env = ?";
    statements.put(
        "fence: laid where there is none",
        "INSERT INTO "
            + fence
            + " (sys, env, state, epoch, attempt, lease_until, incarnation)"
            + " SELECT ?, ?, ?, 0, '-', NULL, "
            + oracle.incarnation()
            + " FROM (SELECT COUNT(*) AS n FROM "
            + fence
            + ") existing WHERE n = 0");
    statements.put(
        "fence: locked for a move",
        "SELECT state, CASE WHEN state = 'OPEN' OR (state = 'FROZEN' AND lease_until <= "
            + oracle.clock()
            + ") THEN 1 ELSE 0 END FROM "
            + fence
            + row
            + oracle.rowLock(20));
    statements.put(
        "fence: kept as it is while rows are written",
        "SELECT state FROM " + fence + row + oracle.lockingRead());
    statements.put(
        "fence: epoch taken",
        "UPDATE " + fence + " SET epoch = epoch + 1, attempt = ?" + row + " AND epoch = ?");
    statements.put(
        "fence: frozen",
        "UPDATE "
            + fence
            + " SET state = 'FROZEN', lease_until = "
            + oracle.clockPlusMillis()
            + row
            + " AND state = 'OPEN' AND epoch = ?");
    statements.put(
        "fence: renewed",
        "UPDATE "
            + fence
            + " SET lease_until = "
            + oracle.clockPlusMillis()
            + row
            + " AND state = 'FROZEN' AND lease_until > "
            + oracle.clock()
            + " AND epoch = ?");
  }

  private void ledger(Map<String, String> statements) {
    String token = oracle.engineTable("token");
    String ledger = oracle.engineTable("ledger");
    statements.put(
        "ledger: the turn to append",
        "SELECT attempt FROM " + token + " WHERE lever = ?" + oracle.rowLock(10));
    statements.put(
        "ledger: where it ends",
        "SELECT seq, hash FROM " + ledger + " ORDER BY seq DESC" + oracle.limit());
    statements.put(
        "ledger: a page",
        "SELECT seq, prev_hash, hash, id, attempt, entry FROM "
            + ledger
            + " WHERE seq > ? ORDER BY seq"
            + oracle.limit());
  }

  private void triggers(Map<String, String> statements) {
    List<String> made = oracle.triggers(ORDERS, "cutover");
    statements.put("function that the triggers ask", made.get(0));
    statements.put("trigger", made.get(1));
    statements.put("trigger: dropped where it does not compile", made.get(2));
    List<String> shifts = oracle.triggers(SHIFTS, "cutover");
    statements.put("trigger of a table with a long name, key of times and bytes", shifts.get(1));
    statements.put("trigger: there and enabled", OracleTriggers.ENABLED);
    statements.put("proof that the fence refuses", Rows.harmlessUpdate(oracle, ORDERS));
  }

  private void drain(Map<String, String> statements) {
    OracleDrain.FencedTable orders = new OracleDrain.FencedTable("OMS", "ORDERS");
    statements.put("drain: tables that carry a trigger", OracleDrain.FENCED_TABLES);
    statements.put("drain: first table", OracleDrain.lockTable(orders, "WAIT 1"));
    statements.put("drain: behind a busy one", OracleDrain.lockTable(orders, "NOWAIT"));
    statements.put("drain: who holds a table", OracleDrain.HOLDERS);
    statements.put("drain: end a session", OracleDrain.killSession("12,3456,@1"));
  }

  private void rows(Map<String, String> statements) {
    statements.put("row written", oracle.upsert(ORDERS));
    statements.put("row of keys only written", oracle.upsert(SHIFTS));
    KeySpan span = new KeySpan(List.of("1", "a"), List.of("2"));
    List<KeySpan.Part> parts = span.parts(oracle, ORDERS);
    statements.put("chunk of a copy: the lines that an order has left", chunk(parts.get(0)));
    statements.put("chunk of a copy: the orders behind it", chunk(parts.get(1)));
    KeySpan walked = new KeySpan(List.of("1", "a"), List.of("1", "b"));
    statements.put(
        "step through a key's index",
        "SELECT "
            + Rows.names(oracle, ORDERS.key())
            + " FROM "
            + ORDERS.name()
            + walked.parts(oracle, ORDERS).get(0).where()
            + KeySpan.inOrder(oracle, ORDERS)
            + oracle.nth());
    Span among = Span.of(BigDecimal.ONE, BigDecimal.TEN);
    List<Look> looks = List.of(Look.edge(true), Look.up(among, 1), Look.count(among));
    statements.put("looks into a key's index", KeyProbes.sql(oracle, ORDERS, looks));
    statements.put("clock of the journal", "SELECT " + oracle.clock() + " FROM DUAL");
    statements.put(
        "journal read", "SELECT id, tab, pk FROM CUTOVER_JOURNAL ORDER BY id" + oracle.limit());
    statements.put(
        "a rehearsal taken back, some rows at a time", oracle.deleteSome("CUTOVER_JOURNAL"));
  }

  private String chunk(KeySpan.Part part) {
    return "SELECT "
        + Rows.names(oracle, ORDERS.columns())
        + " FROM "
        + ORDERS.name()
        + part.where()
        + KeySpan.inOrder(oracle, ORDERS)
        + oracle.limit();
  }

  private void digests(Map<String, String> statements) {
    statements.put(
        "row texts, a column of each kind",
        "SELECT " + Rows.rowText(oracle, ORDERS) + " FROM " + ORDERS.name());
    String row = Rows.rowText(oracle, LINKS);
    statements.put(
        "row digests",
        "SELECT "
            + Rows.keyText(oracle, LINKS)
            + ", "
            + oracle.digest(row)
            + " FROM "
            + LINKS.name());
    statements.put(
        "cells of types that are led to another first, and under rules",
        "SELECT " + Rows.rowText(oracle, RULED) + " FROM " + RULED.name());
    statements.put(
        "values of such cells, and of those that are digested in Java",
        "SELECT " + Rows.values(oracle, RULED.columns()) + " FROM " + RULED.name());
    statements.put(
        "row digests, empty texts as none",
        "SELECT " + oracle.digest(Rows.heldText(oracle, LINKS)) + " FROM " + LINKS.name());
    statements.put(
        "digest of a range",
        "SELECT COUNT(*), SUM("
            + oracle.digestNumber(row)
            + ") FROM "
            + LINKS.name()
            + new KeyRange("1", "2", 1).where(oracle, LINKS));
  }

  @Test
  void everyStatementIsReadByAParserOfOraclesGrammar() {
    statements()
        .forEach(
            (what, statement) ->
                assertEquals(List.of(), OracleGrammar.complaints(statement), what));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM t ORDER BY id LIMIT ?",
        "SELECT id FROM t WHERE id = ? LOCK IN SHARE MODE",
        "SELECT id FROM t WHERE id = ? FOR SHARE",
        "SELECT id FROM t WHERE id = ? FOR UPDATE WAIT",
        "SELECT COUNT(* FROM t",
        "SELECT `id` FROM t",
        "INSERT INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = ?",
        "MERGE INTO t (a, b) KEY (a) VALUES (?, ?)",
        "MERGE INTO t USING (SELECT ? AS a FROM DUAL) s ON t.a = s.a"
            + " WHEN MATCHED THEN UPDATE SET t.b = s.b",
        "CREATE TABLE t (a NUMBER(19) AUTO_INCREMENT PRIMARY KEY)",
        "CREATE TABLE t (a NUMBER(19)) ENGINE=InnoDB",
        "ALTER SEQUENCE s RESTART WITH 5",
        "LOCK TABLES t WRITE",
        "UPDATE t SET a = SYSDATE(6) + INTERVAL 5 MICROSECOND",
        "CREATE OR REPLACE TRIGGER x AFTER INSERT ON t FOR EACH ROW BEGIN NULL;",
        "CREATE OR REPLACE TRIGGER x AFTER INSERT ON t FOR EACH ROW"
            + " BEGIN IF INSERTING THEN NULL; END;",
        "CREATE OR REPLACE TRIGGER x AFTER INSERT ON t FOR EACH ROW"
            + " BEGIN IF INSERTING THEN NULL END IF; END;",
        "CREATE OR REPLACE TRIGGER x AFTER INSERT ON t FOR EACH ROW"
            + " BEGIN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'x'; END;",
        "CREATE OR REPLACE FUNCTION f RETURN NUMBER IS BEGIN IF 1 = 1 RETURN 1; END IF; END;",
        "CREATE OR REPLACE FUNCTION f RETURN NUMBER IS BEGIN RETURN 1;",
      })
  void theParserRefusesWhatIsNotOracles(String statement) {
    assertFalse(OracleGrammar.complaints(statement).isEmpty());
  }

  @Test
  void theParserRefusesTheStatementsOfOtherDialects() {
    MySqlDialect mySql = new MySqlDialect();
    H2Dialect h2 = new H2Dialect();
    List<String> foreign = new ArrayList<>(mySql.engineTables());
    foreign.addAll(mySql.triggers(ORDERS, "cutover"));
    foreign.add(mySql.upsert(ORDERS));
    foreign.add("SELECT " + Rows.rowText(mySql, ORDERS) + " FROM ORDERS");
    foreign.add("SELECT 1 FROM ORDERS ORDER BY 1" + mySql.limit());
    foreign.add(h2.upsert(ORDERS));
    foreign.addAll(h2.triggers(ORDERS, "cutover"));
    foreign.add(h2.restart(ORDERS, "ORDER_SEQ", 1));
    for (String statement : foreign) {
      assertFalse(OracleGrammar.complaints(statement).isEmpty(), statement);
    }
  }

  @Test
  void noColumnOfTheEnginesTablesIsNamedByAReservedWord() {
    for (String table : oracle.engineTables()) {
      Matcher column = Pattern.compile("[(,] ?([a-z_]+) ").matcher(table);
      while (column.find()) {
        assertFalse(RESERVED.contains(column.group(1).toUpperCase(Locale.ROOT)), table);
      }
    }
  }

  @Test
  void triggersOfTablesWithLongNamesHaveShortNamesAndEachItsOwn() {
    String end = "Ｏ".repeat(42);
    Set<String> names =
        List.of("A" + end, "B" + end, "ORDERS").stream()
            .map(table -> new TableShape(table, "\"OMS\".\"" + table + "\"", List.of(), SHIFT))
            .map(table -> nameOf(oracle.triggers(table, "cutover").get(1)))
            .collect(Collectors.toSet());
    assertEquals(3, names.size());
    assertTrue(names.contains("CUTOVER_ORDERS"));
    names.forEach(name -> assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 30, name));
  }

  private static String nameOf(String trigger) {
    Matcher name = Pattern.compile("TRIGGER \"([^\"]+)\"").matcher(trigger);
    assertTrue(name.find(), trigger);
    return name.group(1);
  }

  @Test
  void theStatementsAreThoseThatWereReviewed() throws IOException {
    String now =
        statements().entrySet().stream()
            .map(entry -> "-- " + entry.getKey() + "\n" + readable(entry.getValue()) + "\n")
            .collect(Collectors.joining("\n"));
    try (InputStream in = OracleStatementsTest.class.getResourceAsStream("oracle.sql")) {
      assertNotNull(in, "oracle.sql is missing; it should hold:\n" + now);
      assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), now);
    }
  }

  /** As SQL*Plus takes it: in lines that end outside of literals, with a semicolon or a slash. */
  private static String readable(String statement) {
    String lines =
        statement
            .lines()
            .flatMap(line -> line.length() > WIDTH ? clauses(line) : Stream.of(line))
            .map(OracleStatementsTest::wrap)
            .collect(Collectors.joining("\n"));
    return lines + (statement.endsWith("END;") ? "\n/" : ";");
  }

  private static Stream<String> clauses(String line) {
    return line.replaceAll(CLAUSE, "\n" + indent(line) + "  $1").lines();
  }

  private static String wrap(String line) {
    StringBuilder wrapped = new StringBuilder(indent(line));
    int start = 0;
    for (String word : line.strip().split(BLANK_OUTSIDE_OF_LITERALS, -1)) {
      if (wrapped.length() - start + word.length() > WIDTH) {
        wrapped.append('\n');
        start = wrapped.length();
        wrapped.append(indent(line)).append("   ");
      }
      wrapped.append(wrapped.isEmpty() || wrapped.toString().isBlank() ? "" : " ").append(word);
    }
    return wrapped.toString();
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
