package dev.cutover.comparison;

import dev.cutover.activity.Database;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.KeyRange;
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
final class Digests {

  private static final int MOST_RANGES = 2_000;

  private final Connections connections;
  private final String endpoint;
  private final Dialect dialect;
  private final TableShape table;

  Digests(Connections connections, Database database, TableShape table) {
    this.connections = connections;
    this.endpoint = database.endpoint();
    this.dialect = connections.dialect(endpoint);
    this.table = table;
  }

  /** Ranges that are compared one after the other. */
  List<KeyRange> ranges(long rowsEach) throws SQLException {
    try (Connection connection = connections.open(endpoint)) {
      return KeyRange.cut(connection, dialect, table, rowsEach, MOST_RANGES);
    }
  }

  /** How many rows a range has, and the sum of their digests. */
  Sum sum(KeyRange range) throws SQLException {
    String number = dialect.digestNumber(Rows.rowText(dialect, table));
    String sql =
        "SELECT COUNT(*), SUM(" + number + ") FROM " + table.name() + range.where(dialect, table);
    try (Connection connection = connections.open(endpoint);
        PreparedStatement select = connection.prepareStatement(sql)) {
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
    try (Connection connection = connections.open(endpoint);
        PreparedStatement select = connection.prepareStatement(sql)) {
      range.bind(select, 1, table);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          digests.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return digests;
  }

  /**
   * @param digests sum of the rows' 64-bit digests
   */
  record Sum(long rows, BigInteger digests) {

    static final Sum NOTHING = new Sum(0, BigInteger.ZERO);

    Sum plus(Sum other) {
      return new Sum(rows + other.rows, digests.add(other.digests));
    }
  }
}
