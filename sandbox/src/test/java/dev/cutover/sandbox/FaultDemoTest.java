package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.sandbox.fault.FaultCases;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with faults, on processes of its own. */
@Tag("temporal-server")
final class FaultDemoTest {

  /** The others are tried by bench/faults. */
  @Test
  void whateverHappensNoOrderIsLostAndNeverAreBothSidesWritable(@TempDir Path reports)
      throws IOException, SQLException {
    boolean found = TemporalProgram.find().isPresent();
    String missing = "the program temporal is not on the PATH";
    assumeTrue(found || Boolean.getBoolean("cutover.require-parts"), missing);
    assertTrue(found, missing);
    Troubles troubles = new Troubles(List.of(FaultCases.planned("terminate@switch-fence")));
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    DemoResult result =
        new Demo(oms(), Scenario.CLEAN, troubles, silent, 0)
            .run(1_000, TemporalServer.Kind.FOUND, reports, (world, seen) -> {});

    assertEquals(List.of(), result.problems(), () -> String.join("\n", result.trail()));
    assertTrue(result.faults().stream().allMatch(FaultSeen::happened));
  }

  private static Plan oms() throws IOException {
    Path file = Path.of("..", "plans", "oms.yaml");
    return PlanReader.read("plans/oms.yaml", Files.readAllBytes(file)).plan();
  }
}
