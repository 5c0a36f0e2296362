package dev.cutover.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the spans that a table is cut into, of about the same number of rows each. Together they
 * leave no row out, also none that comes before its first or behind its last key meanwhile. They
 * are laid by the order of one database and mean nothing in another.
 *
 * @param rows estimated
 */
public record KeyCut(KeySpan span, long rows) {

  /**
   * Cuts a table without reading it: by its key's index, of which few entries are looked at where
   * the key begins with a number. A table without a key is one span.
   *
   * @param rowsEach rows that a span should have
   * @param most spans
   */
  public static List<KeyCut> cut(
      Connection connection, Dialect dialect, TableShape table, long rowsEach, int most)
      throws SQLException {
    if (table.key().isEmpty()) {
      return ofNumbers(List.of());
    }
    if (table.key().get(0).kind() == Column.Kind.NUMBER) {
      List<NumberCuts.Piece> pieces =
          new NumberCuts(connection, dialect, table, rowsEach).cut(most);
      if (pieces.stream().noneMatch(NumberCuts.Piece::oneKey)) {
        return ofNumbers(pieces);
      }
    }
    return new IndexWalk(connection, dialect, table, rowsEach).cut(most);
  }

  private static List<KeyCut> ofNumbers(List<NumberCuts.Piece> pieces) {
    List<KeyCut> cuts = new ArrayList<>();
    List<String> from = List.of();
    for (int i = 0; i < Math.max(1, pieces.size()); i++) {
      boolean last = i >= pieces.size() - 1;
      List<String> to = last ? List.of() : List.of(plain(pieces.get(i).last()));
      cuts.add(new KeyCut(new KeySpan(from, to), pieces.isEmpty() ? 0 : pieces.get(i).rows()));
      from = to;
    }
    return cuts;
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }

  /** The span's start as the journal writes keys; null for the table's start. */
  public @Nullable String from(TableShape table) {
    return text(span.after(), table);
  }

  /** The span's end; null for the table's end. */
  public @Nullable String to(TableShape table) {
    return text(span.until(), table);
  }

  private static @Nullable String text(List<String> values, TableShape table) {
    return values.isEmpty() ? null : KeyText.of(values, table.key());
  }
}
