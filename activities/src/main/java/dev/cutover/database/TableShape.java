package dev.cutover.database;

import java.util.List;

/**
 * A table of one side.
 *
 * @param name quoted and with its schema, ready for a statement
 * @param columns in the same order on both sides
 * @param key the primary key's columns
 */
public record TableShape(String plain, String name, List<Column> columns, List<Column> key) {

  /** Where each key column stands among the columns. */
  public int keyIndex(int i) {
    return columns.indexOf(key.get(i));
  }

  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
