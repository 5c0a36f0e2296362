package dev.cutover.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks at many places of a key's index with one statement, each place a scalar subquery: to a
 * database of another site a round trip costs more than a hundred looks.
 */
final class KeyProbes {

  /** Oracle and MySQL allow a thousand columns or more; what is asked for stays readable. */
  private static final int LOOKS_A_STATEMENT = 100;

  private final Connection connection;
  private final Dialect dialect;
  private final TableShape table;

  KeyProbes(Connection connection, Dialect dialect, TableShape table) {
    this.connection = connection;
    this.dialect = dialect;
    this.table = table;
  }

  /** What each look found, in their order; nothing where there is no such row. */
  List<Optional<BigDecimal>> found(List<Look> looks) throws SQLException {
    List<Optional<BigDecimal>> found = new ArrayList<>();
    for (int i = 0; i < looks.size(); i += LOOKS_A_STATEMENT) {
      ask(looks.subList(i, Math.min(looks.size(), i + LOOKS_A_STATEMENT)), found);
    }
    return found;
  }

  private void ask(List<Look> looks, List<Optional<BigDecimal>> found) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql(dialect, table, looks))) {
      int index = 1;
      for (Look look : looks) {
        index = look.bind(select, index);
      }
      try (ResultSet row = select.executeQuery()) {
        row.next();
        for (int i = 1; i <= looks.size(); i++) {
          found.add(Optional.ofNullable(row.getBigDecimal(i)));
        }
      }
    }
  }

  static String sql(Dialect dialect, TableShape table, List<Look> looks) {
    String key = dialect.quote(table.key().get(0).name());
    return looks.stream()
        .map(look -> "(" + look.sql(key, table.name(), dialect.nth()) + ")")
        .collect(Collectors.joining(", ", "SELECT ", " FROM DUAL"));
  }

  /** One place to look at. */
  sealed interface Look {

    String sql(String key, String table, String nth);

    int bind(PreparedStatement select, int index) throws SQLException;

    /** The table's first key, or its last. */
    static Look edge(boolean last) {
      return new Key(Span.ALL, last, 0);
    }

    /** The key that stands so many rows behind the first of a span. */
    static Look up(Span span, int behind) {
      return new Key(span, false, behind);
    }

    /** The key that stands so many rows before the last of a span. */
    static Look down(Span span, int before) {
      return new Key(span, true, before);
    }

    /** How many rows a span has. */
    static Look count(Span span) {
      return new Count(span);
    }
  }

  /**
   * @param offset rows that are passed over
   */
  private record Key(Span span, boolean fromLast, int offset) implements Look {

    @Override
    public String sql(String key, String table, String nth) {
      String order = " ORDER BY " + key + (fromLast ? " DESC" : "");
      return "SELECT " + key + " FROM " + table + span.where(key) + order + nth;
    }

    @Override
    public int bind(PreparedStatement select, int index) throws SQLException {
      int next = span.bind(select, index);
      select.setInt(next, offset);
      return next + 1;
    }
  }

  private record Count(Span span) implements Look {

    @Override
    public String sql(String key, String table, String nth) {
      return "SELECT COUNT(*) FROM " + table + span.where(key);
    }

    @Override
    public int bind(PreparedStatement select, int index) throws SQLException {
      return span.bind(select, index);
    }
  }

  /** Rows whose key begins with numbers of a span. */
  record Span(String where, List<BigDecimal> bounds) {

    private static final Span ALL = new Span("", List.of());

    static Span of(BigDecimal first, BigDecimal last) {
      return new Span(" WHERE %1$s >= ? AND %1$s <= ?", List.of(first, last));
    }

    /** Without the number that it begins behind. */
    static Span behind(BigDecimal number, BigDecimal last) {
      return new Span(" WHERE %1$s > ? AND %1$s <= ?", List.of(number, last));
    }

    private String where(String key) {
      return where.formatted(key);
    }

    private int bind(PreparedStatement select, int index) throws SQLException {
      int next = index;
      for (BigDecimal bound : bounds) {
        select.setBigDecimal(next++, bound);
      }
      return next;
    }
  }
}
