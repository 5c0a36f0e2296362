package dev.cutover.sandbox.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.plan.PlanReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Whatever goes wrong, the invariants hold; and a simulation without them finds that they do not.
 * {@code -Dcutover.simulations=N} takes more seeds.
 */
final class SimulationTest {

  private static final Path OMS = Path.of("..", "plans", "oms.yaml");
  private static final int FEW = 40;
  private static final int MOST = 400;
  private static final int LANES = 2;

  @BeforeAll
  static void whatFailsOnPurposeIsNotLogged() {
    if (LoggerFactory.getLogger("io.temporal") instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
  }

  private static Plan oms() {
    try {
      return PlanReader.read("plans/oms.yaml", Files.readAllBytes(OMS)).plan();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Simulated asItIs() {
    return Simulated.of(oms(), PlanHash.of(oms()), "rehearsal");
  }

  private static SimulationReport report(Simulated simulated, long firstSeed, int runs) {
    Simulation simulation = new Simulation(simulated, LANES);
    List<SimulatedNight.Result> nights = simulation.run(firstSeed, runs, night -> {});
    return SimulationReport.of(
        "plans/oms.yaml", "rehearsal", firstSeed, Duration.ZERO, simulation.stoodStill(), nights);
  }

  private static String printed(SimulationReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whateverGoesWrongTheInvariantsHold() {
    SimulationReport report = report(asItIs(), 1, Integer.getInteger("cutover.simulations", FEW));

    assertEquals(List.of(), report.violations(), printed(report));
    assertTrue(report.outcomes().containsKey("completed"), printed(report));
    assertTrue(report.outcomes().containsKey("rolled-back"), printed(report));
    assertTrue(report.orders() > 100, printed(report));
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 8, 20, 51})
  void oneSeedIsOneNight(long seed) {
    assertEquals(signature(seed), signature(seed));
  }

  private static Object signature(long seed) {
    return new Simulation(asItIs(), 1).run(seed, 1, night -> {}).get(0).trail().signature();
  }

  /** From a seed a little before one that finds it, so that the suite does not search for long. */
  @ParameterizedTest
  @CsvSource({
    "THE_RECORD_IS_TRUSTED_INSTEAD_OF_OBSERVING, 174",
    "LEGACY_OPENS_BEFORE_CARRYING_BACK, 19",
    "TARGET_OPENS_BEFORE_SWITCHED, 12",
    "EPOCH_AND_TOKEN_ARE_NOT_CHECKED, 4",
    "DNS_HAS_NO_EPOCH, 1",
    "A_LEASE_THAT_RAN_OUT_IS_IGNORED, 12"
  })
  void aPlantedMistakeIsFound(Planted mistake, long firstSeed) {
    int asked = Integer.getInteger("cutover.simulations", 0);
    int some = Math.max(asked, 4);
    int tried = some;
    SimulationReport report = report(mistake.in(oms()), firstSeed, some);
    while (report.violations().isEmpty() && tried < MOST) {
      report = report(mistake.in(oms()), firstSeed + tried, some);
      tried += some;
    }
    assertFalse(report.violations().isEmpty(), mistake + " was not found in " + tried + " seeds");
    SimulationReport.Violation first = report.violations().get(0);
    long seeds =
        report.violations().stream().map(SimulationReport.Violation::seed).distinct().count();
    System.out.printf(
        "%s: found by %d of %d seeds, first by %d: %s%n",
        mistake, seeds, tried, first.seed(), first.invariant());
    assertTrue(printed(report).contains("--runs 1 --seed " + first.seed()));
    assertEquals(
        List.of(),
        report(mistake.without(oms()), first.seed(), 1).violations(),
        "it is the mistake that was found: without it this seed is clean");
  }
}
