package dev.cutover.sandbox.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.plan.PlanReader;
import dev.cutover.starter.BadInput;
import dev.cutover.starter.ExitCode;
import dev.cutover.starter.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cutover simulate}: the workflows under virtual time, where things go wrong by seed. */
@Command(
    name = "simulate",
    description = "run a plan's cutover many times in memory, under virtual time, with faults")
public final class SimulateCommand implements Callable<Integer> {

  private static final int MOST_RUNS = 1_000_000;

  @Parameters(index = "0", paramLabel = "FILE", description = "the plan, a YAML file")
  private Path file = Path.of("");

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "how many, one seed after the other: ${DEFAULT-VALUE}",
      defaultValue = "100")
  private int runs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "the first seed: ${DEFAULT-VALUE}",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--environment",
      paramLabel = "E",
      description = "${DEFAULT-VALUE} or another of the plan's",
      defaultValue = "rehearsal")
  private String environment = "rehearsal";

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    if (runs < 1 || runs > MOST_RUNS) {
      throw new BadInput("--runs " + runs + ": must be 1 to " + MOST_RUNS);
    }
    Plan plan = plan();
    if (!plan.environments().containsKey(environment)) {
      throw new BadInput(
          "environment "
              + environment
              + " is not in the plan, which has "
              + plan.environments().keySet().stream().sorted().toList());
    }
    // Temporal tells of every attempt that fails, and here they fail on purpose.
    if (LoggerFactory.getLogger("io.temporal") instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
    SimulationReport report = simulated(plan);
    if (json) {
      System.out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else {
      report.print(System.out);
    }
    return report.violations().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private SimulationReport simulated(Plan plan) {
    long begun = System.nanoTime();
    AtomicInteger done = new AtomicInteger();
    boolean redraw = !json && Terminal.width() > 0;
    Simulation simulation =
        new Simulation(
            Simulated.of(plan, PlanHash.of(plan), environment),
            Math.min(runs, Math.max(1, Runtime.getRuntime().availableProcessors())));
    List<SimulatedNight.Result> nights =
        simulation.run(
            seed,
            runs,
            night -> {
              if (redraw) {
                System.out.printf("\r%,d of %,d ", done.incrementAndGet(), runs);
                System.out.flush();
              }
            });
    if (redraw) {
      System.out.print("\r");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return SimulationReport.of(
        file.toString(), environment, seed, took, simulation.stoodStill(), nights);
  }

  private Plan plan() {
    try {
      PlanReader.Result read = PlanReader.read(file.toString(), Files.readAllBytes(file));
      if (!read.errors().isEmpty()) {
        throw new BadInput(
            read.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
      }
      return read.plan();
    } catch (NoSuchFileException e) {
      throw new BadInput(file + ": no such file");
    } catch (IOException e) {
      throw new BadInput(file + ": can't be read: " + e.getMessage());
    }
  }
}
