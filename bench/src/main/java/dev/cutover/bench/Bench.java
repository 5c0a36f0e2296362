package dev.cutover.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code bench/run}: measures, prints the figures and writes the page. */
@Command(name = "bench", sortOptions = false)
final class Bench implements Callable<Integer> {

  @Option(names = "--rows", description = "rows of the table of orders")
  private long rows = 1_000_000;

  @Option(names = "--runs", description = "rounds of each race")
  private int runs = 3;

  @Option(
      names = "--only",
      split = ",",
      description = "measurements to make, of all that there are")
  private List<Part> only = List.of(Part.values());

  @Option(names = "--server", required = true, description = "DIR:PORT of the server that is used")
  private String server = "";

  @Option(names = "--durable", description = "DIR:PORT of a server whose commits are durable")
  private @Nullable String durable;

  @Option(names = "--temporal", description = "address of a Temporal server")
  private @Nullable String temporal;

  @Option(names = "--peers", required = true, description = "the script that runs the peers")
  private Path peers = Path.of("");

  @Option(names = "--plan", required = true, description = "a plan, for the workflows")
  private Path plan = Path.of("");

  @Option(names = "--results", required = true, description = "where the page is written")
  private Path results = Path.of("");

  /** What can be measured. */
  enum Part {
    compare,
    copy,
    freeze,
    journal,
    orchestration,
    scale,
    heap
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  /** Exit code 1: a target was missed. */
  @Override
  public Integer call() throws Exception {
    MySql main = MySql.of(server);
    Peers tools = new Peers(peers, main);
    Report report = new Report();
    for (Part part : new ArrayList<>(only)) {
      System.err.println(part);
      measure(part, main, tools, report);
    }
    Files.writeString(results, report.page(new Circumstances(main, tools, rows, runs).text()));
    System.out.println(report.table());
    System.out.println(report.json());
    return report.missed().isEmpty() ? 0 : 1;
  }

  private void measure(Part part, MySql main, Peers tools, Report report) throws Exception {
    switch (part) {
      case compare -> new CompareMeasurement(main, tools, rows, runs).measure(report);
      case copy -> new CopyMeasurement(main, tools, rows, runs).measure(report);
      case freeze -> new FreezeMeasurement(main, rows).measure(report);
      case journal ->
          new JournalMeasurement(MySql.of(needed("--durable", durable))).measure(report);
      case orchestration ->
          new OrchestrationMeasurement(main, plan, needed("--temporal", temporal), rows, runs)
              .measure(report);
      case scale ->
          new ScaleMeasurement(main, plan, needed("--temporal", temporal), rows, runs)
              .measure(report);
      case heap -> new HeapMeasurement(main, rows).measure(report);
    }
  }

  private static String needed(String option, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(option + " is needed for this measurement");
    }
    return value;
  }
}
