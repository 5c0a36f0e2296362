package dev.cutover.sync;

import dev.cutover.database.Dialect;
import dev.cutover.database.KeyText;
import dev.cutover.database.Rows;
import dev.cutover.database.TableShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row's digests as its database computes them.
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
    int parts = table.key().size();
    Rows.select(
        connection,
        dialect,
        table,
        Rows.names(dialect, table.key())
            + ", "
            + dialect.digest(Rows.rowText(dialect, table))
            + ", "
            + dialect.digest(Rows.heldText(dialect, table)),
        keys,
        row ->
            found.put(
                KeyText.parsed(Rows.read(row, table.key())),
                new RowDigest(row.getString(parts + 1), row.getString(parts + 2))));
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
