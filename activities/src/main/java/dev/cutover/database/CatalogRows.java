package dev.cutover.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs SELECTs on catalogs. */
final class CatalogRows {

  private CatalogRows() {}

  /** What is made of each row, by the table that the row's first column names. */
  static <T> Map<String, List<T>> byTable(
      Connection connection, String sql, Reading<T> reading, String... parameters)
      throws SQLException {
    Map<String, List<T>> found = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setString(i + 1, parameters[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.computeIfAbsent(row.getString(1), table -> new ArrayList<>()).add(reading.of(row));
        }
      }
    }
    return found;
  }

  /** The first column of every row. */
  static List<String> texts(Connection connection, String sql, String... parameters)
      throws SQLException {
    return byTable(connection, sql, row -> row.getString(1), parameters).values().stream()
        .flatMap(List::stream)
        .toList();
  }

  /** The first cell; empty if there is no row, or it is NULL. */
  static String cell(Connection connection, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      String cell = row.next() ? row.getString(1) : null;
      return cell == null ? "" : cell;
    }
  }

  /** Whether a statement runs. */
  static boolean runs(Connection connection, String sql) {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.execute();
      return true;
    } catch (SQLException refused) {
      return false;
    }
  }

  /** Makes something of the row that a result stands at. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }
}
