package dev.cutover.sync;

import dev.cutover.database.Dialect;
import dev.cutover.database.TablePair;
import dev.cutover.plan.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Some journal entries with their rows, table by table in the plan's order: parents come first
 * there, so rows are written in this order and deleted in reverse.
 */
record Round(List<Part> parts) {

  static Round read(
      Connection source,
      Dialect dialect,
      Side from,
      List<TablePair> pairs,
      Map<String, Set<String>> keys)
      throws SQLException {
    List<Part> parts = new ArrayList<>();
    for (TablePair pair : pairs) {
      Set<String> named = keys.get(journaledName(pair));
      if (named != null) {
        Reread rows =
            pair.hasKey() ? Reread.of(source, dialect, pair.of(from), named) : Reread.NOTHING;
        parts.add(new Part(pair, List.copyOf(named), rows));
      }
    }
    return new Round(parts);
  }

  /** How the journal calls a table. */
  static String journaledName(TablePair pair) {
    return pair.table().toUpperCase(Locale.ROOT);
  }

  List<Part> reversed() {
    List<Part> reversed = new ArrayList<>(parts);
    Collections.reverse(reversed);
    return reversed;
  }

  /**
   * What a round has of one table.
   *
   * @param keys all that the journal names
   * @param rows none where the table has no key, as it is written whole
   */
  record Part(TablePair pair, List<String> keys, Reread rows) {

    boolean hasKey() {
      return pair.hasKey();
    }
  }
}
