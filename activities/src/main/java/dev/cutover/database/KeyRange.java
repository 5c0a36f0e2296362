package dev.cutover.database;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows with {@code from < key <= to} in the order of a table's first key column. Ranges that
 * cut a table leave no row out, also none that comes behind its last key while they are worked on.
 *
 * @param from exclusive; null for the table's start
 * @param to inclusive; null for the table's end
 * @param rows estimated
 */
public record KeyRange(@Nullable String from, @Nullable String to, long rows) {

  /**
   * Cuts a table into ranges of equal width where the first key column is a number, else into one
   * for the whole table, as it is where there is no key.
   *
   * @param rowsEach rows that a range should have, if keys are spread evenly
   */
  public static List<KeyRange> cut(
      Connection connection, Dialect dialect, TableShape table, long rowsEach, int most)
      throws SQLException {
    if (table.key().isEmpty()) {
      return List.of(new KeyRange(null, null, count(connection, table)));
    }
    Column first = table.key().get(0);
    String key = dialect.quote(first.name());
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT COUNT(*), MIN(" + key + "), MAX(" + key + ") FROM " + table.name());
        ResultSet row = select.executeQuery()) {
      row.next();
      long rows = row.getLong(1);
      long ranges = Math.max(1, Math.min(most, rows / rowsEach));
      if (ranges == 1 || first.kind() != Column.Kind.NUMBER) {
        return List.of(new KeyRange(null, null, rows));
      }
      BigInteger least = row.getBigDecimal(2).toBigInteger();
      BigInteger last = row.getBigDecimal(3).toBigInteger();
      return evenly(least, last, ranges, rows);
    }
  }

  private static long count(Connection connection, TableShape table) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT COUNT(*) FROM " + table.name());
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<KeyRange> evenly(BigInteger least, BigInteger last, long ranges, long rows) {
    BigInteger width = last.subtract(least).divide(BigInteger.valueOf(ranges)).add(BigInteger.ONE);
    List<KeyRange> cut = new ArrayList<>();
    @Nullable String from = null;
    for (int i = 1; i <= ranges; i++) {
      @Nullable String to =
          i == ranges ? null : least.add(width.multiply(BigInteger.valueOf(i))).toString();
      cut.add(new KeyRange(from, to, rows / ranges));
      from = to;
    }
    return cut;
  }

  /** The condition, to follow a table's name; {@link #bind} fills its parameters. */
  public String where(Dialect dialect, TableShape table) {
    if (from == null && to == null) {
      return "";
    }
    String key = dialect.quote(table.key().get(0).name());
    String behind = from == null ? "" : key + " > ?";
    String until = to == null ? "" : key + " <= ?";
    return " WHERE " + behind + (from == null || to == null ? "" : " AND ") + until;
  }

  /** Binds the condition's parameters from {@code index} on; returns the next index. */
  public int bind(PreparedStatement statement, int index, TableShape table) throws SQLException {
    int next = index;
    if (from != null) {
      Rows.bindKey(statement, next++, table.key().get(0), from);
    }
    if (to != null) {
      Rows.bindKey(statement, next++, table.key().get(0), to);
    }
    return next;
  }
}
