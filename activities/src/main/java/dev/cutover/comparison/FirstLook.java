package dev.cutover.comparison;

import dev.cutover.activity.Progress;
import dev.cutover.comparison.BothSides.Answers;
import dev.cutover.comparison.Digests.Sum;
import dev.cutover.database.KeyRange;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sums a shard's digests range by range, in both databases at the same time; where a range's sums
 * differ its rows' digests are fetched and held against each other.
 */
record FirstLook(String table, Digests legacy, Digests target, BothSides sides, long rowsAtOnce) {

  Seen look(KeyRange shard) throws SQLException {
    List<KeyRange> ranges =
        shard.pieces(legacy.connection(), legacy.dialect(), legacy.table(), rowsAtOnce);
    Sum onLegacy = Sum.NOTHING;
    Sum onTarget = Sum.NOTHING;
    Set<String> suspects = new TreeSet<>();
    for (KeyRange range : ranges) {
      Progress progress = new Progress("compare " + table, onLegacy.rows(), shard.rows());
      Answers<Sum> sums = sides.ask(progress, () -> legacy.sum(range), () -> target.sum(range));
      if (!sums.legacy().equals(sums.target())) {
        suspects.addAll(differing(range, progress));
      }
      onLegacy = onLegacy.plus(sums.legacy());
      onTarget = onTarget.plus(sums.target());
    }
    return new Seen(onLegacy, onTarget, suspects);
  }

  private Set<String> differing(KeyRange range, Progress progress) throws SQLException {
    Answers<Map<String, String>> rows =
        sides.ask(progress, () -> legacy.byKey(range), () -> target.byKey(range));
    Map<String, String> there = rows.target();
    Set<String> differing = new TreeSet<>();
    rows.legacy()
        .forEach(
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
