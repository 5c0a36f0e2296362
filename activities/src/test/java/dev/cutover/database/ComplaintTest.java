package dev.cutover.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.database.Complaint.Kind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.h2.jdbc.JdbcSQLTransactionRollbackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an error calls for is told by the vendor's code, whatever exception it comes in. */
final class ComplaintTest {

  @ParameterizedTest
  @CsvSource({
    "1213, 40001, TAKEN_BACK",
    "1205, HY000, LOCKED",
    "1020, HY000, TAKEN_BACK",
    "1040, 08004, UNAVAILABLE",
    "1226, 42000, UNAVAILABLE",
    "1053, 08S01, UNAVAILABLE",
    "0, 08S01, LOST",
    "1927, 70100, LOST",
    "4031, HY000, LOST",
    "1114, HY000, PERSON",
    "1021, HY000, PERSON",
    "1290, HY000, PERSON",
    "1836, HY000, PERSON",
    "1045, 28000, PERSON",
    "1142, 42000, PERSON",
    "1146, 42S02, PERSON",
    "1062, 23000, OTHER",
    "1064, 42000, OTHER"
  })
  void ofMySqlAndMariaDb(int code, String state, Kind kind) {
    assertEquals(kind, Complaint.of(new SQLException("told", state, code)).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "60, 61000, TAKEN_BACK",
    "8177, 72000, TAKEN_BACK",
    "54, 61000, LOCKED",
    "30006, 61000, LOCKED",
    "3113, 08000, LOST",
    "12170, 08006, LOST",
    "17002, 08006, LOST",
    "28, 08000, LOST",
    "12514, 08006, UNAVAILABLE",
    "12519, 08006, UNAVAILABLE",
    "1033, 72000, UNAVAILABLE",
    "1653, 72000, PERSON",
    "1536, 72000, PERSON",
    "16000, 72000, PERSON",
    "1017, 72000, PERSON",
    "942, 42000, PERSON",
    "257, 72000, PERSON",
    "1, 23000, OTHER",
    "904, 42000, OTHER"
  })
  void ofOracle(int code, String state, Kind kind) {
    String words = "ORA-%05d: told".formatted(code);
    assertEquals(kind, Complaint.of(new SQLException(words, state, code)).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "40001, 40001, TAKEN_BACK",
    "90131, 90131, TAKEN_BACK",
    "50200, HYT00, LOCKED",
    "90067, 90067, LOST",
    "90098, 90098, LOST",
    "90028, 90028, PERSON",
    "42102, 42S02, PERSON",
    "23505, 23505, OTHER"
  })
  void ofH2(int code, String state, Kind kind) {
    SQLException e =
        new JdbcSQLTransactionRollbackException("told", "SELECT", state, code, null, "");
    assertEquals(kind, Complaint.of(e).kind());
  }

  @Test
  void anErrorBehindAnotherOneCounts() {
    SQLException pool = new SQLTransientConnectionException("not available");
    pool.initCause(new SQLException("Too many connections", "08004", 1040));
    BatchUpdateException batch = new BatchUpdateException();
    batch.setNextException(new SQLException("deadlock", "40001", 1213));

    assertEquals(Kind.UNAVAILABLE, Complaint.of(pool).kind());
    assertTrue(Complaint.of(batch).isVictim());
  }

  @Test
  void whatAPersonHasToDoIsSaidBehindTheDatabasesOwnWords() {
    String told = Complaint.told(new SQLException("--read-only option", "HY000", 1290));

    assertTrue(told.startsWith("--read-only option (the server is read-only: SET GLOBAL"), told);
    assertFalse(Complaint.told(new SQLException("deadlock", "40001", 1213)).contains("("));
  }

