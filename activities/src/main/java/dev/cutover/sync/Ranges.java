package dev.cutover.sync;

import dev.cutover.activity.Databases;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.KeyCut;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.database.Transaction;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The key ranges that a table is copied in, laid once and kept on the target beside the markers of
 * their copies. Were they cut again for each run, a marker would speak of other keys than those it
 * was written for, and the rows in between would never be copied.
 */
final class Ranges {

  private static final long CHUNKS_A_SHARD = 5;
  private static final int MOST_SHARDS = 64;

  private final Connections connections;

  Ranges(Connections connections) {
    this.connections = connections;
  }

  List<Shard> split(Databases databases, Table table, int chunkRows) throws SQLException {
    TablePair pair = TablePair.read(connections, databases, table);
    Dialect dialect = connections.dialect(databases.target().endpoint());
    try (Connection target = connections.openPatient(databases.target().endpoint())) {
      Laid laid = read(target, dialect, table);
      boolean emptied = laid.begun() && isEmpty(target, pair.target());
      if (!laid.shards().isEmpty() && !emptied) {
        return laid.shards();
      }
      List<Shard> shards = cut(databases, pair.legacy(), table, CHUNKS_A_SHARD * chunkRows);
      lay(target, dialect, table, shards);
      return shards;
    }
  }

  private List<Shard> cut(Databases databases, TableShape legacy, Table table, long rowsEach)
      throws SQLException {
    String endpoint = databases.legacy().endpoint();
    List<Shard> shards = new ArrayList<>();
    try (Connection connection = connections.openPatient(endpoint)) {
      for (KeyCut cut :
          KeyCut.cut(connection, connections.dialect(endpoint), legacy, rowsEach, MOST_SHARDS)) {
        shards.add(
            new Shard(table, shards.size() + 1, cut.from(legacy), cut.to(legacy), cut.rows()));
      }
    }
    return shards;
  }

  private static Laid read(Connection connection, Dialect dialect, Table table)
      throws SQLException {
    List<Shard> shards = new ArrayList<>();
    boolean begun = false;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT shard, from_key, to_key, estimated, copied, done FROM "
                + dialect.engineTable("chunk")
                + " WHERE tab = ? ORDER BY shard")) {
      select.setString(1, name(table));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          shards.add(
              new Shard(table, row.getInt(1), row.getString(2), row.getString(3), row.getLong(4)));
          begun |= row.getLong(5) > 0 || row.getLong(6) == 1;
        }
      }
    }
    return new Laid(shards, begun);
  }

  private static boolean isEmpty(Connection connection, TableShape table) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM " + table.name())) {
      select.setMaxRows(1);
      try (ResultSet row = select.executeQuery()) {
        return !row.next();
      }
    }
  }

  /**
   * In place of those that were there, all or none. What was certified of the rows that are written
   * anew is so no longer.
   */
  private static void lay(Connection connection, Dialect dialect, Table table, List<Shard> shards)
      throws SQLException {
    String store = dialect.engineTable("chunk");
    try (Transaction transaction = Transaction.begin(connection);
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM " + store + " WHERE tab = ?");
        PreparedStatement unseal =
            connection.prepareStatement(
                "DELETE FROM " + dialect.engineTable("seal") + " WHERE tab = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO "
                    + store
                    + " (tab, shard, from_key, to_key, estimated, copied, done)"
                    + " VALUES (?, ?, ?, ?, ?, 0, 0)")) {
      delete.setString(1, name(table));
      delete.executeUpdate();
      unseal.setString(1, name(table));
      unseal.executeUpdate();
      for (Shard shard : shards) {
        insert.setString(1, name(table));
        insert.setInt(2, shard.number());
        insert.setString(3, shard.from());
        insert.setString(4, shard.to());
        insert.setLong(5, shard.rows());
        insert.addBatch();
      }
      insert.executeBatch();
      transaction.commit();
    }
  }

  private static String name(Table table) {
    return table.name().toUpperCase(Locale.ROOT);
  }

  /**
   * What is laid already.
   *
   * @param begun whether any of it is marked as copied
   */
  private record Laid(List<Shard> shards, boolean begun) {}
}
