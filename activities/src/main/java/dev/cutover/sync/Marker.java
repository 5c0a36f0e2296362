package dev.cutover.sync;

import dev.cutover.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How far the copy of a shard is, kept in the database that it writes.
 *
 * @param lastKey first key column of the last row copied
 */
record Marker(@Nullable String lastKey, long copied, boolean done) {

  static Marker read(Connection connection, Dialect dialect, String shard) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT last_key, copied, done FROM "
                + dialect.engineTable("chunk")
                + " WHERE shard = ?")) {
      select.setString(1, shard);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Marker(row.getString(1), row.getLong(2), row.getLong(3) == 1)
            : new Marker(null, 0, false);
      }
    }
  }

  Marker after(int rows, @Nullable String key) {
    return new Marker(key == null ? lastKey : key, copied + rows, key == null);
  }

  void write(Connection connection, Dialect dialect, String shard) throws SQLException {
    String table = dialect.engineTable("chunk");
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM " + table + " WHERE shard = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO " + table + " (shard, last_key, copied, done) VALUES (?, ?, ?, ?)")) {
      delete.setString(1, shard);
      delete.executeUpdate();
      insert.setString(1, shard);
      insert.setString(2, lastKey);
      insert.setLong(3, copied);
      insert.setLong(4, done ? 1 : 0);
      insert.executeUpdate();
    }
  }
}
