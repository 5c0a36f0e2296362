package dev.cutover.bench;

import dev.cutover.activity.ComparisonActivities.Changed;
import dev.cutover.activity.ComparisonActivities.Compared;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.DatabaseComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The comparison of the orders as the workflow leads it, so many shards at the same time. */
final class Comparison {

  /** As workers have it. */
  private static final long ROWS_AT_ONCE = 50_000;

  private final TwoSides sides;
  private final DatabaseComparison comparison;

  Comparison(TwoSides sides) {
    this.sides = sides;
    this.comparison = new DatabaseComparison(sides.connections, TwoSides.QUIET, ROWS_AT_ONCE);
  }

  /** Compares every row; what is equal is certified. */
  TableComparison all(String attempt) throws Exception {
    List<Shard> shards = comparison.shards(sides.both, TwoSides.ORDERS, CopyProgram.CHUNK_ROWS);
    return TableComparison.of(Orders.TABLE, each(attempt, shards));
  }

  /** Compares what was changed since all was certified, and what is certified no longer. */
  TableComparison frozen(String attempt) throws Exception {
    Changed changed =
        comparison.compareChanged(attempt, sides.both, TwoSides.ORDERS, CopyProgram.CHUNK_ROWS);
    List<Compared> parts = new ArrayList<>();
    parts.add(changed.keys());
    each(attempt, changed.open()).forEach(part -> parts.add(part.uncounted()));
    return TableComparison.of(Orders.TABLE, parts);
  }

  private List<Compared> each(String attempt, List<Shard> shards) throws Exception {
    List<Callable<Compared>> comparisons = new ArrayList<>();
    for (Shard shard : shards) {
      comparisons.add(() -> comparison.compare(attempt, sides.both, shard));
    }
    ExecutorService threads = Executors.newFixedThreadPool(CopyProgram.PARALLEL);
    try {
      List<Compared> parts = new ArrayList<>();
      for (Future<Compared> part : threads.invokeAll(comparisons)) {
        parts.add(part.get());
      }
      return parts;
    } finally {
      threads.shutdownNow();
    }
  }
}
