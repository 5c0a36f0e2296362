package dev.cutover.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.database.Dialect;
import dev.cutover.database.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine's table of confirmed discrepancies, and that of repairs, on legacy. */
final class Discrepancies {

  /** In ASCII: the charset of legacy's schema may lack what the target holds. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final TypeReference<List<String>> COLUMNS = new TypeReference<>() {};
  private static final TypeReference<LinkedHashMap<String, Discrepancy.Values>> VALUES =
      new TypeReference<>() {};

  private final Connection connection;
  private final Dialect dialect;
  private final String store;

  Discrepancies(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
    this.store = dialect.engineTable("discrepancy");
  }

  /** In place of those that the attempt found in this part of the table before. */
  void keep(String attempt, String table, int shard, List<Discrepancy> found) throws SQLException {
    // In two: what a deletion of nothing holds in the index, another shard's rows would wait for.
    Transaction.again(connection, () -> delete(attempt, table, shard));
    Transaction.again(connection, () -> insert(attempt, table, shard, found));
  }

  private int delete(String attempt, String table, int shard) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM " + store + " WHERE attempt = ? AND tab = ? AND shard = ?")) {
      delete.setString(1, attempt);
      delete.setString(2, table);
      delete.setInt(3, shard);
      return delete.executeUpdate();
    }
  }

  private int insert(String attempt, String table, int shard, List<Discrepancy> found)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + store
                + " (attempt, tab, shard, pk, kind, cols, vals) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Discrepancy discrepancy : found) {
        insert.setString(1, attempt);
        insert.setString(2, table);
        insert.setInt(3, shard);
        insert.setString(4, discrepancy.key());
        insert.setString(5, discrepancy.kind().name());
        dialect.bindLongText(insert, 6, json(discrepancy.columns()));
        dialect.bindLongText(insert, 7, json(discrepancy.values()));
        insert.addBatch();
      }
      return insert.executeBatch().length;
    }
  }

  /** Those of an attempt behind a key; the first page is behind the empty text. */
  List<Discrepancy> page(String attempt, String table, String behindKey, int most)
      throws SQLException {
    List<Discrepancy> page = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT pk, kind, cols, vals FROM "
                + store
                + " WHERE attempt = ? AND tab = ? AND pk > ? ORDER BY pk"
                + dialect.limit())) {
      select.setString(1, attempt);
      select.setString(2, table);
      select.setString(3, behindKey.isEmpty() ? BEFORE_EVERY_KEY : behindKey);
      select.setInt(4, most);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          page.add(
              new Discrepancy(
                  table,
                  rows.getString(1),
                  Discrepancy.Kind.valueOf(rows.getString(2)),
                  read(rows.getString(3), COLUMNS),
                  read(rows.getString(4), VALUES)));
        }
      }
    }
    return page;
  }

  /**
   * Keys begin with a digit, a minus or a letter; an empty text would be none on some databases.
   */
  private static final String BEFORE_EVERY_KEY = "!";

  /** Evidence of a repair: what the target held and what it holds now, where they differ. */
  void repaired(String attempt, Discrepancy before, @Nullable Discrepancy after)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + dialect.engineTable("repair")
                + " (attempt, tab, pk, kind, vals_before, vals_after, made_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, "
                + dialect.clock()
                + ")")) {
      insert.setString(1, attempt);
      insert.setString(2, before.table());
      insert.setString(3, before.key());
      insert.setString(4, before.kind().name());
      dialect.bindLongText(insert, 5, json(before.values()));
      dialect.bindLongText(insert, 6, after == null ? "\"equal\"" : json(after));
      insert.executeUpdate();
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  private static <T> T read(String text, TypeReference<T> type) throws SQLException {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException quotesValues) {
      throw new SQLException("the engine's table of discrepancies holds what it did not write");
    }
  }
}
