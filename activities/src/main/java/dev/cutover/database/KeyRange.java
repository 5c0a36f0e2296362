package dev.cutover.database;

import java.math.BigDecimal;
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

  private static final int MOST_PIECES = 2_000;

  /**
   * Cuts a table into ranges of about the same number of rows where the first key column is a
   * number, else into one for the whole table: the order of texts is each database's own.
   *
   * @param rowsEach rows that a range should have
   */
  public static List<KeyRange> cut(
      Connection connection, Dialect dialect, TableShape table, long rowsEach, int most)
      throws SQLException {
    if (table.key().isEmpty() || table.key().get(0).kind() != Column.Kind.NUMBER) {
      return List.of(new KeyRange(null, null, 0));
    }
    List<NumberCuts.Piece> pieces = new NumberCuts(connection, dialect, table, rowsEach).cut(most);
    List<KeyRange> cut = new ArrayList<>();
    @Nullable String from = null;
    for (int i = 0; i < pieces.size() - 1; i++) {
      String to = pieces.get(i).last().toPlainString();
      cut.add(new KeyRange(from, to, pieces.get(i).rows()));
      from = to;
    }
    cut.add(new KeyRange(from, null, pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).rows()));
    return cut;
  }

  /**
   * Cuts this range into narrower ones of equal width where the first key column is a number.
   *
   * @param rowsEach rows that a piece should have, if keys are spread evenly
   */
  public List<KeyRange> pieces(
      Connection connection, Dialect dialect, TableShape table, long rowsEach) throws SQLException {
    long pieces = table.key().isEmpty() ? 1 : Math.min(MOST_PIECES, rows / rowsEach);
    Column first = pieces <= 1 ? null : table.key().get(0);
    if (first == null || first.kind() != Column.Kind.NUMBER) {
      return List.of(this);
    }
    String key = dialect.quote(first.name());
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT MIN("
                + key
                + "), MAX("
                + key
                + ") FROM "
                + table.name()
                + where(dialect, table))) {
      bind(select, 1, table);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        BigDecimal least = row.getBigDecimal(1);
        if (least == null) {
          return List.of(this);
        }
        return evenly(least.toBigInteger(), row.getBigDecimal(2).toBigInteger(), pieces);
      }
    }
  }

  private List<KeyRange> evenly(BigInteger least, BigInteger last, long pieces) {
    BigInteger width = last.subtract(least).divide(BigInteger.valueOf(pieces)).add(BigInteger.ONE);
    List<KeyRange> cut = new ArrayList<>();
    @Nullable String behind = from;
    for (int i = 1; i < pieces; i++) {
      String until = least.add(width.multiply(BigInteger.valueOf(i))).toString();
      cut.add(new KeyRange(behind, until, rows / pieces));
      behind = until;
    }
    cut.add(new KeyRange(behind, to, rows / pieces));
    return cut;
  }

  /** Whether a row with this key, as {@link KeyText#parsed} gives it, lies in the range. */
  public boolean holds(List<Object> key) {
    if (from == null && to == null) {
      return true;
    }
    BigDecimal first = (BigDecimal) key.get(0);
    return (from == null || first.compareTo(new BigDecimal(from)) > 0)
        && (to == null || first.compareTo(new BigDecimal(to)) <= 0);
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
