package dev.cutover.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that moves, by its name on the legacy side; on the target the name is the same but for
 * letter case. Its key is read from the catalog.
 *
 * @param sequence the legacy sequence that feeds the key, if any
 * @param columns columns that are not compared as they are, by name
 */
public record Table(
    String name, @Nullable SequenceRule sequence, @EmptyIfAbsent Map<String, ColumnRule> columns) {

  /**
   * Where new keys come from.
   *
   * @param legacy sequence on the legacy side
   * @param column the key column it feeds, an auto-increment on the target
   */
  public record SequenceRule(String legacy, String column) {}

  /**
   * A column that is treated differently.
   *
   * @param ignore why the column is neither copied nor compared
   */
  public record ColumnRule(String ignore) {}
}
