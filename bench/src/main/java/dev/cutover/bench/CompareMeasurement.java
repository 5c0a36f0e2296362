package dev.cutover.bench;

import dev.cutover.bench.Race.Contestant;
import dev.cutover.bench.Race.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Our comparison beside the peers' and beside the fastest that both sides can be read at all. */
final class CompareMeasurement {

  private static final String A = "compare_legacy";
  private static final String B = "compare_target";
  private static final long CHANGES = 5_000;

  /** What the launcher starts short commands with, an archive of their classes beside it. */
  private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final MySql server;
  private final Peers peers;
  private final long rows;
  private final int runs;
  private final Path classes;

  CompareMeasurement(MySql server, Peers peers, long rows, int runs) throws IOException {
    this.server = server;
    this.peers = peers;
    this.rows = rows;
    this.runs = runs;
    this.classes = Files.createTempFile("cutover-bench-", ".classes");
  }

  void measure(Report report) throws Exception {
    Orders.fill(server, A, rows);
    Orders.same(server, A, B);
    try (TwoSides sides = new TwoSides(server, A, B)) {
      sides.prepare();
      archiveClasses();
      equal(report);
      limit(sides, report);
      long changed = Orders.scatter(server, B, rows, Math.min(CHANGES, rows / 20));
      scattered(report, changed);
    }
  }

  private void equal(Report report) throws Exception {
    Map<String, Samples> times =
        new Race()
            .with("cutover", Contestant.timed(Part.NONE, () -> ours(0)))
            .with("reladiff -j2", Contestant.timed(Part.NONE, () -> expect("reladiff", 0)))
            .with(
                "pt-table-sync --print",
                Contestant.timed(Part.NONE, () -> expect("pt-table-sync", 0)))
            .run(runs);
    report.times("Comparing equal tables, whole processes", times);
    double ours = median(times, "cutover");
    report.figure(
        Figure.atLeast(
            "compare_equal_vs_reladiff",
            median(times, "reladiff -j2") / ours,
            2,
            "times as fast as reladiff -j2, equal tables"));
    report.figure(
        Figure.atLeast(
            "compare_equal_vs_pt_table_sync",
            median(times, "pt-table-sync --print") / ours,
            1,
            "times as fast as pt-table-sync --print, equal tables"));
  }

  private void scattered(Report report, long changed) throws Exception {
    Map<String, Samples> times =
        new Race()
            .with("cutover", Contestant.timed(Part.NONE, () -> ours(changed)))
            .with("reladiff -j2", Contestant.timed(Part.NONE, () -> expect("reladiff", changed)))
            .run(runs);
    report.times("Comparing tables with %,d scattered differences".formatted(changed), times);
    report.figure(
        Figure.atLeast(
            "compare_scattered_vs_reladiff",
            median(times, "reladiff -j2") / median(times, "cutover"),
            5,
            "times as fast as reladiff -j2, %,d scattered differences, all listed"
                .formatted(changed)));
  }

  /** In this process, with connections that are there: what is left is reading and digesting. */
  private void limit(TwoSides sides, Report report) throws Exception {
    Comparison comparison = new Comparison(sides);
    ReadLimit limit = new ReadLimit(server, A, B);
    Part compare = () -> comparison.all("limit");
    compare.run();
    Map<String, Samples> times =
        new Race()
            .with("cutover", Contestant.timed(Part.NONE, compare))
            .with("all columns read and dropped", Contestant.timed(Part.NONE, limit::columns))
            .with("CHECKSUM TABLE", Contestant.timed(Part.NONE, limit::checksums))
            .with("SUM(MD5) of the bare columns", Contestant.timed(Part.NONE, limit::digests))
            .run(Math.max(runs, 5));
    report.times("Comparing equal tables, in one process, and what limits it", times);
    double ours = median(times, "cutover");
    double columns = median(times, "all columns read and dropped");
    double checksums = median(times, "CHECKSUM TABLE");
    report.figure(
        Figure.atLeast(
            "compare_vs_read_limit",
            Math.min(columns, checksums) / ours,
            0.7,
            "the faster of reading both sides' columns by JDBC (%.2f of ours) and CHECKSUM TABLE"
                    .formatted(columns / ours)
                + " of both (%.2f), to ours".formatted(checksums / ours)));
  }

  /** As the launcher does behind its build. */
  private void archiveClasses() throws IOException, InterruptedException {
    Files.deleteIfExists(classes);
    ours("-XX:ArchiveClassesAtExit=" + classes, "archive");
    classes.toFile().deleteOnExit();
  }

  private String ours(String archive, String attempt) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(JVM);
    options.addAll(List.of(archive, "-Xlog:disable"));
    return Program.run(
        0, Program.java(CompareProgram.class, options, server.toString(), A, B, attempt));
  }

  private void ours(long differences) throws IOException, InterruptedException, SQLException {
    String attempt = "attempt-" + differences;
    String told = ours("-XX:SharedArchiveFile=" + classes, attempt);
    same("cutover", differences, Long.parseLong(told));
    String kept = A + ".cutover_discrepancy WHERE attempt = '" + attempt + "'";
    same("cutover's list", differences, server.count(kept));
  }

  private void expect(String peer, long differences) throws IOException, InterruptedException {
    same(peer, differences, peers.compare(peer, A, B));
  }

  private static void same(String who, long expected, long told) {
    if (expected != told) {
      throw new IllegalStateException(
          who + " told " + told + " differences where there are " + expected);
    }
  }

  private static double median(Map<String, Samples> times, String name) {
    return Objects.requireNonNull(times.get(name)).median();
  }
}
