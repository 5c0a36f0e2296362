package dev.cutover.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.DatabaseGrants;
import dev.cutover.plan.Levers;
import dev.cutover.plan.Levers.FenceRule;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.Side;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is printed, as a DBA reads it; what it is worth is tried on servers where there are any. */
final class GrantsTextTest {

  private static final List<String> ALL = List.of("rehearsal", "production");
  private static final Pattern PLACEHOLDER = Pattern.compile("<(\\w+)>");

  private final DatabaseGrants oracle = new OracleGrants();
  private final DatabaseGrants mysql = new MySqlGrants();

  @Test
  void whatIsPrintedForThePlanIsWhatWasReviewed() throws IOException {
    assertReviewed("grants-legacy.sql", oracle.script(oms(), Side.LEGACY, ALL));
    assertReviewed("grants-target.sql", mysql.script(oms(), Side.TARGET, ALL));
  }

  private static void assertReviewed(String file, String now) throws IOException {
    try (InputStream in = GrantsTextTest.class.getResourceAsStream(file)) {
      assertNotNull(in, file + " is missing; it should hold:\n" + now);
      assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), now);
    }
  }

  /** A parser knows no rights: that they are the right ones only a server can tell. */
  @ParameterizedTest
  @EnumSource
  void everyStatementForOracleIsReadByAParserOfOraclesGrammar(Side side) throws IOException {
    for (Plan plan : List.of(oms(), thatEndsSessions(oms()))) {
      for (String statement : statements(oracle.script(plan, side, ALL))) {
        assertEquals(List.of(), OracleGrammar.complaints(filled(statement)), statement);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStatementIsRefusedUntilWhatItLacksIsPutIn(Side side) throws IOException {
    for (String statement : statements(oracle.script(oms(), side, ALL))) {
      assertFalse(OracleGrammar.complaints(statement).isEmpty(), statement);
    }
  }

  @Test
  void everyTableOfTheEngineIsGrantedOnBothSides() throws IOException {
    Set<String> made =
        new MySqlDialect()
            .engineTables().stream()
                .map(Pattern.compile("CREATE TABLE (\\w+)")::matcher)
                .filter(Matcher::find)
                .map(table -> table.group(1))
                .collect(Collectors.toSet());
    for (DatabaseGrants grants : List.of(mysql, new MariaDbGrants())) {
      for (Side side : Side.values()) {
        Set<String> granted =
            Pattern.compile("GRANT CREATE.*`(cutover_\\w+)`")
                .matcher(grants.script(oms(), side, ALL))
                .results()
                .map(table -> table.group(1))
                .collect(Collectors.toSet());
        assertEquals(made, granted);
      }
    }
  }

  @Test
  void aProductionIsGivenNothingThatOnlyARehearsalNeeds() throws IOException {
    String production = mysql.script(oms(), Side.LEGACY, List.of("production"));

    assertTrue(production.contains("GRANT CREATE ON `<schema>`.`cutover_seal` TO <engine>;"));
    assertTrue(production.contains(": oms-legacy-db-production."));
    assertFalse(production.contains("rehearsal"));
  }

  @Test
  void rightsOnSessionsOfOthersAreForWhoMayEndThem() throws IOException {
    for (DatabaseGrants grants : List.of(oracle, mysql, new MariaDbGrants())) {
      for (Side side : Side.values()) {
        assertTrue(statements(grants.script(oms(), side, ALL)).stream().noneMatch(this::isOfAll));
        assertTrue(
            statements(grants.script(thatEndsSessions(oms()), side, ALL)).stream()
                .anyMatch(this::isOfAll));
      }
    }
  }

  private boolean isOfAll(String statement) {
    return statement.contains(" ON *.* ") || statement.contains("ALTER SYSTEM");
  }

  @Test
  void whateverAPlanCallsAnAccountStaysInItsComment() throws IOException {
    byte[] file = Files.readAllBytes(Path.of("..", "plans", "oms.yaml"));
    String text = new String(file, StandardCharsets.UTF_8);
    String broken = text.replace("account: OMS_APP", "account: \"A\\nDROP TABLE ORDERS; --\"");
    Plan plan = PlanReader.read("oms.yaml", broken.getBytes(StandardCharsets.UTF_8)).plan();

    for (DatabaseGrants grants : List.of(oracle, mysql)) {
      String script = grants.script(plan, Side.LEGACY, ALL);
      assertTrue(script.contains("DROP TABLE ORDERS"));
      assertTrue(statements(script).stream().noneMatch(line -> line.startsWith("DROP")));
    }
  }

  @Test
  void onH2ThereIsNothingToGrant() throws IOException {
    assertEquals(List.of(), statements(new H2Grants().script(oms(), Side.LEGACY, ALL)));
  }

  private static List<String> statements(String script) {
    return script
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("--"))
        .map(line -> line.substring(0, line.length() - 1))
        .toList();
  }

  private static String filled(String statement) {
    return PLACEHOLDER.matcher(statement).replaceAll("X_$1");
  }

  private static Plan thatEndsSessions(Plan plan) {
    FenceRule fence = plan.levers().fence();
    return plan.with(
        new Levers(
            new FenceRule(fence.lease(), fence.drain(), true, fence.forfeit()),
            plan.levers().dns(),
            plan.levers().lateCalls()));
  }

  private static Plan oms() throws IOException {
    byte[] file = Files.readAllBytes(Path.of("..", "plans", "oms.yaml"));
    return PlanReader.read("plans/oms.yaml", file).plan();
  }
}
