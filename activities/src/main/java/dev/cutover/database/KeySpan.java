package dev.cutover.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table behind one key and up to another, in the order in which its own database
 * sorts keys. Either key may name the first columns only: it then stands for all rows that begin
 * with them.
 *
 * @param after exclusive; empty for the table's start
 * @param until inclusive; empty for the table's end
 */
public record KeySpan(List<String> after, List<String> until) {

  /** A span between two keys as the journal writes them; null for the table's start and end. */
  public static KeySpan between(@Nullable String after, @Nullable String until, List<Column> key) {
    return new KeySpan(
        after == null ? List.of() : KeyText.values(after, key),
        until == null ? List.of() : KeyText.values(until, key));
  }

  /**
   * The span as parts that follow each other, each one range of the key's index: 'behind (a, b)' is
   * what has a and comes behind b, and then what comes behind a. As one condition with OR some
   * databases would read it from the first row that has a, for each chunk anew.
   */
  public List<Part> parts(Dialect dialect, TableShape table) {
    List<Part> parts = new ArrayList<>();
    for (int depth = after.size(); depth > 0; depth--) {
      parts.add(part(dialect, table, depth));
    }
    return parts.isEmpty() ? List.of(part(dialect, table, 0)) : parts;
  }

  private Part part(Dialect dialect, TableShape table, int depth) {
    List<String> conditions = new ArrayList<>();
    List<Bound> bounds = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      Column column = table.key().get(i);
      conditions.add(dialect.quote(column.name()) + (i < depth - 1 ? " = ?" : " > ?"));
      bounds.add(new Bound(column, after.get(i)));
    }
    int open = Math.max(0, depth - 1);
    if (until.size() > open && after.subList(0, open).equals(until.subList(0, open))) {
      // Implied by the condition below, but an index can be entered and left by it.
      Column column = table.key().get(open);
      conditions.add(dialect.quote(column.name()) + " <= ?");
      bounds.add(new Bound(column, until.get(open)));
    }
    if (until.size() > 1) {
      conditions.add(notBeyond(dialect, table, 0, bounds));
    }
    return new Part(
        conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions), bounds);
  }

  /** Only the database knows which texts are the same key to it, so it decides itself. */
  private String notBeyond(Dialect dialect, TableShape table, int depth, List<Bound> bounds) {
    Column column = table.key().get(depth);
    String name = dialect.quote(column.name());
    bounds.add(new Bound(column, until.get(depth)));
    if (depth == until.size() - 1) {
      return name + " <= ?";
    }
    bounds.add(new Bound(column, until.get(depth)));
    return "("
        + name
        + " < ? OR ("
        + name
        + " = ? AND "
        + notBeyond(dialect, table, depth + 1, bounds)
        + "))";
  }

  /** Orders a SELECT as spans do. */
  public static String inOrder(Dialect dialect, TableShape table) {
    return table.key().stream()
        .map(column -> dialect.quote(column.name()))
        .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  /** A parameter of a condition. */
  public record Bound(Column column, String value) {}

  /**
   * @param where the condition, to follow a table's name; empty if there is none
   */
  public record Part(String where, List<Bound> bounds) {

    /** Binds the condition's parameters from 1 on; returns the next index. */
    public int bind(PreparedStatement statement) throws SQLException {
      int index = 1;
      for (Bound bound : bounds) {
        Rows.bindKey(statement, index++, bound.column(), bound.value());
      }
      return index;
    }
  }
}
