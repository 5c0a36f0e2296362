package dev.cutover.bench;

import java.util.List;
import java.util.Locale;

/** The heap that a copy takes, which must not grow with the table. */
final class HeapMeasurement {

  private static final String A = "heap_legacy";
  private static final String B = "heap_target";
  private static final long LIMIT = 512;
  private static final double MIB = 1 << 20;

  private final MySql server;
  private final long rows;

  HeapMeasurement(MySql server, long rows) {
    this.server = server;
    this.rows = rows;
  }

  void measure(Report report) throws Exception {
    double small = peak(rows);
    double large = peak(rows * 10);
    report.note(
        "The heap of a copy under -Xmx%dm".formatted(LIMIT),
        String.format(
            Locale.ROOT,
            "Peak, garbage included: %.0f MiB at %,d rows, %.0f MiB at %,d rows.",
            small,
            rows,
            large,
            rows * 10));
    report.figure(
        Figure.atMost(
            "copy_heap_mib",
            large,
            LIMIT,
            "MiB of heap at most, copying %,d rows".formatted(rows * 10)));
  }

  private double peak(long some) throws Exception {
    Orders.fill(server, A, some);
    Orders.lay(server, B);
    String told =
        Program.run(
            0,
            Program.java(
                CopyProgram.class,
                List.of("-XX:+UseSerialGC", "-Xmx" + LIMIT + "m"),
                server.toString(),
                A,
                B));
    List<String> parts = List.of(told.split(" ", -1));
    if (Long.parseLong(parts.get(0)) != some) {
      throw new IllegalStateException(told + " rows were copied instead of " + some);
    }
    server.execute("DROP DATABASE " + A, "DROP DATABASE " + B);
    return Long.parseLong(parts.get(1)) / MIB;
  }
}
