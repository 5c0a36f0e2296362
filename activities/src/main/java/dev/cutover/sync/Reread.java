package dev.cutover.sync;

import dev.cutover.database.Dialect;
import dev.cutover.database.KeyText;
import dev.cutover.database.Rows;
import dev.cutover.database.TableShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the journal names, as they are now. Whether one is gone is decided by the key's values:
 * two databases, or a trigger and a query, may write the same number in different digits.
 *
 * @param there rows by their journaled keys
 */
record Reread(Map<String, @Nullable Object[]> there, List<String> gone) {

  static final Reread NOTHING = new Reread(Map.of(), List.of());

  static Reread of(
      Connection source, Dialect dialect, TableShape table, Collection<String> journaled)
      throws SQLException {
    List<String> named = List.copyOf(journaled);
    Map<List<Object>, @Nullable Object[]> found = new HashMap<>();
    for (Object[] row : Rows.byKey(source, dialect, table, named)) {
      @Nullable Object[] key = new Object[table.key().size()];
      for (int i = 0; i < key.length; i++) {
        key[i] = row[table.keyIndex(i)];
      }
      found.put(KeyText.parsed(key), row);
    }
    Map<String, @Nullable Object[]> there = new LinkedHashMap<>();
    List<String> gone = new ArrayList<>();
    for (String key : named) {
      Object[] row = found.get(KeyText.parsed(key, table.key()));
      if (row == null) {
        gone.add(key);
      } else {
        there.put(key, row);
      }
    }
    return new Reread(there, gone);
  }

  /** The rows of some keys, in their order. */
  List<@Nullable Object[]> rows(Collection<String> keys) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (String key : keys) {
      Object[] row = there.get(key);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }
}
