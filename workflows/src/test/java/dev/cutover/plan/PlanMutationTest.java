package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.temporal.Payloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Whatever is done to a plan file, its reader answers: with places of mistakes or with a plan. */
final class PlanMutationTest {

  /**
   * Enough that their share is that of all, whatever lines the plan has: some 6 in 100 are plans.
   */
  private static final int MUTANTS = 3_000;

  private static final ObjectMapper PAYLOADS = Payloads.mapper();

  @Test
  void aDamagedPlanGivesLinesOrAPlanThatEverythingCanUse() throws IOException {
    PlanMutants mutants =
        new PlanMutants(Files.readString(Path.of("..", "plans", "oms.yaml")), 20300928);
    int plans = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutants.next();
      PlanReader.Result result = PlanReader.read("plan.yaml", mutant);
      if (result.errors().isEmpty()) {
        use(result.plan());
        plans++;
      }
      result.errors().forEach(error -> assertHasPlace(error, mutant));
    }
    assertTrue(plans > MUTANTS / 20 && plans < MUTANTS / 2, plans + " of them are still plans");
  }

  private static void use(Plan plan) throws IOException {
    assertEquals(HexFormat.of().parseHex(PlanHash.of(plan)).length, 32);
    assertFalse(PlanText.of(plan, PlanHash.of(plan)).isBlank());
    Plan again = PAYLOADS.readValue(PAYLOADS.writeValueAsString(plan), Plan.class);
    assertEquals(plan, again);
    assertEquals(PlanHash.of(plan), PlanHash.of(again));
  }

  private static void assertHasPlace(PlanError error, byte[] mutant) {
    long lines = new String(mutant, StandardCharsets.UTF_8).lines().count();
    assertTrue(
        error.toString().matches("plan\\.yaml:[1-9]\\d*:[1-9]\\d*: \\P{C}{3,}"), error::toString);
    assertTrue(error.line() <= Math.max(1, lines), () -> error + " of " + lines);
  }
}
