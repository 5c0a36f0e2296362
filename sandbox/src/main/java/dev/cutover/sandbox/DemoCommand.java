package dev.cutover.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.sandbox.fault.FaultCases;
import dev.cutover.starter.BadInput;
import dev.cutover.starter.ExitCode;
import dev.cutover.starter.Terminal;
import dev.cutover.workflow.RunStatus.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cutover demo}: the main job on the sandbox. */
@Command(
    name = "demo",
    description = "rehearse the OMS plan on real databases, in a sandbox on this machine")
public final class DemoCommand implements Callable<Integer> {

  private static final int MOST_ORDERS = 5_000_000;

  @Option(
      names = "--scenario",
      paramLabel = "S",
      description =
          "what happens: ${DEFAULT-VALUE}, "
              + "integrity-errors, overrun, core-function, silent-decision-maker or drill",
      defaultValue = "clean")
  private String scenario = "clean";

  @Option(
      names = "--orders",
      paramLabel = "N",
      description = "size of the data: ${DEFAULT-VALUE}",
      defaultValue = "100000")
  private int orders;

  @Option(
      names = "--fault",
      paramLabel = "NAME@STEP",
      description = "what goes wrong, and at which step; can be given several times")
  private List<String> faults = List.of();

  @Option(names = "--faults", description = "list what can go wrong, and end")
  private boolean listFaults;

  @Option(
      names = "--allowed-signers",
      paramLabel = "FILE",
      description =
          "whose keys of their own are in this file decide for themselves; all others are played")
  private @Nullable Path allowedSigners;

  @Option(names = "--ui", description = "Temporal with its web UI, installed if need be")
  private boolean ui;

  @Option(names = "--keep", description = "leave the world up until Ctrl-C")
  private boolean keep;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where the report goes: ${DEFAULT-VALUE}",
      defaultValue = "out")
  private Path directory = Path.of("out");

  @Override
  public Integer call() throws IOException, SQLException {
    if (listFaults) {
      FaultList.print(System.out);
      return ExitCode.DONE;
    }
    Troubles troubles = new Troubles(faults.stream().map(FaultCases::planned).toList());
    Scenario played =
        Arrays.stream(Scenario.values())
            .filter(candidate -> candidate.key().equals(scenario))
            .findFirst()
            .orElseThrow(
                () -> new BadInput("--scenario " + scenario + ": there are " + Scenario.keys()));
    if (orders < 200 || orders > MOST_ORDERS) {
      throw new BadInput("--orders " + orders + ": must be 200 to " + MOST_ORDERS);
    }
    PrintStream out =
        json
            ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
            : System.out;
    int width = json ? 0 : Terminal.width();
    TemporalServer.Kind kind = ui ? TemporalServer.Kind.WITH_UI : TemporalServer.Kind.FOUND;
    troubles.check(kind);
    Plan plan = oms();
    DemoResult result =
        new Demo(
                plan,
                played,
                troubles,
                attendees(plan, troubles),
                json ? System.err : System.out,
                out,
                width)
            .run(orders, kind, directory, this::over);
    if (!result.problems().isEmpty()) {
      return ExitCode.FAILED;
    }
    return ExitCode.of(
        Outcome.valueOf(result.outcome().toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  private Attendees attendees(Plan plan, Troubles troubles) {
    if (allowedSigners == null) {
      return Attendees.NONE;
    }
    if (!troubles.isNone()) {
      throw new BadInput("--allowed-signers: where faults happen, all people are played");
    }
    return Attendees.of(allowedSigners, plan);
  }

  private void over(World world, DemoResult result) throws IOException {
    if (json) {
      System.out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
    } else {
      summary(result);
    }
    result.problems().forEach(problem -> System.err.println("WRONG: " + problem));
    if (!result.problems().isEmpty()) {
      result.trail().forEach(System.err::println);
    }
    if (keep) {
      PrintStream out = json ? System.err : System.out;
      world.addresses().forEach(out::println);
      out.println("The world stays up: Ctrl-C ends it.");
      untilInterrupted();
    }
  }

  private static void untilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void summary(DemoResult result) {
    PrintStream out = System.out;
    out.printf("%n%s: %s%n", result.outcome(), result.reason());
    out.printf("live: %s%n", result.live());
    for (DemoResult.Table table : result.tables()) {
      out.printf(
          "  %-18s %,10d %,10d  %s%n",
          table.name(),
          table.legacyRows(),
          table.targetRows(),
          table.equal() ? "equal" : "DIFFERENT");
    }
    out.printf(
        "orders placed %,d, lost %d, doubled %d; purchase orders sent %,d, doubled %d;"
            + " both sides writable %d times%n",
        result.orders().placed(),
        result.orders().lost(),
        result.orders().doubled(),
        result.effects().sent(),
        result.effects().doubled(),
        result.bothWritable());
    for (FaultSeen fault : result.faults()) {
      Double after = fault.wentOnAfter();
      out.printf(
          "%s@%s %s%n",
          fault.fault(),
          fault.step(),
          !fault.happened()
              ? "never came"
              : after == null ? "ended the run" : "went on after " + after + " s");
    }
    if (result.rollbackBegunAfter() != null) {
      out.printf("the rollback began %.1f s late%n", result.rollbackBegunAfter());
    }
    if (result.probesFailed() > 0) {
      out.printf(
          "the prober could not tell %,d times: neither accepted nor refused by a fence%n",
          result.probesFailed());
    }
    out.println("report: " + result.report());
  }

  private static Plan oms() throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream("/plans/oms.yaml")) {
      return PlanReader.read(
              "plans/oms.yaml", Objects.requireNonNull(in, "plans/oms.yaml").readAllBytes())
          .plan();
    }
  }
}
