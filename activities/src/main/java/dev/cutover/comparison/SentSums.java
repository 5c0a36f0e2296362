package dev.cutover.comparison;

import dev.cutover.comparison.Digests.Sum;
import dev.cutover.database.Column;
import dev.cutover.database.KeyRange;
import dev.cutover.database.Rows;
import dev.cutover.database.SentRows;
import dev.cutover.database.Snapshot;
import dev.cutover.database.TableShape;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One side's rows, summed by what their server sends for them. Where both servers print alike this
 * costs a server a third of what it costs to digest rows itself, and proves as much: equal bytes
 * are equal values. Bytes that differ prove nothing; then digests say what does.
 *
 * @param stored whether rows come as they are stored, which is cheaper than in print
 */
record SentSums(Snapshot side, TableShape table, SentRows.Reader reader, boolean stored) {

  private static final int ROWS_A_FETCH = 2_000;

  /** Long cells are better digested where they are than held here. */
  static boolean areFor(TableShape table) {
    return table.columns().stream().map(Column::kind).noneMatch(Column.Kind::isLong);
  }

  /** How many rows a range has, and the sum of their hashes. */
  Sum sum(KeyRange range) throws SQLException {
    String sql =
        "SELECT "
            + reader.lead()
            + columns()
            + " FROM "
            + table.name()
            + range.where(side.dialect(), table);
    try (PreparedStatement select = prepared(sql)) {
      side.dialect().stream(select, ROWS_A_FETCH);
      range.bind(select, 1, table);
      try (ResultSet found = select.executeQuery()) {
        SentRows rows = stored ? reader.stored(found) : reader.printed(found);
        long count = 0;
        long low = 0;
        long high = 0;
        while (rows.next()) {
          if (++count % ROWS_A_FETCH == 0 && Thread.interrupted()) {
            throw new SQLException("the comparison was given up");
          }
          long hash = rows.hash();
          low += hash;
          high += Long.compareUnsigned(low, hash) < 0 ? 1 : 0;
        }
        return new Sum(count, new BigInteger(Long.toUnsignedString(low)).add(carried(high)));
      }
    }
  }

  private String columns() {
    return stored
        ? Rows.names(side.dialect(), table.columns())
        : Rows.values(side.dialect(), table.columns());
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    return stored
        ? reader.prepare(side.connection(), sql)
        : side.connection().prepareStatement(sql);
  }

  private static BigInteger carried(long times) {
    return BigInteger.valueOf(times).shiftLeft(Long.SIZE);
  }
}
