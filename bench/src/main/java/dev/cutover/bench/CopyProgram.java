package dev.cutover.bench;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.sync.DatabaseSync;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The copy of one table as a program: {@code DIR:PORT LEGACY TARGET}. */
final class CopyProgram {

  /** As the plans have it. */
  static final int CHUNK_ROWS = 10_000;

  static final int PARALLEL = 2;

  private CopyProgram() {}

  /** Prints the rows copied and the heap's peak in bytes. */
  public static void main(String[] arguments) throws Exception {
    try (TwoSides sides = new TwoSides(MySql.of(arguments[0]), arguments[1], arguments[2])) {
      System.out.println(copy(sides, sides.prepare(), CHUNK_ROWS, PARALLEL) + " " + peakHeap());
    }
  }

  /** Every shard, so many at the same time; returns the rows. */
  static long copy(TwoSides sides, Conductor conductor, int chunkRows, int parallel)
      throws Exception {
    DatabaseSync sync = sides.sync();
    List<Callable<Copied>> copies = new ArrayList<>();
    for (Shard shard : sync.split(sides.both, TwoSides.ORDERS, chunkRows)) {
      copies.add(() -> sync.copy(conductor, sides.both, shard, chunkRows, null));
    }
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try {
      long rows = 0;
      for (Future<Copied> copied : threads.invokeAll(copies)) {
        rows += copied.get().rows();
      }
      return rows;
    } finally {
      threads.shutdownNow();
    }
  }

  /** What was in use at most, garbage included. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(java.lang.management.MemoryUsage::getUsed)
        .sum();
  }
}
