package dev.cutover.bench;

import dev.cutover.bench.Race.Contestant;
import dev.cutover.sandbox.fault.Proxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Four worker processes beside one, with both databases a long way off: what a round trip costs is
 * waited for, and more workers wait for more of them at once.
 */
final class ScaleMeasurement {

  private static final String A = "scale_legacy";
  private static final String B = "scale_target";
  private static final Duration ROUND_TRIP = Duration.ofMillis(20);
  private static final int WORKERS = 4;

  /** Small chunks, so that the way is long and not the work: this machine has few cores. */
  private static final int CHUNK_ROWS = 80;

  private static final int MOST_SHARDS = 64;
  private static final long MOST_ROWS = 80_000;

  private final MySql server;
  private final Path plan;
  private final String temporal;
  private final long rows;
  private final int runs;
  private final Deque<WorkerProgram> workers = new ArrayDeque<>();

  ScaleMeasurement(MySql server, Path plan, String temporal, long rows, int runs) {
    this.server = server;
    this.plan = plan;
    this.temporal = temporal;
    this.rows = Math.min(rows, MOST_ROWS);
    this.runs = runs;
  }

  void measure(Report report) throws Exception {
    Orders.fill(server, A, rows);
    Orders.lay(server, B);
    List<Double> one = new ArrayList<>();
    List<Double> four = new ArrayList<>();
    try (Proxy proxy = new Proxy(0, server.port());
        TwoSides near = new TwoSides(server, A, B);
        TwoSides far = new TwoSides(server, A, B, proxy.port());
        Night night = new Night(temporal, plan, CHUNK_ROWS, MOST_SHARDS)) {
      proxy.slow(ROUND_TRIP);
      near.prepare();
      workers(night, far, 1);
      one.addAll(seconds(night));
      workers(night, far, WORKERS);
      four.addAll(seconds(night));
    } finally {
      stop();
    }
    Map<String, Samples> times = new LinkedHashMap<>();
    times.put("one worker process", new Samples(one));
    times.put(WORKERS + " worker processes", new Samples(four));
    report.times(
        "Copying %,d rows in chunks of %d, a round trip of %d ms to either database"
            .formatted(rows, CHUNK_ROWS, ROUND_TRIP.toMillis()),
        times);
    report.figure(
        Figure.atLeast(
            "scale_4_workers",
            new Samples(one).median() / new Samples(four).median(),
            3.5,
            "times as fast with four worker processes as with one"));
  }

  /** The first serves the legacy site with all that is asked there, the others shards alone. */
  private void workers(Night night, TwoSides far, int many) throws IOException {
    while (workers.size() < many) {
      String profile = workers.isEmpty() ? "legacy" : "legacy-shards";
      workers.push(new WorkerProgram(night.workerSettings(far, profile)));
    }
  }

  private void stop() throws IOException {
    while (!workers.isEmpty()) {
      workers.pop().close();
    }
  }

  /** Of every run but the first, in which programs and connections get warm. */
  private List<Double> seconds(Night night) throws Exception {
    Contestant copy =
        Contestant.timed(
            () -> server.execute("TRUNCATE TABLE " + B + ".orders"),
            () -> {
              long copied = night.sync();
              if (copied != rows) {
                throw new IllegalStateException(copied + " rows were copied instead of " + rows);
              }
            });
    String name = workers.size() + " worker processes";
    new Race().with(name, copy).run(1);
    return Objects.requireNonNull(new Race().with(name, copy).run(runs).get(name)).values();
  }
}
