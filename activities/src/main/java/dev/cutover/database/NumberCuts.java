package dev.cutover.database;

import dev.cutover.database.KeyProbes.Look;
import dev.cutover.database.KeyProbes.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a table whose key begins with a number by looking into its index at few places. How many
 * rows a piece has is told by how far its first and its last thousand rows reach; the pieces with
 * the most are halved, round by round, and each half begins and ends at keys that are there, so
 * that gaps vanish.
 */
final class NumberCuts {

  private static final int SAMPLE = 1_000;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final KeyProbes probes;
  private final int scale;
  private final long rowsEach;
  private final int sample;

  NumberCuts(Connection connection, Dialect dialect, TableShape table, long rowsEach) {
    this.probes = new KeyProbes(connection, dialect, table);
    this.scale = Math.max(0, table.key().get(0).scale());
    this.rowsEach = rowsEach;
    this.sample = (int) Math.max(1, Math.min(SAMPLE, rowsEach / 20));
  }

  /** Pieces of about the same number of rows, in the order of keys; empty for an empty table. */
  List<Piece> cut(int most) throws SQLException {
    List<Optional<BigDecimal>> edges = probes.found(List.of(Look.edge(false), Look.edge(true)));
    if (edges.stream().anyMatch(Optional::isEmpty)) {
      return List.of();
    }
    Ends all = new Ends(edges.get(0).orElseThrow(), edges.get(1).orElseThrow());
    List<Piece> pieces = new ArrayList<>(measured(List.of(all)));
    List<Piece> widest = widest(pieces, 2 * most);
    while (!widest.isEmpty()) {
      pieces.removeAll(widest);
      pieces.addAll(halves(widest));
      pieces.sort(Comparator.comparing(Piece::first));
      widest = widest(pieces, 2 * most);
    }
    return merged(pieces, most);
  }

  /**
   * What is halved next. A piece with less than half of the widest's rows waits: the widest's
   * halves may have more.
   *
   * @param most pieces that there may be then
   */
  private List<Piece> widest(List<Piece> pieces, int most) {
    List<Piece> divisible =
        pieces.stream()
            .filter(piece -> piece.rows() > rowsEach / 2 && middle(piece).isPresent())
            .sorted(Comparator.comparing(Piece::rows).reversed())
            .toList();
    if (divisible.isEmpty() || divisible.get(0).oneKey()) {
      return List.of();
    }
    long rows = divisible.get(0).rows();
    return divisible.stream()
        .filter(piece -> piece.rows() > rows / 2 && !piece.oneKey())
        .limit(Math.max(0, most - pieces.size()))
        .toList();
  }

  private Optional<BigDecimal> middle(Piece piece) {
    BigDecimal middle = piece.first().add(piece.last()).divide(TWO, scale, RoundingMode.FLOOR);
    boolean inside = middle.compareTo(piece.first()) >= 0 && middle.compareTo(piece.last()) < 0;
    return inside ? Optional.of(middle) : Optional.empty();
  }

  private List<Piece> halves(List<Piece> pieces) throws SQLException {
    List<Look> looks = new ArrayList<>();
    for (Piece piece : pieces) {
      BigDecimal middle = middle(piece).orElseThrow();
      looks.add(Look.down(Span.of(piece.first(), middle), 0));
      looks.add(Look.up(Span.behind(middle, piece.last()), 0));
    }
    Iterator<Optional<BigDecimal>> found = probes.found(looks).iterator();
    List<Ends> halves = new ArrayList<>();
    for (Piece piece : pieces) {
      found.next().ifPresent(end -> halves.add(new Ends(piece.first(), end)));
      found.next().ifPresent(start -> halves.add(new Ends(start, piece.last())));
    }
    return measured(halves);
  }

  private List<Piece> measured(List<Ends> pieces) throws SQLException {
    List<Look> looks = new ArrayList<>();
    for (Ends ends : pieces) {
      looks.add(Look.up(ends.span(), sample));
      looks.add(Look.down(ends.span(), sample));
    }
    Iterator<Optional<BigDecimal>> found = probes.found(looks).iterator();
    List<Piece> measured = new ArrayList<>();
    List<Ends> few = new ArrayList<>();
    for (Ends ends : pieces) {
      Optional<BigDecimal> up = found.next();
      BigDecimal down = found.next().orElse(ends.first());
      up.ifPresentOrElse(key -> measured.add(estimated(ends, key, down)), () -> few.add(ends));
    }
    Iterator<Optional<BigDecimal>> counts =
        probes.found(few.stream().map(ends -> Look.count(ends.span())).toList()).iterator();
    for (Ends ends : few) {
      long rows = counts.next().orElseThrow().longValueExact();
      measured.add(new Piece(ends.first(), ends.last(), rows, false));
    }
    return measured;
  }

  private Piece estimated(Ends ends, BigDecimal up, BigDecimal down) {
    boolean oneKey = up.compareTo(ends.first()) == 0 || down.compareTo(ends.last()) == 0;
    double width = ends.last().subtract(ends.first()).doubleValue();
    double unit = BigDecimal.ONE.movePointLeft(scale).doubleValue();
    double below = Math.max(unit, up.subtract(ends.first()).doubleValue());
    double above = Math.max(unit, ends.last().subtract(down).doubleValue());
    double rows = sample * (width / below + width / above) / 2;
    return new Piece(ends.first(), ends.last(), (long) Math.max(sample, rows), oneKey);
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

  /** Two keys that are there. */
  private record Ends(BigDecimal first, BigDecimal last) {

    Span span() {
      return Span.of(first, last);
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
