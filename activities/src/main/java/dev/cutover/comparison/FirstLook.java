package dev.cutover.comparison;

import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.comparison.Digests.Sum;
import dev.cutover.database.Connections;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.KeyRange;
import dev.cutover.database.TablePair;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sums a table's digests range by range, in both databases at the same time; where a range's sums
 * differ its rows' digests are fetched and held against each other.
 */
final class FirstLook {

  private final String table;
  private final Digests legacy;
  private final Digests target;
  private final Heartbeat heartbeat;
  private final long rowsAtOnce;

  FirstLook(
      Connections connections,
      Databases databases,
      TablePair pair,
      Heartbeat heartbeat,
      long rowsAtOnce) {
    this.table = pair.table();
    this.legacy = new Digests(connections, databases.legacy(), pair.legacy());
    this.target = new Digests(connections, databases.target(), pair.target());
    this.heartbeat = heartbeat;
    this.rowsAtOnce = rowsAtOnce;
  }

  Seen look() throws SQLException {
    List<KeyRange> ranges = legacy.ranges(rowsAtOnce);
    long rows = ranges.stream().mapToLong(KeyRange::rows).sum();
    Sum onLegacy = Sum.NOTHING;
    Sum onTarget = Sum.NOTHING;
    Set<String> suspects = new TreeSet<>();
    ExecutorService sides = Executors.newFixedThreadPool(2);
    try {
      for (KeyRange range : ranges) {
        Progress progress = new Progress("compare " + table, onLegacy.rows(), rows);
        heartbeat.beat(progress);
        Future<Sum> left = sides.submit(() -> legacy.sum(range));
        Future<Sum> right = sides.submit(() -> target.sum(range));
        Sum here = heartbeat.await(left, progress);
        Sum there = heartbeat.await(right, progress);
        if (!here.equals(there)) {
          suspects.addAll(differing(sides, range, progress));
        }
        onLegacy = onLegacy.plus(here);
        onTarget = onTarget.plus(there);
      }
    } finally {
      sides.shutdownNow();
    }
    return new Seen(onLegacy, onTarget, suspects);
  }

  private Set<String> differing(ExecutorService sides, KeyRange range, Progress progress)
      throws SQLException {
    Future<Map<String, String>> left = sides.submit(() -> legacy.byKey(range));
    Future<Map<String, String>> right = sides.submit(() -> target.byKey(range));
    Map<String, String> here = heartbeat.await(left, progress);
    Map<String, String> there = heartbeat.await(right, progress);
    Set<String> differing = new TreeSet<>();
    here.forEach(
        (key, digest) -> {
          if (!digest.equals(there.remove(key))) {
            differing.add(key);
          }
        });
    differing.addAll(there.keySet());
    return differing;
  }

  /**
   * @param suspects keys whose digests differ, or that only one side has
   */
  record Seen(Sum legacy, Sum target, Set<String> suspects) {}
}