  static Stream<Arguments> refusedRows() {
    return Stream.of(
        Arguments.of(
            1062, "Duplicate entry 'a' for key 't.k'", "Duplicate entry '…' for key 't.k'"),
        Arguments.of(
            1062, "Duplicate entry 'O'Neill's' for key 'k'", "Duplicate entry '…' for key 'k'"),
        Arguments.of(1062, "Duplicate entry 'cut off", "Duplicate entry '…'"),
        Arguments.of(
            1292,
            "Incorrect date value: 'a' for column `a`.`b`.`c` at row 1",
            "Incorrect date value: '…' for column `a`.`b`.`c` at row 1"),
        Arguments.of(
            1366,
            "Incorrect string value: '\\xE3' for column 'c' at row 1",
            "Incorrect string value: '…' for column 'c' at row 1"),
        Arguments.of(1406, "Data too long for column 'c'", "Data too long for column 'c'"),
        Arguments.of(
            1526, "Table has no partition for value 7", "Table has no partition for value …"),
        Arguments.of(
            1,
            "ORA-00001: unique constraint (S.UK) violated",
            "ORA-00001: unique constraint (S.UK) violated"),
        Arguments.of(
            1,
            "ORA-03301: row with column values (MAIL:'a') already exists",
            "ORA-03301: row with column values … already exists"),
        Arguments.of(
            1722,
            "ORA-01722: unable to convert string value containing 'a' to a number",
            "ORA-01722: unable to convert string value containing … to a number"));
  }

  @ParameterizedTest
  @MethodSource("refusedRows")
  void ofARowTheNamesAreToldAndNoValue(int code, String words, String told) {
    assertEquals(
        told + " [SQL state 23000, error " + code + "]",
        Complaint.told(new SQLException(words, "23000", code)));
  }

  /** H2 speaks its user's language, and then English. */
  static Stream<Arguments> rowsRefusedByH2() {
    return Stream.of(
        Arguments.of(
            23505,
            "違反: \"S.I ON S.T(A) VALUES ( /* 1 */ 'a''\"\"b' )\"",
            "違反: \"S.I ON S.T(A) VALUES (…)\""),
        Arguments.of(
            23505, "\"PRIMARY KEY ON S.T ( /* key:1 */ 1, 'a')\"", "\"PRIMARY KEY ON S.T (…)\""),
        Arguments.of(
            23503,
            "\"FK: S.C FOREIGN KEY(P) REFERENCES S.P(ID) (5)\"",
            "\"FK: S.C FOREIGN KEY(P) REFERENCES S.P(ID) (…)\""),
        Arguments.of(23513, "\"OF_AGE: (AGE > 17)\"", "\"OF_AGE: (AGE > 17)\""),
        Arguments.of(
            22001,
            "column \"A VARCHAR(3)\": \"'abcd' (4)\"",
            "column \"A VARCHAR(3)\": \"'…' (4)\""),
        Arguments.of(
            22001, "column \"A VARCHAR(3)\": \"'abcd... (90)\"", "column \"A VARCHAR(3)\": \"…\""),
        Arguments.of(22018, "\"'a''b' (T: \"\"A\"\" INTEGER)\"", "\"'…' (T: \"\"A\"\" INTEGER)\""),
        Arguments.of(
            22007, "Cannot parse \"DATE\" constant \"a\"", "Cannot parse \"DATE\" constant \"…\""),
        Arguments.of(
            90131, "\"PRIMARY KEY ON S.T(A) ( /* key:1 */ 1)\"", "\"PRIMARY KEY ON S.T(A) (…)\""));
  }

  @ParameterizedTest
  @MethodSource("rowsRefusedByH2")
  void ofARowOfH2sToo(int code, String words, String told) {
    SQLException e =
        new JdbcSQLTransactionRollbackException(
            words, "SELECT 'a'", String.valueOf(code), code, null, "");

    String all = Complaint.told(e);
    assertTrue(all.startsWith(told + "; SQL statement:\nSELECT '…'"), all);
  }

  @Test
  void aVictimIsMadeAgainButNotForEver() throws SQLException {
    AtomicInteger tries = new AtomicInteger();
    assertEquals(
        4,
        Again.run(
            () -> {
              if (tries.incrementAndGet() < 4) {
                throw new SQLException("deadlock", "40001", 1213);
              }
              return tries.get();
            }));

    AtomicInteger inVain = new AtomicInteger();
    assertThrows(
        SQLException.class,
        () ->
            Again.run(
                () -> {
                  inVain.incrementAndGet();
                  throw new SQLException("deadlock", "40001", 1213);
                }));
    assertEquals(8, inVain.get());
  }

  @Test
  void whatMayHaveTakenEffectIsNotMadeAgain() {
    AtomicInteger tries = new AtomicInteger();
    assertThrows(
        SQLException.class,
        () ->
            Again.run(
                () -> {
                  tries.incrementAndGet();
                  throw new SQLException("lost", "08S01", 0);
                }));
    assertEquals(1, tries.get());
  }
}
