package dev.cutover.database;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a table whose key begins with a number by looking into its index at few places. How many
 * rows a piece has is told by how far its first and its last thousand rows reach; the piece with
 * the most is halved, and each half begins and ends at keys that are there, so that gaps vanish.
 */
final class NumberCuts {

  private static final int SAMPLE = 1_000;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final Connection connection;
  private final TableShape table;
  private final String key;
  private final int scale;
  private final String nth;
  private final long rowsEach;
  private final int sample;

  NumberCuts(Connection connection, Dialect dialect, TableShape table, long rowsEach) {
    this.connection = connection;
    this.table = table;
    Column first = table.key().get(0);
    this.key = dialect.quote(first.name());
    this.scale = Math.max(0, first.scale());
    this.nth = dialect.nth();
    this.rowsEach = rowsEach;
    this.sample = (int) Math.max(1, Math.min(SAMPLE, rowsEach / 20));
  }

  /** Pieces of about the same number of rows, in the order of keys; empty for an empty table. */
  List<Piece> cut(int most) throws SQLException {
    Optional<BigDecimal> first = edge("", "", List.of());
    Optional<BigDecimal> last = edge("", " DESC", List.of());
    if (first.isEmpty() || last.isEmpty()) {
      return List.of();
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(measured(first.get(), last.get()));
    int widest = widest(pieces);
    while (widest >= 0 && pieces.size() < 2 * most && !pieces.get(widest).oneKey()) {
      pieces.addAll(widest, halves(pieces.remove(widest)));
      widest = widest(pieces);
    }
    return merged(pieces, most);
  }

  /** Where the piece with the most rows stands, if it is worth being halved; else -1. */
  private int widest(List<Piece> pieces) {
    int widest = -1;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      boolean more = widest < 0 || piece.rows() > pieces.get(widest).rows();
      if (piece.rows() > rowsEach / 2 && middle(piece).isPresent() && more) {
        widest = i;
      }
    }
    return widest;
  }

  private Optional<BigDecimal> middle(Piece piece) {
    BigDecimal middle = piece.first().add(piece.last()).divide(TWO, scale, RoundingMode.FLOOR);
    boolean inside = middle.compareTo(piece.first()) >= 0 && middle.compareTo(piece.last()) < 0;
    return inside ? Optional.of(middle) : Optional.empty();
  }

  private List<Piece> halves(Piece piece) throws SQLException {
    Optional<BigDecimal> middle = middle(piece);
    if (middle.isEmpty()) {
      return List.of(piece);
    }
    Optional<BigDecimal> end =
        edge(between(" >= ?", " <= ?"), " DESC", List.of(piece.first(), middle.get()));
    Optional<BigDecimal> start =
        edge(between(" > ?", " <= ?"), "", List.of(middle.get(), piece.last()));
    List<Piece> halves = new ArrayList<>();
    if (end.isPresent()) {
      halves.add(measured(piece.first(), end.get()));
    }
    if (start.isPresent()) {
      halves.add(measured(start.get(), piece.last()));
    }
    return halves;
  }

  private Piece measured(BigDecimal first, BigDecimal last) throws SQLException {
    List<BigDecimal> both = List.of(first, last);
    Optional<BigDecimal> up = at(between(" >= ?", " <= ?"), "", both, sample);
    if (up.isEmpty()) {
      return new Piece(first, last, count(both), false);
    }
    BigDecimal down = at(between(" >= ?", " <= ?"), " DESC", both, sample).orElse(first);
    boolean oneKey = up.get().compareTo(first) == 0 || down.compareTo(last) == 0;
    double width = last.subtract(first).doubleValue();
    double unit = BigDecimal.ONE.movePointLeft(scale).doubleValue();
    double below = Math.max(unit, up.get().subtract(first).doubleValue());
    double above = Math.max(unit, last.subtract(down).doubleValue());
    double rows = sample * (width / below + width / above) / 2;
    return new Piece(first, last, (long) Math.max(sample, rows), oneKey);
  }

  /** Neighbours are joined until there are so many ranges as the rows need. */
  private List<Piece> merged(List<Piece> pieces, int most) {
    double rows = pieces.stream().mapToDouble(Piece::rows).sum();
    long ranges = Math.max(1, Math.min(most, Math.round(rows / rowsEach)));
    List<Piece> merged = new ArrayList<>();
    double seen = 0;
    double taken = 0;
    int from = 0;
    for (int i = 0; i < pieces.size(); i++) {
      seen += pieces.get(i).rows();
      boolean full = seen >= rows / ranges * (merged.size() + 1) - 0.5;
      if (i == pieces.size() - 1 || (full && merged.size() < ranges - 1)) {
        boolean oneKey = pieces.subList(from, i + 1).stream().anyMatch(Piece::oneKey);
        merged.add(
            new Piece(
                pieces.get(from).first(), pieces.get(i).last(), (long) (seen - taken), oneKey));
        taken = seen;
        from = i + 1;
      }
    }
    return merged;
  }

  private String between(String from, String to) {
    return " WHERE " + key + from + " AND " + key + to;
  }

  private Optional<BigDecimal> edge(String where, String order, List<BigDecimal> bounds)
      throws SQLException {
    return at(where, order, bounds, 0);
  }

  private Optional<BigDecimal> at(String where, String order, List<BigDecimal> bounds, int behind)
      throws SQLException {
    String sql =
        "SELECT " + key + " FROM " + table.name() + where + " ORDER BY " + key + order + nth;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int index = 1;
      for (BigDecimal bound : bounds) {
        select.setBigDecimal(index++, bound);
      }
      select.setInt(index, behind);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBigDecimal(1)) : Optional.empty();
      }
    }
  }

  /** Of a piece that has no more rows than a sample. */
  private long count(List<BigDecimal> bounds) throws SQLException {
    String sql = "SELECT COUNT(*) FROM " + table.name() + between(" >= ?", " <= ?");
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setBigDecimal(1, bounds.get(0));
      select.setBigDecimal(2, bounds.get(1));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * @param first a key that is there, as is the last
   * @param rows estimated, exact where they are few
   * @param oneKey whether a sample of its rows had one and the same number: other columns of the
   *     key tell them apart, and ranges of this one can't
   */
  record Piece(BigDecimal first, BigDecimal last, long rows, boolean oneKey) {}
}
