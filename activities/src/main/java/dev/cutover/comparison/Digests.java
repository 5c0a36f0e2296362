package dev.cutover.comparison;

import dev.cutover.database.Dialect;
import dev.cutover.database.KeyRange;
import dev.cutover.database.KeyText;
import dev.cutover.database.RowDigests;
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

/** The digests of one side's table. */
final class Digests {

  private final Connection connection;
  private final Dialect dialect;
  private final TableShape table;
  private final RowDigests rows;

  Digests(Connection connection, Dialect dialect, TableShape table) {
    this.connection = connection;
    this.dialect = dialect;
    this.table = table;
    this.rows = RowDigests.exact(dialect, table);
  }

  Connection connection() {
    return connection;
  }

  Dialect dialect() {
    return dialect;
  }

  TableShape table() {
    return table;
  }

  /** How many rows a range has, and the sum of their digests. */
  Sum sum(KeyRange range) throws SQLException {
    return rows.isSummedThere() ? sumThere(range) : sumHere(range);
  }

  private Sum sumThere(KeyRange range) throws SQLException {
    Sum[] sum = {Sum.NOTHING};
    select(
        "COUNT(*), " + rows.sum(),
        range,
        "",
        row -> {
          @Nullable String digests = row.getString(2);
          sum[0] =
              new Sum(row.getLong(1), digests == null ? BigInteger.ZERO : new BigInteger(digests));
        });
    return sum[0];
  }

  private Sum sumHere(KeyRange range) throws SQLException {
    Sum[] sum = {Sum.NOTHING};
    select(
        rows.expressions(), range, "", row -> sum[0] = sum[0].plus(Sum.of(rows.read(row, 1), 1)));
    return sum[0];
  }

  /**
   * The digest of each row of a range, by its key. Where a table has none, how many rows there are
   * of each digest, by the digest.
   */
  Listed list(KeyRange range) throws SQLException {
    Map<String, String> digests = new HashMap<>();
    Sum[] sum = {Sum.NOTHING};
    if (table.key().isEmpty()) {
      counted(range)
          .forEach(
              (digest, count) -> {
                digests.put(digest, String.valueOf(count));
                sum[0] = sum[0].plus(Sum.of(digest, count));
              });
    } else {
      select(
          Rows.keyText(dialect, table) + ", " + rows.expressions(),
          range,
          "",
          row -> {
            String digest = rows.read(row, 2);
            digests.put(row.getString(1), digest);
            sum[0] = sum[0].plus(Sum.of(digest, 1));
          });
    }
    return new Listed(digests, sum[0]);
  }

  /** How many rows there are of each digest. */
  Map<String, Long> counts() throws SQLException {
    return counted(new KeyRange(null, null, 0));
  }

  private Map<String, Long> counted(KeyRange range) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    String group = rows.isSummedThere() ? " GROUP BY " + rows.expressions() : "";
    select(
        rows.expressions() + (group.isEmpty() ? "" : ", COUNT(*)"),
        range,
        group,
        row -> counts.merge(rows.read(row, 1), group.isEmpty() ? 1L : row.getLong(2), Long::sum));
    return counts;
  }

  private void select(String what, KeyRange range, String group, Rows.RowVisitor visitor)
      throws SQLException {
    String sql = "SELECT " + what + " FROM " + table.name() + range.where(dialect, table) + group;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      range.bind(select, 1, table);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          visitor.row(found);
        }
      }
    }
  }

  /** The digests of the rows with these keys that are there. */
  Map<List<Object>, String> ofKeys(List<String> keys) throws SQLException {
    Map<List<Object>, String> digests = new HashMap<>();
    Rows.select(
        connection,
        dialect,
        table,
        Rows.keyText(dialect, table) + ", " + rows.expressions(),
        keys,
        row -> digests.put(KeyText.parsed(row.getString(1), table.key()), rows.read(row, 2)));
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

  /** Rows one by one, and their sum. */
  record Listed(Map<String, String> byKey, Sum sum) {}

  /**
   * @param digests sum of the rows' 64-bit digests
   */
  record Sum(long rows, BigInteger digests) {

    static final Sum NOTHING = new Sum(0, BigInteger.ZERO);

    static Sum of(String digest, long rows) {
      return new Sum(rows, RowDigests.number(digest).multiply(BigInteger.valueOf(rows)));
    }

    Sum plus(Sum other) {
      return new Sum(rows + other.rows, digests.add(other.digests));
    }

    String inHex() {
      return digests.toString(16);
    }
  }
}
