package dev.cutover.comparison;

import dev.cutover.activity.ComparisonActivities.Changed;
import dev.cutover.activity.ComparisonActivities.Compared;
import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Kind;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.BothSides.Answers;
import dev.cutover.comparison.Certificates.Certificate;
import dev.cutover.database.Connections;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.KeyText;
import dev.cutover.database.TablePair;
import dev.cutover.plan.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares what was changed since a frozen table was certified. Its cost follows the changes, not
 * the rows, but for one count of each side: rows that went or came without a trigger seeing them
 * (TRUNCATE, a direct load, a cascade) show there, and then nothing counts as certified.
 */
final class ChangedKeys {

  private static final int KEYS_AT_ONCE = 1_000;

  private final Connections connections;
  private final Databases databases;
  private final Heartbeat heartbeat;
  private final Table table;

  ChangedKeys(Connections connections, Databases databases, Heartbeat heartbeat, Table table) {
    this.connections = connections;
    this.databases = databases;
    this.heartbeat = heartbeat;
    this.table = table;
  }

  /**
   * @param laid the table's shards, with their certificates where they are valid
   */
  Result compare(TablePair pair, List<Certificate> laid) throws SQLException {
    String legacyEndpoint = databases.legacy().endpoint();
    String targetEndpoint = databases.target().endpoint();
    try (BothSides sides = new BothSides(heartbeat);
        Connection onLegacy = connections.openPatient(legacyEndpoint);
        Connection onTarget = connections.openPatient(targetEndpoint)) {
      Digests legacy = new Digests(onLegacy, connections.dialect(legacyEndpoint), pair.legacy());
      Digests target = new Digests(onTarget, connections.dialect(targetEndpoint), pair.target());
      Progress counting = new Progress("count " + table.name(), 0, 0);
      Answers<Long> rows = sides.ask(counting, legacy::count, target::count);
      List<Certificate> certified = laid.stream().filter(Certificate::valid).toList();
      List<String> keys = marked(legacy, target, certified);
      if (!pair.hasKey() && !keys.isEmpty()) {
        // A mark names none of its rows: the table is compared whole.
        certified = List.of();
        keys = List.of();
      }
      List<Discrepancy> found = differing(pair, sides, legacy, target, keys);
      boolean explained = rows.legacy() - rows.target() == surplus(found);
      if (!explained) {
        certified = List.of();
        found = List.of();
      }
      return result(rows, keys.size(), found, laid, certified);
    }
  }

  private List<String> marked(Digests legacy, Digests target, List<Certificate> certified)
      throws SQLException {
    Map<List<Object>, String> keys = new HashMap<>();
    for (Digests side : List.of(legacy, target)) {
      Marks marks = Marks.read(side.connection(), side.dialect(), table.name());
      for (Map<Long, String> some : List.of(marks.dirty(), marks.waiting())) {
        some.values().forEach(pk -> keys.put(KeyText.parsed(pk, side.table().key()), pk));
      }
    }
    keys.keySet().removeIf(key -> certified.stream().noneMatch(shard -> shard.range().holds(key)));
    return List.copyOf(keys.values());
  }

  private List<Discrepancy> differing(
      TablePair pair, BothSides sides, Digests legacy, Digests target, List<String> keys)
      throws SQLException {
    List<String> suspects = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += KEYS_AT_ONCE) {
      List<String> some = keys.subList(i, Math.min(keys.size(), i + KEYS_AT_ONCE));
      Progress progress = new Progress("changed keys of " + table.name(), i, keys.size());
      Answers<Map<List<Object>, String>> digests =
          sides.ask(progress, () -> legacy.ofKeys(some), () -> target.ofKeys(some));
      for (String key : some) {
        List<Object> parsed = KeyText.parsed(key, pair.legacy().key());
        if (!Objects.equals(digests.legacy().get(parsed), digests.target().get(parsed))) {
          suspects.add(key);
        }
      }
    }
    return heartbeat.during(
        new Progress("second look at " + table.name(), 0, suspects.size()),
        () -> new SecondLook(connections, databases, pair).differing(suspects));
  }

  /** How many more rows legacy has, if nothing differs but what was found. */
  private static long surplus(List<Discrepancy> found) {
    long missing = found.stream().filter(one -> one.kind() == Kind.MISSING).count();
    long extra = found.stream().filter(one -> one.kind() == Kind.EXTRA).count();
    return missing - extra;
  }

  private static Result result(
      Answers<Long> rows,
      long keys,
      List<Discrepancy> found,
      List<Certificate> laid,
      List<Certificate> certified) {
    String digest =
        certified.stream()
            .map(Certificate::digest)
            .filter(Objects::nonNull)
            .reduce(BigInteger.ZERO, BigInteger::add)
            .toString(16);
    Compared compared =
        new Compared(
            rows.legacy(),
            rows.target(),
            digest,
            digest,
            keys,
            found.size(),
            0,
            DatabaseComparison.examples(found));
    List<Shard> open =
        laid.stream().filter(shard -> !certified.contains(shard)).map(Certificate::shard).toList();
    List<Shard> shards = certified.stream().map(Certificate::shard).toList();
    return new Result(new Changed(compared, open, shards), found);
  }

  /** The result, and all discrepancies with their values. */
  record Result(Changed changed, List<Discrepancy> discrepancies) {}
}
