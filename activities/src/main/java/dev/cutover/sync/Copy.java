package dev.cutover.sync;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Reload;
import dev.cutover.database.TablePair;
import dev.cutover.database.Transaction;
import dev.cutover.fence.Token;
import dev.cutover.plan.SourceLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Copies a shard chunk by chunk. The rows of a chunk are written in the same transaction as the
 * marker that says how far the shard is, so that a copy that was killed goes on behind the last
 * chunk that is there. While a chunk is written the next one is read.
 */
final class Copy {

  private final Connections connections;
  private final Heartbeat heartbeat;

  Copy(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.heartbeat = heartbeat;
  }

  Copied copy(
      Conductor conductor,
      Databases databases,
      Shard shard,
      int chunkRows,
      @Nullable SourceLimit sourceLimit)
      throws SQLException {
    TablePair pair = TablePair.read(connections, databases, shard.table());
    String name = shard.table().name() + "/" + shard.number();
    Database target = databases.target();
    String from = databases.legacy().endpoint();
    Dialect writing = connections.dialect(target.endpoint());
    Dialect reading = connections.dialect(from);
    ChunkReader reader = new ChunkReader(reading, pair, shard, chunkRows);
    Pace pace = new Pace(sourceLimit);
    if (!pair.hasKey()) {
      return reload(conductor, databases, shard, pair);
    }
    try (Connection to = connections.openPatient(target.endpoint());
        ReadAhead ahead =
            new ReadAhead(() -> connections.openPatient(from), paced(reader, reading, pace))) {
      Token token = Token.claim(to, writing, conductor, "copy " + name);
      // Behind the claim: an older attempt may have finished a chunk until then, and none after.
      Marker marker = Marker.read(to, writing, shard);
      long resumed = marker.copied();
      Throttle throttle = new Throttle(to, writing);
      try (Transaction all = Transaction.begin(to)) {
        Future<Chunk> next = marker.done() ? null : ahead.begin(marker.lastKey());
        while (next != null) {
          Progress progress = new Progress(name + pace.inWords(), marker.copied(), shard.rows());
          heartbeat.beat(progress);
          Chunk chunk = heartbeat.await(next, progress);
          next = chunk.lastKey() == null ? null : ahead.begin(chunk.lastKey());
          throttle.await(chunk.rows().size(), heartbeat, progress);
          Marker after = marker.after(chunk.rows().size(), chunk.lastKey());
          marker =
              Transaction.again(
                  to,
                  () -> {
                    token.prove(to, writing, target);
                    writing.load(to, pair.target(), chunk.rows());
                    after.write(to, writing, shard);
                    return after;
                  });
        }
        all.commit();
      }
      return new Copied(shard.table().name(), shard.number(), marker.copied(), resumed);
    }
  }

  /** None of its rows can be named, so the table is one chunk. */
  private Copied reload(Conductor conductor, Databases databases, Shard shard, TablePair pair)
      throws SQLException {
    Database target = databases.target();
    Dialect reading = connections.dialect(databases.legacy().endpoint());
    Dialect writing = connections.dialect(target.endpoint());
    String name = shard.table().name();
    try (Connection from = connections.openPatient(databases.legacy().endpoint());
        Connection to = connections.openPatient(target.endpoint())) {
      Token token = Token.claim(to, writing, conductor, "copy " + name + "/" + shard.number());
      Marker marker = Marker.read(to, writing, shard);
      long resumed = marker.copied();
      if (!marker.done()) {
        Marker before = marker;
        marker =
            Transaction.again(
                to,
                () -> {
                  token.prove(to, writing, target);
                  long rows =
                      new Reload(heartbeat, reading, writing)
                          .run(from, pair.legacy(), to, pair.target());
                  Marker after = before.after(Math.toIntExact(rows), null);
                  after.write(to, writing, shard);
                  return after;
                });
      }
      return new Copied(name, shard.number(), marker.copied(), resumed);
    }
  }

  private static ReadAhead.Reader paced(ChunkReader reader, Dialect dialect, Pace pace) {
    return (connection, lastKey) -> {
      pace.rest();
      long begun = System.nanoTime();
      Chunk chunk = reader.next(connection, lastKey);
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      pace.read(
          taken, pace.asksForThreads() ? dialect.threadsRunning(connection) : OptionalLong.empty());
      return chunk;
    };
  }
}
