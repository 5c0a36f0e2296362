package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
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
   * What the plan says of a column, whatever its letter case; {@link ColumnRule#NONE} if nothing.
   */
  public ColumnRule rule(String column) {
    return columns.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(column))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(ColumnRule.NONE);
  }

  /** Whether the plan lets any column's values be shown. */
  public boolean showsValues() {
    return columns.values().stream().anyMatch(ColumnRule::showsValues);
  }

  /**
   * Where new keys come from.
   *
   * @param legacy sequence on the legacy side
   * @param column the key column it feeds, an auto-increment on the target
   */
  public record SequenceRule(String legacy, String column) {}

  /**
   * A column that is treated differently: left out, compared after both sides' values were changed
   * alike, or shown with its values where it differs.
   *
   * @param ignore why the column is neither copied nor compared
   * @param scale decimal places that a number is rounded to, half away from zero
   * @param time what a time is cut down to
   * @param trim what is taken from a text's end
   * @param charsetMap characters that count as one
   * @param empty what an empty text is taken for
   * @param mask how values that differ are hidden outside the databases; null hides them whole
   * @param reason why; goes with every rule but {@code ignore}, which is one
   */
  public record ColumnRule(
      @Nullable String ignore,
      @Nullable Integer scale,
      @Nullable TimePrecision time,
      @Nullable Trim trim,
      @Nullable CharsetMap charsetMap,
      @Nullable Empty empty,
      @JsonInclude(Include.NON_NULL) @Nullable Mask mask,
      @Nullable String reason) {

    /** Compared as it is. */
    public static final ColumnRule NONE =
        new ColumnRule(null, null, null, null, null, null, null, null);

    /** Left out. */
    public static ColumnRule ignored(String reason) {
      return new ColumnRule(reason, null, null, null, null, null, null, null);
    }

    public boolean leftOut() {
      return ignore != null;
    }

    public boolean takesEmptyForNull() {
      return empty != null;
    }

    /** Whether values are compared as they are. */
    public boolean changesNothing() {
      return new ColumnRule(ignore, scale, time, trim, charsetMap, empty, null, null).equals(NONE);
    }

    public boolean showsValues() {
      return mask == Mask.NONE;
    }

    public ColumnRule withEmptyAsNull() {
      return new ColumnRule(ignore, scale, time, trim, charsetMap, Empty.NULL, mask, reason);
    }
  }

  /** What is taken from a text's end. */
  public enum Trim {
    BLANKS
  }

  /** What an empty text is taken for. */
  public enum Empty {
    NULL
  }

  /** How values are hidden. */
  public enum Mask {
    /** Not at all. */
    NONE
  }
}
