package dev.cutover.database;

import java.util.Locale;

/**
 * A column as the catalog names it.
 *
 * @param position in the table's own order, from 1
 * @param scale decimal places of a number, digits of a fraction of a second
 */
public record Column(String name, Kind kind, int scale, int position) {

  /** How a column's values are read, written and digested. */
  public enum Kind {
    NUMBER,
    TEXT,
    LONG_TEXT,
    TIME,
    BINARY
  }

  /** The name by which the same column is known on either side. */
  public String key() {
    return name.toUpperCase(Locale.ROOT);
  }
}
