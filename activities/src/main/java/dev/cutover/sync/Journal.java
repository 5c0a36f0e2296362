package dev.cutover.sync;

import dev.cutover.database.Dialect;
import dev.cutover.database.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
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
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, tab, pk FROM "
                + dialect.engineTable("journal")
                + " ORDER BY id"
                + dialect.limit())) {
      select.setInt(1, most);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(new Entry(rows.getLong(1), rows.getString(2), rows.getString(3)));
        }
      }
    }
    return new Entries(entries);
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
   * Moves entries whose rows are carried from the journal to the dirty keys, all or none. They keep
   * their numbers, so that a mark can be taken back without taking back a later one of its key.
   *
   * @param also what is written in the same transaction
   */
  void carried(Entries entries, Statements also) throws SQLException {
    Transaction.again(
        connection,
        () -> {
          move(entries);
          also.run();
          return true;
        });
  }

  private void move(Entries entries) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO " + dialect.engineTable("dirty") + " (id, tab, pk) VALUES (?, ?, ?)");
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM " + dialect.engineTable("journal") + " WHERE id = ?")) {
      for (Entry entry : entries.all()) {
        insert.setLong(1, entry.id());
        insert.setString(2, entry.table());
        insert.setString(3, entry.key());
        insert.addBatch();
        delete.setLong(1, entry.id());
        delete.addBatch();
      }
      insert.executeBatch();
      delete.executeBatch();
    }
  }

  /** The time in UTC by the journal's own database. */
  LocalDateTime clock() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT " + dialect.clock() + " FROM DUAL");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getObject(1, LocalDateTime.class);
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

  /** One write of the business. */
  record Entry(long id, String table, String key) {}

  /** Journal entries in the order of their numbers. */
  record Entries(List<Entry> all) {

    boolean isEmpty() {
      return all.isEmpty();
    }

    /** Distinct keys by table, in upper case. */
    Map<String, Set<String>> keys() {
      Map<String, Set<String>> keys = new LinkedHashMap<>();
      for (Entry entry : all) {
        keys.computeIfAbsent(entry.table(), table -> new LinkedHashSet<>()).add(entry.key());
      }
      return keys;
    }
  }
}
