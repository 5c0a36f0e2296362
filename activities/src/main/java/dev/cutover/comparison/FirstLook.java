package dev.cutover.comparison;

import dev.cutover.activity.Progress;
import dev.cutover.comparison.BothSides.Answers;
import dev.cutover.comparison.Digests.Listed;
import dev.cutover.comparison.Digests.Sum;
import dev.cutover.database.KeyRange;
import dev.cutover.database.SentRows;
import dev.cutover.database.Snapshot;
import dev.cutover.database.TablePair;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sums a shard's rows range by range, on both sides at the same time; where a range's sums differ
 * its rows' digests are fetched and held against each other.
 */
final class FirstLook {

  private final TablePair pair;
  private final BothSides sides;
  private final long rowsAtOnce;
  private final Digests legacy;
  private final Digests target;
  private @Nullable SentSums sentByLegacy;
  private @Nullable SentSums sentByTarget;

  FirstLook(TablePair pair, Snapshot legacy, Snapshot target, BothSides sides, long rowsAtOnce) {
    this.pair = pair;
    this.sides = sides;
    this.rowsAtOnce = rowsAtOnce;
    this.legacy = new Digests(legacy.connection(), legacy.dialect(), pair.legacy());
    this.target = new Digests(target.connection(), target.dialect(), pair.target());
    SentRows.Reader reader = pair.sentRows();
    if (reader != null && SentSums.areFor(pair.legacy())) {
      sentByLegacy = new SentSums(legacy, pair.legacy(), reader);
      sentByTarget = new SentSums(target, pair.target(), reader);
    }
  }

  Seen look(KeyRange shard) throws SQLException {
    List<KeyRange> ranges =
        shard.pieces(legacy.connection(), legacy.dialect(), legacy.table(), rowsAtOnce);
    Sum onLegacy = Sum.NOTHING;
    Sum onTarget = Sum.NOTHING;
    Set<String> suspects = new TreeSet<>();
    for (KeyRange range : ranges) {
      Progress progress = new Progress("compare " + pair.table(), onLegacy.rows(), shard.rows());
      Answers<Sum> sums = sums(progress, range);
      if (!sums.areEqual()) {
        Answers<Listed> listed =
            sides.ask(progress, () -> legacy.list(range), () -> target.list(range));
        suspects.addAll(differing(listed.legacy().byKey(), listed.target().byKey()));
        sums = new Answers<>(listed.legacy().sum(), listed.target().sum());
        if (sums.areEqual()) {
          // The same values, printed in two ways: what is sent tells nothing here.
          sentByLegacy = null;
          sentByTarget = null;
        }
      }
      onLegacy = onLegacy.plus(sums.legacy());
      onTarget = onTarget.plus(sums.target());
    }
    return new Seen(onLegacy, onTarget, suspects);
  }

  private Answers<Sum> sums(Progress progress, KeyRange range) throws SQLException {
    SentSums left = sentByLegacy;
    SentSums right = sentByTarget;
    return left == null || right == null
        ? sides.ask(progress, () -> legacy.sum(range), () -> target.sum(range))
        : sides.ask(progress, () -> left.sum(range), () -> right.sum(range));
  }

  private static Set<String> differing(Map<String, String> legacy, Map<String, String> target) {
    Map<String, String> there = new HashMap<>(target);
    Set<String> differing = new TreeSet<>();
    legacy.forEach(
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
