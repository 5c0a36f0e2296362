package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole rehearsal on real databases, DNS, applications and batch jobs, in every scenario. */
final class DemoScenariosTest {

  @ParameterizedTest
  @CsvSource({
    "CLEAN, completed, target",
    "INTEGRITY_ERRORS, rolled-back, legacy",
    "OVERRUN, rolled-back, legacy",
    "CORE_FUNCTION, rolled-back, legacy",
    "SILENT_DECISION_MAKER, rolled-back, legacy",
    "DRILL, rolled-back, legacy"
  })
  void noOrderIsLostOrDoubledAndNeverAreBothSidesWritable(
      Scenario scenario, String outcome, String live, @TempDir Path reports)
      throws IOException, SQLException {
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    DemoResult result =
        new Demo(oms(), scenario, silent, 0)
            .run(1_000, TemporalServer.Kind.IN_MEMORY, reports, (world, seen) -> {});

    assertEquals(outcome, result.outcome(), result.reason());
    assertEquals(live, result.live());
    assertTrue(result.orders().placed() > 0);
    assertEquals(0, result.orders().lost());
    assertEquals(0, result.orders().doubled());
    assertEquals(0, result.effects().doubled());
    assertEquals(0, result.bothWritable());
    assertEquals(List.of(), result.problems());
    String page = Files.readString(Path.of(result.report()));
    assertTrue(page.contains("Counts and checksums") && page.contains("What clients and prober"));
  }

  private static Plan oms() throws IOException {
    Path file = Path.of("..", "plans", "oms.yaml");
    return PlanReader.read("plans/oms.yaml", Files.readAllBytes(file)).plan();
  }
}
