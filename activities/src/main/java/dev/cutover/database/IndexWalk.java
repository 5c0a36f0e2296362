package dev.cutover.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a table by stepping through the index of its key, in the database and without its rows: for
 * keys that no arithmetic lies between. It costs a few hundredths of the copy that follows. The
 * steps double whenever there are too many, so that nobody needs to know how many rows there are.
 */
final class IndexWalk {

  private final Connection connection;
  private final Dialect dialect;
  private final TableShape table;
  private long step;
  private long left;

  IndexWalk(Connection connection, Dialect dialect, TableShape table, long rowsEach) {
    this.connection = connection;
    this.dialect = dialect;
    this.table = table;
    this.step = rowsEach;
  }

  List<KeyCut> cut(int most) throws SQLException {
    List<List<String>> ends = new ArrayList<>();
    Optional<List<String>> next = stepBehind(List.of());
    while (next.isPresent()) {
      ends.add(next.get());
      if (ends.size() == most) {
        everySecond(ends);
      }
      next = stepBehind(next.get());
    }
    long last = left;
    if (!ends.isEmpty() && left < step / 2) {
      ends.remove(ends.size() - 1);
      last += step;
    }
    List<KeyCut> cuts = new ArrayList<>();
    List<String> from = List.of();
    for (List<String> end : ends) {
      cuts.add(new KeyCut(new KeySpan(from, end), step));
      from = end;
    }
    cuts.add(new KeyCut(new KeySpan(from, List.of()), last));
    return cuts;
  }

  private void everySecond(List<List<String>> ends) {
    List<List<String>> kept = new ArrayList<>();
    for (int i = 1; i < ends.size(); i += 2) {
      kept.add(ends.get(i));
    }
    ends.clear();
    ends.addAll(kept);
    step *= 2;
  }

  /** The key that stands a step behind another, if so many are left. */
  private Optional<List<String>> stepBehind(List<String> key) throws SQLException {
    long rest = step;
    for (KeySpan.Part part : new KeySpan(key, List.of()).parts(dialect, table)) {
      Optional<List<String>> found = at(part, rest - 1);
      if (found.isPresent()) {
        return found;
      }
      rest -= count(part, rest);
    }
    left = step - rest;
    return Optional.empty();
  }

  private Optional<List<String>> at(KeySpan.Part part, long behind) throws SQLException {
    String sql =
        "SELECT "
            + Rows.names(dialect, table.key())
            + " FROM "
            + table.name()
            + part.where()
            + KeySpan.inOrder(dialect, table)
            + dialect.nth();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(part.bind(select), behind);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(KeyText.texts(Rows.read(row, table.key()), table.key()))
            : Optional.empty();
      }
    }
  }

  /** Rows of a part that is known to have fewer than so many. */
  private long count(KeySpan.Part part, long fewerThan) throws SQLException {
    String sql =
        "SELECT COUNT(*) FROM (SELECT "
            + dialect.quote(table.key().get(0).name())
            + " FROM "
            + table.name()
            + part.where()
            + dialect.limit()
            + ") part";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(part.bind(select), fewerThan);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
