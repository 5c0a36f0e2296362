package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.database.Dialect;
import dev.cutover.database.SentRows;
import dev.cutover.endpoint.DatabaseEndpoint;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
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

  private long hash(String row) throws SQLException {
    return read(row, 2, "", SentRows::hash).get(0);
  }

  /** NULL as no bytes. */
  private List<List<byte[]>> rows(String select, int cells, String options) throws SQLException {
    return read(
        select,
        cells,
        options,
        row -> {
          List<byte[]> bytes = new ArrayList<>();
          for (int i = 0; i < cells; i++) {
            bytes.add(Objects.requireNonNullElse(row.cell(i), new byte[0]));
          }
          return bytes;
        });
  }

  private <T> List<T> read(
      String select, int cells, String options, java.util.function.Function<SentRows, T> row)
      throws SQLException {
    SentRows.Reader reader = Objects.requireNonNull(dialect.sentRows());
    Properties properties = dialect.driverProperties();
    properties.setProperty("user", endpoint.user());
    properties.setProperty("password", endpoint.password());
    if (!options.isEmpty()) {
      properties.remove("useServerPrepStmts");
    }
    List<T> read = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(endpoint.url() + options, properties);
        PreparedStatement statement =
            connection.prepareStatement("SELECT " + reader.lead() + select)) {
      dialect.stream(statement, 1);
      try (ResultSet result = statement.executeQuery()) {
        SentRows rows = reader.of(result, cells);
        while (rows.next()) {
          read.add(row.apply(rows));
        }
      }
    }
    return read;
  }
}
