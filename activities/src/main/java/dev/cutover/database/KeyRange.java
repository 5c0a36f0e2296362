package dev.cutover.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
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
   * Cuts a table into ranges of about the same number of rows where the first key column is a
   * number, else into one for the whole table: the order of texts is each database's own.
   *
   * @param rowsEach rows that a range should have
   */
  public static List<KeyRange> cut(
      Connection connection, Dialect dialect, TableShape table, long rowsEach, int most)
      throws SQLException {
    if (table.key().get(0).kind() != Column.Kind.NUMBER) {
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

  /** The condition, to follow a table's name; {@link #bind} fills its parameters. */
  public String where(Dialect dialect, TableShape table) {
    String key = dialect.quote(table.key().get(0).name());
    String behind = from == null ? "" : key + " > ?";
    String until = to == null ? "" : key + " <= ?";
    String both = behind + (from == null || to == null ? "" : " AND ") + until;
    return both.isEmpty() ? "" : " WHERE " + both;
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
