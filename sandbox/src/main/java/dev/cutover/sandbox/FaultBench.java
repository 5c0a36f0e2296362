package dev.cutover.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.sandbox.fault.FaultCase;
import dev.cutover.sandbox.fault.FaultCases;
import dev.cutover.sandbox.fault.PlannedFault;
import dev.cutover.sandbox.fault.Runs;
import dev.cutover.starter.BadInput;
import dev.cutover.starter.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries every fault at every step that it applies to, each run a demo in a process of its own. */
@Command(name = "bench/faults")
public final class FaultBench implements Callable<Integer> {

  /** Whatever is still under way by then goes round in circles. */
  private static final int MOST_SECONDS = 1_800;

  private static final int END_SECONDS = 120;

  @Option(names = "--part", description = "a small part, within five minutes")
  private boolean part;

  @Option(names = "--only", paramLabel = "NAME[@STEP]", description = "these alone")
  private List<String> only = List.of();

  @Option(names = "--jobs", description = "runs side by side: ${DEFAULT-VALUE}", defaultValue = "2")
  private int jobs;

  @Option(
      names = "--orders",
      description = "size of the data: ${DEFAULT-VALUE}",
      defaultValue = "1000")
  private int orders;

  @Option(
      names = "--minutes",
      description = "begins no further run after so long",
      defaultValue = "600")
  private int minutes;

  @Option(
      names = "--resume",
      description = "keeps what an earlier run has tried and its logs still tell")
  private boolean resume;

  @Option(names = "--page", required = true, description = "the page that is written")
  private Path page = Path.of("reliability.md");

  @Option(names = "--logs", required = true, description = "where the runs' own words go")
  private Path logs = Path.of("faults");

  private final ObjectMapper json = new ObjectMapper();
  private final ConcurrentLinkedQueue<TriedFault> tried = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<PlannedFault> left = new ConcurrentLinkedQueue<>();
  private final Instant begun = Instant.now();

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new FaultBench());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(failure.getMessage());
          return failure instanceof BadInput ? ExitCode.BAD_INPUT : ExitCode.FAILED;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (jobs < 1 || orders < 200 || minutes < 0) {
      throw new BadInput("--jobs must be at least 1, --orders 200, --minutes 0");
    }
    Files.createDirectories(logs);
    List<List<PlannedFault>> runs = wanted();
    run(runs);
    // One whose moment did not come, because an earlier one ended the run, gets a run of its own.
    List<PlannedFault> again = List.copyOf(left);
    left.clear();
    run(again.stream().map(List::of).toList());
    List<TriedFault> rows = tried.stream().sorted(TriedFault.ORDER).toList();
    Reliability result =
        new Reliability(rows, List.copyOf(left), command(), firstBegun(rows), lastEnded(rows));
    Files.writeString(page, result.page());
    System.out.println(result.summary());
    System.out.println("written: " + page);
    return result.violations() > 0 ? 1 : 0;
  }

  private String command() {
    String whole = "bench/faults" + (part ? " --part" : "") + (resume ? " --resume" : "");
    String ones = only.stream().map(one -> " --only " + one).collect(Collectors.joining());
    return whole + ones + " --jobs " + jobs + " --orders " + orders + " --minutes " + minutes;
  }

  /** Of the runs, some of which an earlier command may have made. */
  private Instant firstBegun(List<TriedFault> rows) {
    return rows.stream()
        .map(row -> row.ended().minusMillis((long) (row.run() * 1_000)))
        .min(Instant::compareTo)
        .orElse(begun);
  }

  private Instant lastEnded(List<TriedFault> rows) {
    return rows.stream().map(TriedFault::ended).max(Instant::compareTo).orElse(begun);
  }

  private List<List<PlannedFault>> wanted() {
    List<FaultCase> all = FaultCases.all();
    if (part) {
      return FaultCases.part();
    }
    if (only.isEmpty()) {
      return Runs.all(all);
    }
    List<List<PlannedFault>> runs = new ArrayList<>();
    for (String one : only) {
      Optional<FaultCase> whole =
          all.stream().filter(fault -> fault.name().equals(one)).findFirst();
      if (whole.isPresent()) {
        runs.addAll(Runs.all(List.of(whole.get())));
      } else {
        runs.add(List.of(FaultCases.planned(one)));
      }
    }
    return runs;
  }

  private void run(List<List<PlannedFault>> runs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (List<PlannedFault> faults : runs) {
        ends.add(
            threads.submit(
                () -> {
                  tryOut(faults);
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void tryOut(List<PlannedFault> faults) throws IOException, InterruptedException {
    String name = faults.get(0).key() + (faults.size() > 1 ? "-and-" + (faults.size() - 1) : "");
    Path output = logs.resolve(name + ".json");
    if (resume && tells(output, faults)) {
      keep(TriedFault.of(faults, read(output), Files.getLastModifiedTime(output).toInstant()));
      return;
    }
    if (Duration.between(begun, Instant.now()).toMinutes() >= minutes) {
      left.addAll(faults);
      return;
    }
    Path errors = logs.resolve(name + ".log");
    Process demo = demo(faults, output, errors);
    if (!demo.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      demo.destroy();
      if (!demo.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        demo.destroyForcibly().waitFor();
      }
    }
    boolean began = Files.readString(errors).lines().noneMatch(FaultBench::saysThatItNeverBegan);
    if (demo.exitValue() == ExitCode.OUT_OF_REACH || !began) {
      // This machine was too busy to start it, so that nothing was tried.
      left.addAll(faults);
    } else {
      keep(TriedFault.of(faults, read(output), Files.getLastModifiedTime(output).toInstant()));
    }
  }

  private static boolean saysThatItNeverBegan(String line) {
    return line.startsWith("failed: the sandbox did not start");
  }

  private void keep(List<TriedFault> rows) {
    for (TriedFault row : rows) {
      if (row.cameTo() || rows.size() == 1) {
        tried.add(row);
        System.out.println(row.line());
      } else {
        left.add(row.planned());
      }
    }
  }

  private boolean tells(Path output, List<PlannedFault> faults) throws IOException {
    if (!Files.exists(output)) {
      return false;
    }
    List<String> told = new ArrayList<>();
    read(output)
        .path("faults")
        .forEach(one -> told.add(one.path("fault").asText() + "@" + one.path("step").asText()));
    return told.equals(faults.stream().map(PlannedFault::key).toList());
  }

  private Process demo(List<PlannedFault> faults, Path output, Path errors) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.command().addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    java.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    java.command().addAll(List.of("dev.cutover.starter.Main", "demo", "--json"));
    java.command().addAll(List.of("--orders", String.valueOf(orders)));
    java.command().addAll(List.of("--out", logs.resolve(faults.get(0).key()).toString()));
    faults.forEach(planned -> java.command().addAll(List.of("--fault", planned.key())));
    return java.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
  }

  /** A run that broke off says nothing, which is a finding. */
  private JsonNode read(Path output) throws IOException {
    try {
      return json.readTree(output.toFile());
    } catch (com.fasterxml.jackson.core.JsonProcessingException brokeOff) {
      return json.missingNode();
    }
  }
}
