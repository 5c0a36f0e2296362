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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
  private Answers<Sums> sums;

  FirstLook(TablePair pair, Snapshot legacy, Snapshot target, BothSides sides, long rowsAtOnce) {
    this.pair = pair;
    this.sides = sides;
    this.rowsAtOnce = rowsAtOnce;
    this.legacy = new Digests(legacy.connection(), legacy.dialect(), pair.legacy());
    this.target = new Digests(target.connection(), target.dialect(), pair.target());
    SentRows.Reader reader = pair.sentRows();
    this.sums =
        reader != null && SentSums.areFor(pair.legacy())
            ? new Answers<>(
                new SentSums(legacy, pair.legacy(), reader, pair.storedAlike())::sum,
                new SentSums(target, pair.target(), reader, pair.storedAlike())::sum)
            : digested();
  }

  private Answers<Sums> digested() {
    return new Answers<>(legacy::sum, target::sum);
  }

  Seen look(KeyRange shard) throws SQLException {
    List<KeyRange> ranges =
        shard.pieces(legacy.connection(), legacy.dialect(), legacy.table(), rowsAtOnce);
    Sum onLegacy = Sum.NOTHING;
    Sum onTarget = Sum.NOTHING;
    Set<String> suspects = new TreeSet<>();
    for (KeyRange range : ranges) {
      Progress progress = new Progress("compare " + pair.table(), onLegacy.rows(), shard.rows());
      Answers<Sums> by = sums;
      Answers<Sum> found =
          sides.ask(progress, () -> by.legacy().of(range), () -> by.target().of(range));
      if (!found.areEqual()) {
        Answers<Listed> listed =
            sides.ask(progress, () -> legacy.list(range), () -> target.list(range));
        suspects.addAll(differing(listed.legacy().byKey(), listed.target().byKey()));
        found = new Answers<>(listed.legacy().sum(), listed.target().sum());
        if (found.areEqual()) {
          // The same values, printed in two ways: what is sent tells nothing here.
          sums = digested();
        }
      }
      onLegacy = onLegacy.plus(found.legacy());
      onTarget = onTarget.plus(found.target());
    }
    return new Seen(onLegacy, onTarget, suspects);
  }

  private static Set<String> differing(Map<String, String> legacy, Map<String, String> target) {
    Set<String> differing = new TreeSet<>();
    legacy.forEach(
        (key, digest) -> {
          if (!digest.equals(target.get(key))) {
            differing.add(key);
          }
        });
    for (String key : target.keySet()) {
      if (!legacy.containsKey(key)) {
        differing.add(key);
      }
    }
    return differing;
  }

  /**
   * @param suspects keys whose digests differ, or that only one side has
   */
  record Seen(Sum legacy, Sum target, Set<String> suspects) {}

  /** How one side's rows are summed. */
  @FunctionalInterface
  private interface Sums {
    Sum of(KeyRange range) throws SQLException;
  }
}
