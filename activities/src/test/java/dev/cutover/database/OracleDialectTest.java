package dev.cutover.database;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import org.junit.jupiter.api.Test;

/** Oracle's statements, through a parser that knows Oracle's grammar; no Oracle is at hand. */
final class OracleDialectTest {

  private static final Dialect ORACLE = Dialect.of("jdbc:oracle:thin:@//db:1521/OMS");
  private static final Column ID = new Column("ID", Column.Kind.NUMBER, 0, 1);
  private static final TableShape TABLE =
      new TableShape(
          "ORDERS",
          "\"OMS\".\"ORDERS\"",
          List.of(
              ID,
              new Column("AT", Column.Kind.TIME, 6, 2),
              new Column("NAME", Column.Kind.TEXT, 0, 3),
              new Column("RAW", Column.Kind.BINARY, 0, 4),
              new Column("TOTAL", Column.Kind.NUMBER, 2, 5)),
          List.of(ID));

  @Test
  void theStatementsOfCopyAndComparisonAreOraclesSql() throws JSQLParserException {
    String text = Rows.rowText(ORACLE, TABLE);
    for (String statement :
        List.of(
            ORACLE.upsert(TABLE),
            "SELECT COUNT(*), SUM(" + ORACLE.digestNumber(text) + ") FROM " + TABLE.name(),
            "SELECT "
                + Rows.keyText(ORACLE, TABLE)
                + ", "
                + ORACLE.digest(text)
                + " FROM "
                + TABLE.name(),
            "SELECT ID FROM " + TABLE.name() + " ORDER BY ID" + ORACLE.limit(),
            "UPDATE CUTOVER_FENCE SET lease_until = "
                + ORACLE.clockPlusMillis()
                + " WHERE state = 'FROZEN' AND lease_until > "
                + ORACLE.clock(),
            "SELECT epoch FROM CUTOVER_FENCE WHERE env = ?" + ORACLE.lockingRead())) {
      assertNotNull(CCJSqlParserUtil.parse(statement), statement);
    }
  }

  @Test
  void theEnginesTablesAreOraclesDdl() throws JSQLParserException {
    for (String statement : ORACLE.engineTables()) {
      assertNotNull(CCJSqlParserUtil.parse(statement), statement);
    }
  }
}
