package dev.cutover.bench;

import dev.cutover.bench.Race.Contestant;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Our copy beside the peers' and beside the fastest that one would write by hand. */
final class CopyMeasurement {

  private static final String A = "copy_legacy";

  /** Each has a target of its own: some make their table anew, and ours is journaled. */
  private static final String OURS = "copy_target";

  private static final String BY_HAND = "copy_by_hand";
  private static final String PEER = "copy_peer";
  private static final List<String> PEERS = List.of("mydumper", "sling", "mysqldump");
  private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx512m");

  private final MySql server;
  private final Peers peers;
  private final long rows;
  private final int runs;

  CopyMeasurement(MySql server, Peers peers, long rows, int runs) {
    this.server = server;
    this.peers = peers;
    this.rows = rows;
    this.runs = runs;
  }

  void measure(Report report) throws Exception {
    Orders.fill(server, A, rows);
    for (String target : List.of(OURS, BY_HAND, PEER)) {
      Orders.lay(server, target);
    }
    try (TwoSides sides = new TwoSides(server, A, OURS)) {
      sides.prepare();
    }
    Race race =
        new Race()
            .with("cutover", into(OURS, () -> program(CopyProgram.class, OURS)))
            .with(
                "LOAD DATA by hand", into(BY_HAND, () -> program(LoadDataProgram.class, BY_HAND)));
    for (String peer : PEERS) {
      race.with(peer, into(PEER, () -> peers.copy(peer, A, PEER)));
    }
    Map<String, Samples> times = race.run(runs);
    report.times("Copying, whole processes", times);
    figures(report, times);
  }

  private static void figures(Report report, Map<String, Samples> times) {
    double ours = median(times, "cutover");
    String best =
        PEERS.stream()
            .min(java.util.Comparator.comparingDouble(peer -> median(times, peer)))
            .orElseThrow();
    report.figure(
        Figure.atLeast(
            "copy_vs_best_peer",
            median(times, best) / ours,
            1.2,
            "times as fast as the best peer, " + best));
    report.figure(
        Figure.atLeast(
            "copy_vs_parallel_load_data",
            median(times, "LOAD DATA by hand") / ours,
            0.8,
            "times as fast as hand-written LOAD DATA, two ranges at once in key order"));
  }

  private void program(Class<?> main, String target) throws Exception {
    Program.run(0, Program.java(main, JVM, server.toString(), A, target));
  }

  private Contestant into(String target, Race.Part copy) {
    Contestant timed =
        Contestant.timed(() -> server.execute("TRUNCATE TABLE " + target + ".orders"), copy);
    return () -> {
      double seconds = timed.run();
      proveComplete(target);
      return seconds;
    };
  }

  private void proveComplete(String target) throws SQLException {
    long there = server.count(target + ".orders");
    if (there != rows) {
      throw new IllegalStateException(target + " has " + there + " rows instead of " + rows);
    }
  }

  private static double median(Map<String, Samples> times, String name) {
    return Objects.requireNonNull(times.get(name)).median();
  }
}
