package dev.cutover.sync;

import dev.cutover.database.Dialect;
import dev.cutover.database.KeyText;
import dev.cutover.database.RowDigests;
import dev.cutover.database.Rows;
import dev.cutover.database.TableShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row's digests.
 *
 * @param held of the row with its empty texts taken for none
 */
record RowDigest(String exact, String held) {

  /** Where there is no row. */
  static final RowDigest NONE = new RowDigest("", "");

  /** Those of the rows that are there, by the keys that were asked for. */
  static Map<String, RowDigest> of(
      Connection connection, Dialect dialect, TableShape table, List<String> keys)
      throws SQLException {
    Map<List<Object>, RowDigest> found = new HashMap<>();
    RowDigests exact = RowDigests.exact(dialect, table);
    RowDigests held = RowDigests.held(dialect, table);
    int first = table.key().size() + 1;
    Rows.select(
        connection,
        dialect,
        table,
        Rows.values(dialect, table.key()) + ", " + exact.expressions() + ", " + held.expressions(),
        keys,
        row ->
            found.put(
                KeyText.parsed(Rows.read(row, table.key())),
                new RowDigest(exact.read(row, first), held.read(row, first + exact.width()))));
    Map<String, RowDigest> digests = new HashMap<>();
    for (String key : keys) {
      RowDigest digest = found.get(KeyText.parsed(key, table.key()));
      if (digest != null) {
        digests.put(key, digest);
      }
    }
    return digests;
  }
}
