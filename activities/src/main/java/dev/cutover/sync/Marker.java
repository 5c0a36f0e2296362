package dev.cutover.sync;

import dev.cutover.activity.FailureType;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far the copy of a shard is, kept beside the shard's range in the database that it writes. It
 * is read and written only for the very range that it belongs to: what was copied of one says
 * nothing of another.
 *
 * @param lastKey key of the last row copied, as the journal writes keys
 */
record Marker(@Nullable String lastKey, long copied, boolean done) {

  private static final String OF_THE_RANGE =
      " WHERE tab = ? AND shard = ?"
          + " AND COALESCE(from_key, '-') = ? AND COALESCE(to_key, '-') = ?";

  static Marker read(Connection connection, Dialect dialect, Shard shard) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT last_key, copied, done FROM " + dialect.engineTable("chunk") + OF_THE_RANGE)) {
      bind(select, 1, shard);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw anotherRange(shard);
        }
        return new Marker(row.getString(1), row.getLong(2), row.getLong(3) == 1);
      }
    }
  }

  Marker after(int rows, @Nullable String key) {
    return new Marker(key == null ? lastKey : key, copied + rows, key == null);
  }

  void write(Connection connection, Dialect dialect, Shard shard) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE "
                + dialect.engineTable("chunk")
                + " SET last_key = ?, copied = ?, done = ?"
                + OF_THE_RANGE)) {
      update.setString(1, lastKey);
      update.setLong(2, copied);
      update.setLong(3, done ? 1 : 0);
      bind(update, 4, shard);
      if (update.executeUpdate() == 0) {
        throw anotherRange(shard);
      }
    }
  }

  private static void bind(PreparedStatement statement, int first, Shard shard)
      throws SQLException {
    String from = shard.from();
    String to = shard.to();
    statement.setString(first, shard.table().name().toUpperCase(Locale.ROOT));
    statement.setInt(first + 1, shard.number());
    statement.setString(first + 2, from == null ? "-" : from);
    statement.setString(first + 3, to == null ? "-" : to);
  }

  private static RuntimeException anotherRange(Shard shard) {
    return FailureType.PRECONDITION.because(
        "the ranges of "
            + shard.table().name()
            + " were laid anew since this copy was asked for: start the sync again");
  }
}
