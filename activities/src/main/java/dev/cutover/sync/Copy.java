package dev.cutover.sync;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.database.Column;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.KeyRange;
import dev.cutover.database.Reload;
import dev.cutover.database.Rows;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.fence.Token;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies key ranges of the first key column. A chunk is whole groups of that column's value, and
 * its rows are written in the same transaction as the marker that says how far the shard is, so
 * that a copy that was killed goes on behind the last chunk that is there.
 */
final class Copy {

  private final Connections connections;
  private final Heartbeat heartbeat;

  Copy(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.heartbeat = heartbeat;
  }

  Copied copy(Conductor conductor, Databases databases, Shard shard, int chunkRows)
      throws SQLException {
    TablePair pair = TablePair.read(connections, databases, shard.table());
    String name = shard.table().name() + "/" + shard.number();
    Database target = databases.target();
    Dialect reading = connections.dialect(databases.legacy().endpoint());
    Dialect writing = connections.dialect(target.endpoint());
    try (Connection from = connections.open(databases.legacy().endpoint());
        Connection to = connections.open(target.endpoint())) {
      Token token = Token.claim(to, writing, conductor, "copy " + name);
      // Behind the claim: an older attempt may have finished a chunk until then, and none after.
      Marker marker = Marker.read(to, writing, shard);
      long resumed = marker.copied();
      to.setAutoCommit(false);
      try {
        if (!pair.hasKey() && !marker.done()) {
          token.prove(to, writing, target);
          long rows =
              new Reload(heartbeat, reading, writing).run(from, pair.legacy(), to, pair.target());
          marker = marker.after(Math.toIntExact(rows), null);
          marker.write(to, writing, shard);
          to.commit();
        }
        while (!marker.done()) {
          heartbeat.beat(new Progress(name, marker.copied(), shard.rows()));
          Chunk chunk = next(from, reading, pair.legacy(), shard, marker.lastKey(), chunkRows);
          token.prove(to, writing, target);
          writing.load(to, pair.target(), chunk.rows());
          marker = marker.after(chunk.rows().size(), chunk.lastKey());
          marker.write(to, writing, shard);
          to.commit();
        }
      } finally {
        to.rollback();
        to.setAutoCommit(true);
      }
      return new Copied(shard.table().name(), shard.number(), marker.copied(), resumed);
    }
  }

  /** The next whole groups behind a key; an empty chunk ends the shard. */
  private static Chunk next(
      Connection connection,
      Dialect dialect,
      TableShape table,
      Shard shard,
      @Nullable String behind,
      int chunkRows)
      throws SQLException {
    String after = behind == null ? shard.from() : behind;
    KeyRange rest = new KeyRange(after, shard.to(), chunkRows);
    List<@Nullable Object[]> rows =
        read(connection, dialect, table, rest.where(dialect, table), rest, chunkRows);
    if (rows.size() < chunkRows) {
      return new Chunk(rows, null);
    }
    Column first = table.key().get(0);
    int keyIndex = table.keyIndex(0);
    Object last = rows.get(rows.size() - 1)[keyIndex];
    List<@Nullable Object[]> whole =
        rows.stream().filter(row -> !sameKey(row[keyIndex], last)).toList();
    if (whole.isEmpty()) {
      String one = text(first, last);
      String only = " WHERE " + dialect.quote(first.name()) + " = ?";
      KeyRange group = new KeyRange(one, null, chunkRows);
      return new Chunk(read(connection, dialect, table, only, group, Integer.MAX_VALUE), one);
    }
    return new Chunk(whole, text(first, whole.get(whole.size() - 1)[keyIndex]));
  }

  private static boolean sameKey(@Nullable Object a, @Nullable Object b) {
    return (a instanceof BigDecimal x && b instanceof BigDecimal y)
        ? x.compareTo(y) == 0
        : java.util.Objects.deepEquals(a, b);
  }

  private static String text(Column column, @Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return column.kind() == Column.Kind.NUMBER && value instanceof BigDecimal number
        ? number.toPlainString()
        : String.valueOf(value);
  }

  private static List<@Nullable Object[]> read(
      Connection connection,
      Dialect dialect,
      TableShape table,
      String where,
      KeyRange range,
      int limit)
      throws SQLException {
    String sql =
        "SELECT "
            + Rows.values(dialect, table.columns())
            + " FROM "
            + table.name()
            + where
            + " ORDER BY "
            + Rows.names(dialect, table.key())
            + dialect.limit();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setFetchSize(Math.min(limit, 2_000));
      select.setInt(range.bind(select, 1, table), limit);
      List<@Nullable Object[]> rows = new ArrayList<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.add(Rows.read(found, table.columns()));
        }
      }
      return rows;
    }
  }

  /**
   * @param lastKey first key column of the last row; null ends the shard
   */
  private record Chunk(List<@Nullable Object[]> rows, @Nullable String lastKey) {}
}
