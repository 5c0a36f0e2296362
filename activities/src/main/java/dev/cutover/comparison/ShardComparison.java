package dev.cutover.comparison;

import dev.cutover.activity.ComparisonActivities.Compared;
import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.KnownTables.Known;
import dev.cutover.comparison.SecondLook.Verdict;
import dev.cutover.database.Column;
import dev.cutover.database.Connections;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.KeyRange;
import dev.cutover.database.KeyText;
import dev.cutover.database.Snapshot;
import dev.cutover.database.TablePair;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares all rows of a shard and certifies it if it can. Each side is seen as of one moment,
 * legacy's first: whatever is marked there as carried had reached the target before the target's
 * moment. So the rows are the same, but for keys that are marked or are not yet.
 */
final class ShardComparison {

  private final Connections connections;
  private final Databases databases;
  private final Heartbeat heartbeat;
  private final long rowsAtOnce;
  private final Shard shard;
  private final TablePair pair;
  private final String prints;
  private final KeyRange range;

  ShardComparison(
      Connections connections,
      Databases databases,
      Heartbeat heartbeat,
      long rowsAtOnce,
      Shard shard,
      Known known) {
    this.connections = connections;
    this.databases = databases;
    this.heartbeat = heartbeat;
    this.rowsAtOnce = rowsAtOnce;
    this.shard = shard;
    this.pair = known.pair();
    this.prints = known.prints();
    this.range = new KeyRange(shard.from(), shard.to(), shard.rows());
  }

  /** What was found; what of it is to be kept is the caller's. */
  Found run() throws SQLException {
    Certificates certificates = new Certificates(connections, databases, shard.table());
    Look look = firstLook();
    Verdict verdict =
        heartbeat.during(
            new Progress("second look at " + pair.table(), 0, look.seen().suspects().size()),
            () ->
                new SecondLook(connections, databases, pair)
                    .look(look.seen().suspects(), look.onLegacy()));
    if (isCertain(look, verdict)) {
      certificates.grant(shard, look.seen().legacy(), prints, covered(look));
    } else {
      certificates.revoke(shard);
    }
    FirstLook.Seen seen = look.seen();
    return new Found(
        new Compared(
            seen.legacy().rows(),
            seen.target().rows(),
            seen.legacy().inHex(),
            seen.target().inHex(),
            Math.max(seen.legacy().rows(), seen.target().rows()),
            verdict.confirmed().size(),
            verdict.moving(),
            DatabaseComparison.examples(verdict.confirmed())),
        verdict.confirmed());
  }

  private Look firstLook() throws SQLException {
    try (Snapshot legacy = Snapshot.begin(connections, databases.legacy().endpoint())) {
      Marks onLegacy = Marks.read(legacy.connection(), legacy.dialect(), pair.table());
      // Both sides have stopped reading before a connection goes back to where others get it from.
      try (Snapshot target = Snapshot.begin(connections, databases.target().endpoint());
          BothSides sides = new BothSides(heartbeat)) {
        Marks onTarget = Marks.read(target.connection(), target.dialect(), pair.table());
        FirstLook first = new FirstLook(pair, legacy, target, sides, rowsAtOnce);
        return new Look(first.look(range), onLegacy, onTarget);
      }
    }
  }

  /** Nothing differs but what is marked, then or since: a certificate may leave marked keys out. */
  private boolean isCertain(Look look, Verdict verdict) {
    if (!verdict.confirmed().isEmpty()) {
      return false;
    }
    Set<List<Object>> marked = new HashSet<>(verdict.written());
    marked.addAll(look.onLegacy().keys(key()));
    marked.addAll(look.onTarget().keys(key()));
    return marked.containsAll(parsed(look.seen().suspects()));
  }

  private Certificates.Covered covered(Look look) {
    Set<List<Object>> suspects = parsed(look.seen().suspects());
    return new Certificates.Covered(
        covered(look.onLegacy().dirty(), suspects), covered(look.onTarget().dirty(), suspects));
  }

  private List<Long> covered(Map<Long, String> marks, Set<List<Object>> suspects) {
    return marks.entrySet().stream()
        .filter(
            mark -> {
              List<Object> key = KeyText.parsed(mark.getValue(), key());
              return range.holds(key) && !suspects.contains(key);
            })
        .map(Map.Entry::getKey)
        .toList();
  }

  private Set<List<Object>> parsed(Set<String> keys) {
    return keys.stream().map(key -> KeyText.parsed(key, key())).collect(Collectors.toSet());
  }

  private List<Column> key() {
    return pair.legacy().key();
  }

  private record Look(FirstLook.Seen seen, Marks onLegacy, Marks onTarget) {}

  /** The result, and all discrepancies with their values. */
  record Found(Compared compared, List<Discrepancy> discrepancies) {}
}
