package dev.cutover.database;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table as far as it matters whether its rows have a place elsewhere.
 *
 * @param keys primary key and unique keys, the primary one first
 */
public record TableFacts(
    String schema,
    String name,
    List<ColumnFacts> columns,
    List<UniqueKey> keys,
    List<ForeignKey> foreignKeys) {

  /** The name by which the same table is known on either side. */
  public String key() {
    return name.toUpperCase(Locale.ROOT);
  }

  /** The column of a name, whatever its letter case. */
  public Optional<ColumnFacts> column(String column) {
    return columns.stream().filter(each -> each.key().equalsIgnoreCase(column)).findFirst();
  }

  public Optional<UniqueKey> primaryKey() {
    return keys.stream().filter(UniqueKey::primary).findFirst();
  }

  /**
   * What no two rows have in common.
   *
   * @param columns in upper case
   */
  public record UniqueKey(String name, boolean primary, List<String> columns) {}

  /**
   * @param onDelete empty if a parent that has children is refused; else what happens to them
   * @param onUpdate likewise
   */
  public record ForeignKey(String name, String parent, String onDelete, String onUpdate) {

    public boolean cascades() {
      return !onDelete.isEmpty() || !onUpdate.isEmpty();
    }
  }
}
