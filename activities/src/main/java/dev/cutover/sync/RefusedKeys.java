package dev.cutover.sync;

import dev.cutover.activity.SyncActivities.CarriedBack;
import dev.cutover.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list of keys to be decided, kept in the database that their rows came from. */
final class RefusedKeys {

  private static final int EXAMPLES = 20;

  private final Connection connection;
  private final Dialect dialect;
  private final String table;

  RefusedKeys(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
    this.table = dialect.engineTable("refused");
  }

  /** Lists what was refused of some keys, in the running transaction; the others leave the list. */
  void replace(Map<String, Set<String>> keys, Refusals refusals) throws SQLException {
    for (Map.Entry<String, Set<String>> some : keys.entrySet()) {
      forget(some.getKey(), some.getValue());
    }
    if (refusals.byRow().isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + table + " (tab, pk, kind, reason) VALUES (?, ?, ?, ?)")) {
      for (Map.Entry<Refusals.Row, Refusals.Refusal> refused : refusals.byRow().entrySet()) {
        insert.setString(1, refused.getKey().table());
        insert.setString(2, refused.getKey().key());
        insert.setString(3, refused.getValue().kind().name());
        insert.setString(4, refused.getValue().reason());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Takes keys of a table off the list. */
  void forget(String tab, Collection<String> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + table + " WHERE tab = ? AND pk = ?")) {
      for (String key : keys) {
        delete.setString(1, tab);
        delete.setString(2, key);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  /** Some listed keys of a table behind one of them, in the order of their texts. */
  List<String> behind(String tab, String key, int most) throws SQLException {
    List<String> keys = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT pk FROM "
                + table
                + " WHERE tab = ? AND pk > ? ORDER BY pk"
                + dialect.limit())) {
      select.setString(1, tab);
      select.setString(2, key);
      select.setInt(3, most);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          keys.add(rows.getString(1));
        }
      }
    }
    return keys;
  }

  /** All that is listed, by whichever attempt, in numbers and examples. */
  CarriedBack report(long carried) throws SQLException {
    return new CarriedBack(
        carried,
        count(Refusals.Kind.REFUSED),
        count(Refusals.Kind.UNEQUAL),
        examples(Refusals.Kind.REFUSED),
        examples(Refusals.Kind.UNEQUAL));
  }

  private long count(Refusals.Kind kind) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement("SELECT COUNT(*) FROM " + table + " WHERE kind = ?")) {
      count.setString(1, kind.name());
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private List<String> examples(Refusals.Kind kind) throws SQLException {
    List<String> examples = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT tab, pk, reason FROM "
                + table
                + " WHERE kind = ? ORDER BY tab, pk"
                + dialect.limit())) {
      select.setString(1, kind.name());
      select.setInt(2, EXAMPLES);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String key = rows.getString(1) + ":" + rows.getString(2);
          examples.add(kind == Refusals.Kind.UNEQUAL ? key : key + ": " + rows.getString(3));
        }
      }
    }
    return examples;
  }
}
