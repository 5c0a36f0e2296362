package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.plan.Environment;
import dev.cutover.plan.SchemaFinding;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What is printed is enough, and nothing of it is too much: tried on a real server. */
record GrantsProof(PrintedGrants printed) {

  private static final List<String> PRODUCTION = List.of("production");
  private static final List<String> REHEARSAL = List.of(Environment.REHEARSAL);

  void isEnoughForACutoverAndARollback() throws Throwable {
    try (GrantedNight night = printed.night(PrintedGrants.plan(true), PRODUCTION)) {
      night.run();
      night.endSessions();
    }
  }

  void isEnoughForARehearsalThatIsReset() throws Throwable {
    try (GrantedNight night = printed.night(PrintedGrants.plan(false), REHEARSAL)) {
      night.run();
      night.reset();
    }
  }

  void isWhatTheEngineAsksFor() throws Throwable {
    try (GrantedNight night = printed.night(PrintedGrants.plan(true), REHEARSAL)) {
      new RightsAskedFor(night, printed).areThosePrinted();
    }
  }

  void isNotEnoughWithout(PrintedRight right) throws Throwable {
    boolean forReset = printed.rights(PRODUCTION).noneMatch(right::equals);
    try (GrantedNight night = printed.night(PrintedGrants.plan(true), REHEARSAL)) {
      night.sides.withhold(right);
      if (forReset) {
        night.run();
        assertIsMissed(night, right, night::reset);
      } else if (right.on().equals("*.*")) {
        night.prepare();
        assertIsMissed(night, right, night::endSessions);
      } else {
        assertIsMissed(night, right, night::run);
      }
    }
  }

  private void assertIsMissed(GrantedNight night, PrintedRight right, Executable act) {
    Throwable missed = assertThrows(Throwable.class, act);
    if (right.isNamedWhereItLacks()) {
      assertEquals(right, PrintedGrants.denied(night.sides, printed.rights(), missed));
    }
  }

  /** PROCESS, where the plan lets no session be ended. */
  void theOptionalRightNamesWhoHoldsUpAFreeze() throws SQLException {
    try (GrantedNight night = printed.night(PrintedGrants.plan(false), PRODUCTION)) {
      night.prepare();
      String told = night.heldUpFreeze().told();
      assertTrue(told.contains("a session that the engine may not see"), told);
      assertEquals(printed.grants().kind().equals("mysql"), seesNoTruncate(night));
    }
    try (GrantedNight night =
        printed.night(
            PrintedGrants.plan(false), PRODUCTION, script -> script.replace("-- GRANT", "GRANT"))) {
      night.prepare();
      HeldUp freeze = night.heldUpFreeze();
      String told = freeze.told();
      assertTrue(told.contains(freeze.side().application()), told);
      assertFalse(seesNoTruncate(night));
    }
  }

  private static boolean seesNoTruncate(GrantedNight night) {
    return night.findings().stream()
        .map(Finding::name)
        .anyMatch(SchemaFinding.TRUNCATE_UNSEEN::equals);
  }

  void givesTheEngineNothingElse() throws SQLException {
    try (GrantedNight night = printed.night(PrintedGrants.plan(false), REHEARSAL)) {
      night.prepare();
      for (String refused :
          List.of(
              "SELECT * FROM forgotten",
              "UPDATE cutover_ledger SET entry = 'another decision'",
              "DELETE FROM cutover_ledger",
              "TRUNCATE TABLE orders",
              "DROP TABLE orders",
              "CREATE TABLE more (id BIGINT)",
              "ALTER TABLE stock ADD more BIGINT")) {
        SQLException said =
            assertThrows(SQLException.class, () -> night.asLegacysEngine(refused), refused);
        assertEquals(1142, said.getErrorCode(), said::getMessage);
      }
    }
  }
}
