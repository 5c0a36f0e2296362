package dev.cutover.activity;

import dev.cutover.plan.Table;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Compares the databases of both sides, cell by cell, through counts and digests. */
@ActivityInterface(namePrefix = "Comparison")
public interface ComparisonActivities {

  /**
   * Counts and digests of one table on both sides. What differs is located, looked at a second time
   * and stored in the engine's table on legacy; heartbeats.
   */
  TableComparison compare(String attempt, Databases databases, Table table);

  /** Brings the target's differing rows of a table in line with legacy, by key. */
  long repair(Conductor conductor, Databases databases, Table table);

  /**
   * @param legacyDigest sum of 64-bit row digests, hexadecimal
   * @param confirmed discrepancies that the second look saw again: integrity errors
   * @param examples at most 20 of them; keys and column names, no values
   */
  record TableComparison(
      String table,
      long legacyRows,
      long targetRows,
      String legacyDigest,
      String targetDigest,
      long confirmed,
      List<Discrepancy> examples) {

    public boolean equal() {
      return confirmed == 0;
    }
  }

  /**
   * A row that differs.
   *
   * @param columns the columns that differ, for {@code DIFFERENT}
   */
  record Discrepancy(String table, String key, Kind kind, List<String> columns) {

    /** In what way a row differs, as seen from legacy. */
    public enum Kind {
      MISSING,
      EXTRA,
      DIFFERENT
    }
  }
}
