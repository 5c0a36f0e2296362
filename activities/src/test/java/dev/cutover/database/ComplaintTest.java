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
import org.h2.jdbc.JdbcSQLTransactionRollbackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
