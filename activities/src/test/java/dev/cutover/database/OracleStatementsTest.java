package dev.cutover.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.cutover.database.Column.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import org.junit.jupiter.api.Test;

/**
 * Statements for Oracle, which no server was at hand to run: a parser reads them, and a file keeps
 * them, so that a change of one is seen and read by a person.
 */
final class OracleStatementsTest {

  private static final Column ID = new Column("ORDER_ID", Kind.NUMBER, 0, 1);
  private static final Column LINE = new Column("LINE", Kind.TEXT, 0, 2);
  private static final TableShape TABLE =
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

  private final OracleDialect oracle = new OracleDialect();

  private Map<String, String> statements() {
    String fence = oracle.engineTable("fence");
    String key = Rows.keyText(oracle, TABLE);
    String row = Rows.rowText(oracle, TABLE);
    Map<String, String> statements = new LinkedHashMap<>();
    statements.put("upsert", oracle.upsert(TABLE));
    statements.put(
        "upsert of keys only",
        oracle.upsert(new TableShape("LINKS", "\"OMS\".\"LINKS\"", TABLE.key(), TABLE.key())));
    statements.put("row texts", "SELECT " + key + ", " + row + " FROM " + TABLE.name());
    statements.put(
        "row digests", "SELECT " + key + ", " + oracle.digest(row) + " FROM " + TABLE.name());
    statements.put(
        "table digest",
        "SELECT COUNT(*), SUM(" + oracle.digestNumber(row) + ") FROM " + TABLE.name());
    statements.put(
        "journal", "SELECT id, tab, pk FROM CUTOVER_JOURNAL ORDER BY id" + oracle.limit());
    statements.put(
        "fence, locked",
        "SELECT state FROM " + fence + " WHERE sys = ? AND env = ?" + oracle.lockingRead());
    statements.put(
        "fence, frozen",
        "UPDATE "
            + fence
            + " SET state = 'FROZEN', lease_until = "
            + oracle.clockPlusMillis()
            + " WHERE sys = ? AND env = ? AND state = 'OPEN' AND epoch = ?");
    statements.put(
        "fence, renewed",
        "UPDATE "
            + fence
            + " SET lease_until = "
            + oracle.clockPlusMillis()
            + " WHERE sys = ? AND env = ? AND state = 'FROZEN' AND lease_until > "
            + oracle.clock()
            + " AND epoch = ?");
    statements.put("incarnation", "SELECT " + oracle.incarnation() + " FROM DUAL");
    statements.put(
        "row digests, empty texts as none",
        "SELECT " + oracle.digest(Rows.heldText(oracle, TABLE)) + " FROM " + TABLE.name());
    statements.put("enabled trigger", OracleDialect.ENABLED_TRIGGER);
    int number = 1;
    for (String table : oracle.engineTables()) {
      statements.put("engine table " + number++, table);
    }
    return statements;
  }

  @Test
  void everyStatementIsReadByAnSqlParser() throws JSQLParserException {
    for (String statement : statements().values()) {
      assertNotNull(CCJSqlParserUtil.parse(statement), statement);
    }
  }

  @Test
  void theStatementsAreThoseThatWereReviewed() throws IOException {
    String now =
        statements().entrySet().stream()
            .map(entry -> "-- " + entry.getKey() + "\n" + entry.getValue() + ";\n")
            .collect(Collectors.joining("\n"));
    try (InputStream in = OracleStatementsTest.class.getResourceAsStream("oracle.sql")) {
      assertNotNull(in, "oracle.sql is missing; it should hold:\n" + now);
      assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), now);
    }
  }
}
