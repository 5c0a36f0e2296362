package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import dev.cutover.database.Dialect;
import dev.cutover.database.SentRows;
import dev.cutover.database.Waits;
import dev.cutover.endpoint.DatabaseEndpoint;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows come as a real MySQL sends them, none of them lost and no two the same that are not. */
@Tag("mysql-server")
final class SentRowsTest {

  private final DatabaseEndpoint endpoint;
  private final Dialect dialect;

  SentRowsTest() throws SQLException {
    endpoint = MySqlServer.database();
    dialect = Dialect.of(endpoint.url());
  }

  @Test
  void aCellOfAnyLengthIsAllThere() throws SQLException {
    for (int length : List.of(0, 1, 250, 251, 252, 65_535, 65_536, 1 << 24, (1 << 24) + 1)) {
      List<byte[]> row = rows("REPEAT('é', " + length / 2 + "), NULL, 7", 3, "").get(0);
      String text = "é".repeat(length / 2);
      assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), row.get(0), "of " + length);
      assertEquals(0, row.get(1).length, "NULL");
      assertArrayEquals(new byte[] {'7'}, row.get(2));
    }
  }

  @Test
  void textsComeInUtf8WhateverCharsetTheirColumnHas() throws SQLException {
    String latin = "CONVERT('é' USING latin1), CONVERT('あ' USING cp932), '😀'";

    List<byte[]> row = rows(latin, 3, "").get(0);

    assertArrayEquals("é".getBytes(StandardCharsets.UTF_8), row.get(0));
    assertArrayEquals("あ".getBytes(StandardCharsets.UTF_8), row.get(1));
    assertArrayEquals("😀".getBytes(StandardCharsets.UTF_8), row.get(2));
  }

  @Test
  void everyRowIsCounted() throws SQLException {
    assertEquals(0, rows("1 FROM DUAL WHERE FALSE", 1, "").size());
    assertEquals(1, rows("1 FROM DUAL", 1, "").size());
    assertEquals(
        1000,
        rows(
                "n FROM (WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n <"
                    + " 1000) SELECT n FROM r) t",
                1,
                "")
            .size());
  }

  @Test
  void noTwoRowsThatDifferHaveTheSameHash() throws SQLException {
    List<String> rows =
        List.of(
            "'', NULL",
            "NULL, ''",
            "NULL, NULL",
            "'', ''",
            "'a', 'b'",
            "'ab', ''",
            "'', 'ab'",
            "'a', NULL",
            "'b', 'a'",
            "'a ', 'b'",
            "'A', 'b'",
            "'é', 'b'",
            "_utf8mb4 X'65CC81', 'b'",
            "1.0, 'b'",
            "1.00, 'b'",
            "'N', NULL",
            "X'FB', ''",
            "REPEAT('a', 251), ''",
            "REPEAT('a', 252), ''");
    Set<Long> hashes = new HashSet<>();
    for (String row : rows) {
      hashes.add(hash(row));
      assertEquals(hash(row), hash(row), row);
    }
    assertEquals(rows.size(), hashes.size());
  }

  @Test
  void anotherProtocolIsRefusedAndNotMisread() {
    ApplicationFailure refused =
        assertThrows(
            ApplicationFailure.class, () -> rows("1 FROM DUAL", 1, "&useServerPrepStmts=true"));
    assertTrue(refused.getOriginalMessage().contains("take useServerPrepStmts"));
  }

  /** Eight of ten columns need a second byte for their NULL bits. */
  @Test
  void noTwoStoredRowsThatDifferHaveTheSameHash() throws SQLException {
    execute(
        "CREATE TABLE t (n INT, tiny TINYINT, small SMALLINT, big BIGINT, year YEAR, single FLOAT,"
            + " wide DOUBLE, amount DECIMAL(38, 10), day DATE, at DATETIME(6), clock TIME(3),"
            + " name VARCHAR(1000), bits BIT(9), raw VARBINARY(20), json JSON, pick ENUM('a', 'b'))");
    String none = "1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";
    String all =
        "1, 2, 3, 4, 2024, 0.1, 0.1, 0.1, '2024-02-29', '2024-02-29 23:59:59.123456', '10:00:00.5',"
            + " %s, b'101', X'00FF', '{\"a\": 1}', 'a'";
    List<String> rows = new ArrayList<>();
    rows.add(none + ", NULL, NULL");
    rows.add(none + ", NULL, 'a'");
    rows.add(none + ", '1', NULL");
    rows.add(none.replaceFirst("1", "NULL") + ", NULL, NULL");
    for (String name : List.of("NULL", "''", "'a'", "'A'", "'a '", "REPEAT('a', 250)")) {
      rows.add(all.formatted(name));
    }
    rows.add(all.formatted("REPEAT('a', 251)"));
    rows.add(all.formatted("REPEAT('あ', 1000)"));
    for (String change :
        List.of(
            "2024,/2025,",
            ", 4,/, -4,",
            "0.1, 0.1, 0.1/0.1, 0.1, 0.2",
            "56'/57'",
            "0.5/0.501",
            "29',/28',",
            "b'101'/b'100'",
            "00FF/FF00",
            "1}/2}",
            ", 'a'/, 'b'",
            "0.1, 0/0.2, 0")) {
      List<String> was = Splitter.on('/').splitToList(change);
      rows.add(all.formatted("'x'").replaceFirst(Pattern.quote(was.get(0)), was.get(1)));
    }
    Set<Long> hashes = new HashSet<>();
    for (String row : rows) {
      execute("DELETE FROM t", "INSERT INTO t VALUES (" + row + "), (" + row + ")");
      List<Long> twice = stored("t.* FROM t");
      assertEquals(twice.get(0), twice.get(1), row);
      assertTrue(hashes.add(twice.get(0)), row);
    }
  }

  /** The driver reads each row into the memory of the longest before it. */
  @Test
  void whatIsLeftOfALongerRowIsNoPartOfAShorterOne() throws SQLException {
    execute(
        "CREATE TABLE t (n INT PRIMARY KEY, name VARCHAR(1000))",
        "INSERT INTO t VALUES (1, 'a'), (2, REPEAT('b', 1000)), (3, 'a'), (4, NULL), (5, 'a')");
    List<Long> hashes = stored("name FROM t ORDER BY n");
    assertEquals(hashes.get(0), hashes.get(2));
    assertEquals(hashes.get(0), hashes.get(4));
    assertEquals(3, new HashSet<>(hashes).size());
  }

  private List<Long> stored(String select) throws SQLException {
    SentRows.Reader reader = Objects.requireNonNull(dialect.sentRows());
    List<Long> hashes = new ArrayList<>();
    try (Connection connection = open("");
        PreparedStatement statement =
            reader.prepare(connection, "SELECT " + reader.lead() + select)) {
      dialect.stream(statement, 1);
      try (ResultSet result = statement.executeQuery()) {
        SentRows rows = reader.stored(result);
        while (rows.next()) {
          hashes.add(rows.hash());
        }
      }
    }
    return hashes;
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = open("");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private long hash(String row) throws SQLException {
    return read(row, "", SentRows::hash).get(0);
  }

  /** NULL as no bytes. */
  private List<List<byte[]>> rows(String select, int cells, String options) throws SQLException {
    return read(
        select,
        options,
        row -> {
          List<byte[]> bytes = new ArrayList<>();
          for (int i = 0; i < cells; i++) {
            bytes.add(Objects.requireNonNullElse(row.cell(i), new byte[0]));
          }
          return bytes;
        });
  }

  private <T> List<T> read(String select, String options, Function<SentRows.Printed, T> row)
      throws SQLException {
    SentRows.Reader reader = Objects.requireNonNull(dialect.sentRows());
    List<T> read = new ArrayList<>();
    try (Connection connection = open(options);
        PreparedStatement statement =
            connection.prepareStatement("SELECT " + reader.lead() + select)) {
      dialect.stream(statement, 1);
      try (ResultSet result = statement.executeQuery()) {
        SentRows.Printed rows = reader.printed(result);
        while (rows.next()) {
          read.add(row.apply(rows));
        }
      }
    }
    return read;
  }

  private Connection open(String options) throws SQLException {
    Properties properties = dialect.driverProperties(Waits.STANDARD);
    properties.setProperty("user", endpoint.user());
    properties.setProperty("password", endpoint.password());
    if (!options.isEmpty()) {
      properties.remove("useServerPrepStmts");
    }
    return DriverManager.getConnection(endpoint.url() + options, properties);
  }
}
