package dev.cutover.sync;

import dev.cutover.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys that the business has written, as the triggers noted them. Numbers are given in another
 * order than commits happen, so nothing is skipped by number: exactly the entries that were read
 * are moved on.
 */
final class Journal {

  private final Connection connection;
  private final Dialect dialect;

  Journal(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Some of the oldest entries. */
  Entries read(int most) throws SQLException {
    List<Long> ids = new ArrayList<>();
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, tab, pk FROM "
                + dialect.engineTable("journal")
                + " ORDER BY id"
                + dialect.limit())) {
      select.setInt(1, most);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
          keys.computeIfAbsent(rows.getString(2), table -> new LinkedHashSet<>())
              .add(rows.getString(3));
        }
      }
    }
    return new Entries(ids, keys);
  }

  /** Writes keys into the journal in the running transaction, as if the business had. */
  void note(String table, List<String> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + dialect.engineTable("journal") + " (tab, pk) VALUES (?, ?)")) {
      for (String key : keys) {
        insert.setString(1, table);
        insert.setString(2, key);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * Moves entries whose rows are carried from the journal to the dirty keys, all or none.
   *
   * @param also what is written in the same transaction
   */
  void carried(Entries entries, Statements also) throws SQLException {
    connection.setAutoCommit(false);
    try {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM " + dialect.engineTable("journal") + " WHERE id = ?")) {
        for (long id : entries.ids()) {
          delete.setLong(1, id);
          delete.addBatch();
        }
        delete.executeBatch();
      }
      for (Map.Entry<String, Set<String>> table : entries.keys().entrySet()) {
        markDirty(table.getKey(), table.getValue());
      }
      also.run();
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private void markDirty(String table, Set<String> keys) throws SQLException {
    String dirty = dialect.engineTable("dirty");
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM " + dirty + " WHERE tab = ? AND pk = ?");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + dirty + " (tab, pk) VALUES (?, ?)")) {
      for (String key : keys) {
        delete.setString(1, table);
        delete.setString(2, key);
        delete.addBatch();
        insert.setString(1, table);
        insert.setString(2, key);
        insert.addBatch();
      }
      delete.executeBatch();
      insert.executeBatch();
    }
  }

  long size() throws SQLException {
    try (PreparedStatement count =
            connection.prepareStatement("SELECT COUNT(*) FROM " + dialect.engineTable("journal"));
        ResultSet row = count.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Statements of a transaction. */
  @FunctionalInterface
  interface Statements {
    void run() throws SQLException;
  }

  /**
   * Journal entries.
   *
   * @param keys distinct keys by table, in upper case
   */
  record Entries(List<Long> ids, Map<String, Set<String>> keys) {

    boolean isEmpty() {
      return ids.isEmpty();
    }
  }
}
