package dev.cutover.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.plan.Table;
import io.temporal.activity.ActivityInterface;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the databases of both sides, cell by cell, through counts and digests. */
@ActivityInterface(namePrefix = "Comparison")
public interface ComparisonActivities {

  /** How many discrepancies a history holds of each table; all of them are in the engine's. */
  int EXAMPLES = 20;

  /**
   * Cuts a table into shards that can be compared at the same time, the same ones as long as any of
   * them has a certificate. A table whose keys the two sides may sort differently is one shard.
   */
  List<Shard> shards(Databases databases, Table table, int chunkRows);

  /**
   * Counts and digests of one shard on both sides. What differs is located, looked at a second time
   * and stored in the engine's table on legacy. A shard without confirmed discrepancies gets a
   * certificate: equal at that moment, but for keys that are marked as changed. Heartbeats.
   */
  Compared compare(String attempt, Databases databases, Shard shard);

  /**
   * Compares only the keys that were changed since their shards were certified, and counts the
   * rows. For a time when neither side is written. Shards without a valid certificate are left to
   * {@link #compare}. Heartbeats.
   */
  Changed compareChanged(String attempt, Databases databases, Table table, int chunkRows);

  /**
   * Brings the target's rows that {@code attempt} found different in line with legacy, by key, and
   * only those that still differ; how they looked before and after stays in the engine's table.
   */
  long repair(Conductor conductor, Databases databases, Table table);

  /**
   * Stored discrepancies of an attempt behind a key, in the order of their keys, at most {@code
   * most} and as many as fit a payload; with those values only that the plan lets be shown, since
   * what is returned stays in a history.
   */
  List<Discrepancy> discrepancies(
      String attempt, Databases databases, String table, String behindKey, int most);

  /**
   * What a comparison of some rows has found.
   *
   * @param legacyDigest sum of 64-bit row digests, hexadecimal
   * @param compared rows or keys whose cells were compared
   * @param confirmed discrepancies that the second look saw again: integrity errors
   * @param moving keys that differ because they were written meanwhile; they are still marked
   * @param examples the first of the confirmed; keys and column names, no values
   */
  record Compared(
      long legacyRows,
      long targetRows,
      String legacyDigest,
      String targetDigest,
      long compared,
      long confirmed,
      long moving,
      List<Discrepancy> examples) {

    Compared plus(Compared other) {
      List<Discrepancy> first = new ArrayList<>(examples);
      first.addAll(other.examples);
      return new Compared(
          legacyRows + other.legacyRows,
          targetRows + other.targetRows,
          sum(legacyDigest, other.legacyDigest),
          sum(targetDigest, other.targetDigest),
          compared + other.compared,
          confirmed + other.confirmed,
          moving + other.moving,
          List.copyOf(first.subList(0, Math.min(EXAMPLES, first.size()))));
    }

    /** Of rows that are counted elsewhere already. */
    public Compared uncounted() {
      return new Compared(0, 0, legacyDigest, targetDigest, compared, confirmed, moving, examples);
    }

    /** Of rows whose certificates speak for them already. */
    public Compared findings() {
      return new Compared(0, 0, "0", "0", compared, confirmed, moving, examples);
    }

    private static String sum(String one, String other) {
      return new BigInteger(one, 16).add(new BigInteger(other, 16)).toString(16);
    }
  }

  /**
   * What a frozen table's certificates leave to be compared.
   *
   * @param keys the changed keys of certified shards; their rows are all rows of the table, and
   *     their digests those of the certificates
   * @param open shards without a valid certificate
   * @param certified the others, oldest certificate first
   */
  record Changed(Compared keys, List<Shard> open, List<Shard> certified) {}

  /** One table, all its shards together. */
  record TableComparison(
      String table,
      long legacyRows,
      long targetRows,
      String legacyDigest,
      String targetDigest,
      long compared,
      long confirmed,
      long moving,
      List<Discrepancy> examples) {

    /** Sums up what was found in parts of a table. */
    public static TableComparison of(String table, List<Compared> parts) {
      Compared all =
          parts.stream().reduce(new Compared(0, 0, "0", "0", 0, 0, 0, List.of()), Compared::plus);
      return new TableComparison(
          table,
          all.legacyRows(),
          all.targetRows(),
          all.legacyDigest(),
          all.targetDigest(),
          all.compared(),
          all.confirmed(),
          all.moving(),
          all.examples());
    }

    public boolean equal() {
      return confirmed == 0;
    }
  }

  /**
   * A row that differs.
   *
   * @param columns the columns that differ, for {@code DIFFERENT}
   * @param values what the two sides hold in them, by column; outside the databases only what the
   *     plan lets be shown, and nothing in what a comparison returns
   */
  record Discrepancy(
      String table, String key, Kind kind, List<String> columns, Map<String, Values> values) {

    public Discrepancy(String table, String key, Kind kind, List<String> columns) {
      this(table, key, kind, columns, Map.of());
    }

    public Discrepancy withoutValues() {
      return new Discrepancy(table, key, kind, columns);
    }

    /** In what way a row differs, as seen from legacy. */
    public enum Kind {
      MISSING,
      EXTRA,
      DIFFERENT
    }

    /**
     * One column's value on either side, as text.
     *
     * @param shown whether the plan that it was compared by lets it be shown
     */
    public record Values(
        String legacy, String target, @JsonInclude(Include.NON_DEFAULT) boolean shown) {}
  }
}
