package dev.cutover.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards of about the same size, whatever the keys are like, without reading the table first. */
final class KeyCutTest {

  private static final long ROWS_EACH = 1_000;
  private static final int MOST = 8;

  private final H2Dialect dialect = new H2Dialect();
  private final Connection connection;

  KeyCutTest() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:cuts;MODE=Oracle", "owner", "");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private TableShape table(String columns, String key, String... inserts) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE T (" + columns + ", PRIMARY KEY (" + key + "))");
      for (String insert : inserts) {
        statement.execute("INSERT INTO T " + insert);
      }
      statement.execute("SET QUERY_STATISTICS TRUE");
      statement.execute("SET QUERY_STATISTICS_MAX_ENTRIES 10000");
    }
    return Catalog.shape(connection, dialect, "T", Set.of());
  }

  /** Rows of each span; every row is in one of them, in the order of keys. */
  private List<Integer> sizes(TableShape table) throws SQLException {
    List<KeyCut> cuts = KeyCut.cut(connection, dialect, table, ROWS_EACH, MOST);
    List<String> inSpans = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (KeyCut cut : cuts) {
      int before = inSpans.size();
      for (KeySpan.Part part : span(cut, table).parts(dialect, table)) {
        inSpans.addAll(keys(table, part.where(), part));
      }
      sizes.add(inSpans.size() - before);
    }
    assertEquals(keys(table, "", null), inSpans);
    assertNull(cuts.get(0).from(table));
    assertNull(cuts.get(cuts.size() - 1).to(table));
    return sizes;
  }

  /** As it comes back from the engine's table. */
  private static KeySpan span(KeyCut cut, TableShape table) {
    return KeySpan.between(cut.from(table), cut.to(table), table.key());
  }

  private List<String> keys(
      TableShape table, String where, KeySpan.@org.jspecify.annotations.Nullable Part part)
      throws SQLException {
    List<String> keys = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + Rows.names(dialect, table.key())
                + " FROM T"
                + where
                + KeySpan.inOrder(dialect, table))) {
      if (part != null) {
        part.bind(select);
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          keys.add(
              KeyText.of(KeyText.texts(Rows.read(row, table.key()), table.key()), table.key()));
        }
      }
    }
    return keys;
  }

  private void assertEven(TableShape table, int ranges) throws SQLException {
    List<Integer> sizes = sizes(table);
    assertEquals(ranges, sizes.size(), sizes::toString);
    int rows = sizes.stream().mapToInt(Integer::intValue).sum();
    sizes.forEach(
        size ->
            assertTrue(size > 0.4 * rows / ranges && size < 1.6 * rows / ranges, sizes::toString));
  }

  @Test
  void keysWithoutGapsAreCutEvenly() throws SQLException {
    assertEven(table("ID NUMBER(12)", "ID", "SELECT X FROM SYSTEM_RANGE(1, 5000)"), 5);
  }

  @Test
  void oneHugeGapLeavesNoRangeEmpty() throws SQLException {
    assertEven(
        table(
            "ID NUMBER(18)",
            "ID",
            "SELECT X FROM SYSTEM_RANGE(1, 4000)",
            "VALUES (900000000000000000)"),
        4);
  }

  @Test
  void keysThatAreThinHereAndDenseThereGiveRangesOfEqualRowsAndNotOfEqualWidth()
      throws SQLException {
    assertEven(
        table(
            "ID NUMBER(18)",
            "ID",
            "SELECT X * 1000000 FROM SYSTEM_RANGE(1, 2000)",
            "SELECT 3000000000 + X FROM SYSTEM_RANGE(1, 4000)"),
        6);
  }

  @Test
  void negativeKeysAreCutLikeOthers() throws SQLException {
    assertEven(table("ID NUMBER(12)", "ID", "SELECT X - 4000 FROM SYSTEM_RANGE(1, 5000)"), 5);
  }

  @Test
  void keysOf38DigitsLoseNoDigit() throws SQLException {
    assertEven(
        table(
            "ID NUMBER(38)",
            "ID",
            "SELECT 99999999999999999999999999999999990000 + X FROM SYSTEM_RANGE(1, 3000)",
            "SELECT -99999999999999999999999999999999990000 - X FROM SYSTEM_RANGE(1, 3000)"),
        6);
  }

  @Test
  void keysWithDecimalsAreCutBetweenThem() throws SQLException {
    assertEven(table("ID NUMBER(12,3)", "ID", "SELECT X / 1000.0 FROM SYSTEM_RANGE(1, 4000)"), 4);
  }

  @Test
  void moreRowsThanRangesAreAllowedGiveLargerRanges() throws SQLException {
    assertEven(table("ID NUMBER(12)", "ID", "SELECT X FROM SYSTEM_RANGE(1, 40000)"), MOST);
  }

  @Test
  void textKeysAreCutInTheOrderOfTheirOwnDatabase() throws SQLException {
    assertEven(
        table(
            "CODE VARCHAR2(40)",
            "CODE",
            "SELECT CASE WHEN MOD(X, 3) = 0 THEN '注文:' WHEN MOD(X, 3) = 1 THEN 'a;' ELSE 'Z''' END"
                + " || X FROM SYSTEM_RANGE(1, 5200)"),
        5);
  }

  @Test
  void manyTextKeysGiveNoMoreRangesThanAllowed() throws SQLException {
    List<Integer> sizes =
        sizes(table("CODE VARCHAR2(40)", "CODE", "SELECT 'c' || X FROM SYSTEM_RANGE(1, 30000)"));
    assertTrue(sizes.size() <= MOST && sizes.size() > MOST / 2, sizes::toString);
  }

  @Test
  void keysThatAllBeginAlikeAreCutByTheColumnsBehind() throws SQLException {
    assertEven(
        table(
            "COMPANY NUMBER(4), ORDER_ID NUMBER(12), LINE VARCHAR2(10)",
            "COMPANY, ORDER_ID, LINE",
            "SELECT 7, X, 'L' || L.L FROM SYSTEM_RANGE(1, 1250) S,"
                + " (SELECT X AS L FROM SYSTEM_RANGE(1, 4)) L"),
        5);
  }

  @Test
  void linesOfOrdersAreCutBetweenOrders() throws SQLException {
    assertEven(
        table(
            "ORDER_ID NUMBER(12), LINE NUMBER(4)",
            "ORDER_ID, LINE",
            "SELECT S.X, L.X FROM SYSTEM_RANGE(1, 1000) S, SYSTEM_RANGE(1, 5) L"),
        5);
  }

  @Test
  void timesAndTextsTogetherAreAKeyToo() throws SQLException {
    assertEven(
        table(
            "STARTED TIMESTAMP(6), DESK VARCHAR2(10)",
            "STARTED, DESK",
            "SELECT DATEADD(MICROSECOND, S.X, TIMESTAMP '2024-02-29 23:59:59'), 'd' || L.X"
                + " FROM SYSTEM_RANGE(1, 1500) S, SYSTEM_RANGE(1, 2) L"),
        3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void fewRowsAreOneRange(int rows) throws SQLException {
    String some = "FROM SYSTEM_RANGE(1, 9) WHERE X <= " + rows;
    assertEquals(List.of(rows), sizes(table("ID NUMBER(12)", "ID", "SELECT X " + some)));
    execute("DROP TABLE T");
    assertEquals(
        List.of(rows), sizes(table("CODE VARCHAR2(9)", "CODE", "SELECT 'c' || X " + some)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NUMBER(12)", "VARCHAR2(40)"})
  void noStatementReadsOrCountsTheWholeTable(String type) throws SQLException {
    TableShape table =
        table("ID " + type, "ID", "SELECT 100000 + X * 7 FROM SYSTEM_RANGE(1, 20000)");
    KeyCut.cut(connection, dialect, table, ROWS_EACH, MOST);
    List<String> sent = sent();
    assertTrue(sent.stream().anyMatch(sql -> sql.contains("OFFSET ? ROWS")), sent::toString);
    for (String sql : sent) {
      boolean bounded = sql.contains("WHERE") || sql.contains("FETCH");
      assertTrue(bounded && !sql.contains("MIN(") && !sql.contains("MAX("), sql);
      assertTrue(!sql.contains("COUNT(*) FROM \"CUTS") || sql.contains("WHERE"), sql);
    }
  }

  /** A copy to another site would otherwise begin with half a minute of round trips. */
  @Test
  void sixtyFourRangesOfNumbersTakeFewStatements() throws SQLException {
    TableShape table = table("ID NUMBER(12)", "ID", "SELECT X * 7 FROM SYSTEM_RANGE(1, 64000)");
    assertEquals(64, KeyCut.cut(connection, dialect, table, ROWS_EACH, 64).size());
    int statements = statements();
    assertTrue(statements > 1 && statements <= 25, statements + " statements");
  }

  private int statements() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT SUM(EXECUTION_COUNT) FROM INFORMATION_SCHEMA.QUERY_STATISTICS"
                    + " WHERE SQL_STATEMENT LIKE 'SELECT%\"T\"%'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private List<String> sent() throws SQLException {
    List<String> sent = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT SQL_STATEMENT FROM INFORMATION_SCHEMA.QUERY_STATISTICS"
                    + " WHERE SQL_STATEMENT LIKE 'SELECT%\"T\"%'"
                    + " AND SQL_STATEMENT NOT LIKE '%QUERY_STATISTICS%'")) {
      while (row.next()) {
        sent.add(row.getString(1));
      }
    }
    return sent;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
