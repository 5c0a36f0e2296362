package dev.cutover.bench;

import dev.cutover.activity.Conductor;
import dev.cutover.bench.Race.Contestant;
import dev.cutover.plan.Side;
import dev.cutover.worker.WorkerApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The sync as a workflow beside a plain loop over the same classes, as many shards at once. */
final class OrchestrationMeasurement {

  private static final String A = "orchestration_legacy";
  private static final String B = "orchestration_target";
  private static final int ROUNDS = 50;

  /** More than the worker takes at once: the next shard waits for it, and not it for the shard. */
  private static final int BEGUN = 2 * CopyProgram.PARALLEL;

  private final MySql server;
  private final Path plan;
  private final String temporal;
  private final long rows;
  private final int runs;

  OrchestrationMeasurement(MySql server, Path plan, String temporal, long rows, int runs) {
    this.server = server;
    this.plan = plan;
    this.temporal = temporal;
    this.rows = rows;
    this.runs = runs;
  }

  void measure(Report report) throws Exception {
    Orders.fill(server, A, rows);
    Orders.lay(server, B);
    try (TwoSides sides = new TwoSides(server, A, B);
        Night night = new Night(temporal, plan, CopyProgram.CHUNK_ROWS, BEGUN)) {
      Conductor conductor = sides.prepare();
      var worker = WorkerApplication.start(night.workerSettings(sides, "legacy"));
      try {
        synced(night::sync).run();
        synced(() -> loop(sides, conductor)).run();
        Map<String, Samples> times =
            new Race()
                .with("workflow", synced(night::sync))
                .with("loop", synced(() -> loop(sides, conductor)))
                .run(Math.max(runs, 5));
        report.times("The sync as a workflow and as a loop", times);
        report.figure(
            Figure.atMost(
                "orchestration",
                pairs(times).median(),
                1.05,
                "time of the DataSync workflow to that of a loop over the same classes, pairs"));
      } finally {
        worker.close();
      }
    }
  }

  private static Samples pairs(Map<String, Samples> times) {
    List<Double> workflow = Objects.requireNonNull(times.get("workflow")).values();
    List<Double> loop = Objects.requireNonNull(times.get("loop")).values();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < workflow.size(); i++) {
      ratios.add(workflow.get(i) / loop.get(i));
    }
    return new Samples(ratios);
  }

  private static long loop(TwoSides sides, Conductor conductor) throws Exception {
    long copied = CopyProgram.copy(sides, conductor, CopyProgram.CHUNK_ROWS, CopyProgram.PARALLEL);
    sides.sync().delta(conductor, sides.both, Side.LEGACY, List.of(TwoSides.ORDERS), ROUNDS);
    return copied;
  }

  private Contestant synced(Sync sync) {
    return Contestant.timed(
        () -> server.execute("TRUNCATE TABLE " + B + ".orders"),
        () -> {
          long copied = sync.run();
          if (copied != rows) {
            throw new IllegalStateException(copied + " rows were copied instead of " + rows);
          }
        });
  }

  /** Copies all rows and says how many. */
  private interface Sync {
    long run() throws Exception;
  }
}
