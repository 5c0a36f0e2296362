package dev.cutover.comparison;

import dev.cutover.database.Dialect;
import dev.cutover.database.KeyRange;
import dev.cutover.database.KeyText;
import dev.cutover.database.Rows;
import dev.cutover.database.TableShape;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The digests of one side's table, computed inside its database. */
record Digests(Connection connection, Dialect dialect, TableShape table) {

  /** How many rows a range has, and the sum of their digests. */
  Sum sum(KeyRange range) throws SQLException {
    String number = dialect.digestNumber(Rows.rowText(dialect, table));
    String sql =
        "SELECT COUNT(*), SUM(" + number + ") FROM " + table.name() + range.where(dialect, table);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      range.bind(select, 1, table);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        @Nullable String sum = row.getString(2);
        return new Sum(row.getLong(1), sum == null ? BigInteger.ZERO : new BigInteger(sum));
      }
    }
  }

  /** The digest of each row of a range, by its key. */
  Map<String, String> byKey(KeyRange range) throws SQLException {
    String sql =
        "SELECT "
            + Rows.keyText(dialect, table)
            + ", "
            + dialect.digest(Rows.rowText(dialect, table))
            + " FROM "
            + table.name()
            + range.where(dialect, table);
    Map<String, String> digests = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      range.bind(select, 1, table);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          digests.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return digests;
  }

  /** The digests of the rows with these keys that are there. */
  Map<List<Object>, String> ofKeys(List<String> keys) throws SQLException {
    Map<List<Object>, String> digests = new HashMap<>();
    Rows.select(
        connection,
        dialect,
        table,
        Rows.keyText(dialect, table) + ", " + dialect.digest(Rows.rowText(dialect, table)),
        keys,
        row -> digests.put(KeyText.parsed(row.getString(1), table.key()), row.getString(2)));
    return digests;
  }

  long count() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT COUNT(*) FROM " + table.name());
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * @param digests sum of the rows' 64-bit digests
   */
  record Sum(long rows, BigInteger digests) {

    static final Sum NOTHING = new Sum(0, BigInteger.ZERO);

    Sum plus(Sum other) {
      return new Sum(rows + other.rows, digests.add(other.digests));
    }

    String inHex() {
      return digests.toString(16);
    }
  }
}
