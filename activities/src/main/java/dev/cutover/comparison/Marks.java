package dev.cutover.comparison;

import dev.cutover.database.Column;
import dev.cutover.database.Dialect;
import dev.cutover.database.KeyText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Keys of one table that the business has written on one side, as its triggers noted them.
 *
 * @param dirty by number; carried to the other side
 * @param waiting by number; still in the journal
 */
record Marks(Map<Long, String> dirty, Map<Long, String> waiting) {

  /** What a connection sees of them, in one statement: a key on its way is in one or the other. */
  static Marks read(Connection connection, Dialect dialect, String table) throws SQLException {
    Map<Long, String> dirty = new HashMap<>();
    Map<Long, String> waiting = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, pk, 'd' FROM "
                + dialect.engineTable("dirty")
                + " WHERE tab = ? UNION ALL SELECT id, pk, 'w' FROM "
                + dialect.engineTable("journal")
                + " WHERE tab = ?")) {
      select.setString(1, journaledName(table));
      select.setString(2, journaledName(table));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Map<Long, String> kind = rows.getString(3).equals("d") ? dirty : waiting;
          kind.put(rows.getLong(1), rows.getString(2));
        }
      }
    }
    return new Marks(dirty, waiting);
  }

  private static String journaledName(String table) {
    return table.toUpperCase(Locale.ROOT);
  }

  /** All marked keys. */
  Set<List<Object>> keys(List<Column> key) {
    Set<List<Object>> keys = new HashSet<>();
    dirty.values().forEach(pk -> keys.add(KeyText.parsed(pk, key)));
    waiting.values().forEach(pk -> keys.add(KeyText.parsed(pk, key)));
    return keys;
  }

  /** Keys that were written, or were still to be carried, since others were read. */
  Set<List<Object>> since(Marks earlier, List<Column> key) {
    Map<Long, String> later = new HashMap<>(dirty);
    later.putAll(waiting);
    later.keySet().removeAll(earlier.dirty.keySet());
    Set<List<Object>> keys = new HashSet<>();
    later.values().forEach(pk -> keys.add(KeyText.parsed(pk, key)));
    earlier.waiting.values().forEach(pk -> keys.add(KeyText.parsed(pk, key)));
    return keys;
  }

  /** Takes marks of this table away, and no later ones of the same keys. */
  static void remove(Connection connection, Dialect dialect, Collection<Long> numbers)
      throws SQLException {
    if (numbers.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM " + dialect.engineTable("dirty") + " WHERE id = ?")) {
      for (long number : numbers) {
        delete.setLong(1, number);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }
}
