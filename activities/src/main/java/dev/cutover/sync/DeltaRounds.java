package dev.cutover.sync;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Reload;
import dev.cutover.database.Rows;
import dev.cutover.database.TablePair;
import dev.cutover.database.Transaction;
import dev.cutover.fence.Token;
import dev.cutover.plan.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries journaled keys to the other side: their current rows are read again, written there in one
 * transaction, and only then leave the journal. What happens in between just comes again. A row
 * that the other side refuses fails it: the cutover has not happened yet, and can wait.
 */
final class DeltaRounds {

  private static final int ENTRIES_A_ROUND = 5_000;

  private final Connections connections;
  private final Heartbeat heartbeat;
  private final Databases databases;
  private final Side from;
  private final List<TablePair> pairs;
  private long upserted;
  private long deleted;

  DeltaRounds(
      Connections connections,
      Heartbeat heartbeat,
      Databases databases,
      Side from,
      List<TablePair> pairs) {
    this.connections = connections;
    this.heartbeat = heartbeat;
    this.databases = databases;
    this.from = from;
    this.pairs = pairs;
  }

  /** Rounds until the journal is empty, or as many as are allowed. */
  Delta run(Conductor conductor, int maxRounds) throws SQLException {
    Database origin = databases.of(from);
    Database destination = databases.of(from.other());
    Dialect reading = connections.dialect(origin.endpoint());
    int rounds = 0;
    try (Connection source = connections.openPatient(origin.endpoint());
        Connection sink = connections.openPatient(destination.endpoint())) {
      Dialect writing = connections.dialect(destination.endpoint());
      Token token = Token.claim(sink, writing, conductor, "delta from " + from);
      new SchemaWatch(source, reading, from)
          .check(pairs.stream().map(pair -> pair.of(from)).toList());
      Journal journal = new Journal(source, reading);
      LocalDateTime complete = null;
      while (rounds < maxRounds) {
        LocalDateTime asked = journal.clock();
        Journal.Entries entries = journal.read(ENTRIES_A_ROUND);
        if (entries.all().size() < ENTRIES_A_ROUND) {
          complete = asked;
        }
        if (entries.isEmpty()) {
          break;
        }
        heartbeat.beat(new Progress("delta from " + from, upserted + deleted, 0));
        Round round = Round.read(source, reading, from, pairs, entries.keys());
        write(sink, writing, token, round, new Whole(source, reading));
        journal.carried(entries, () -> {});
        rounds++;
      }
      long left = journal.size();
      return new Delta(rounds, upserted, deleted, left, age(journal, left, complete));
    }
  }

  /**
   * Triggers note no time, which would cost the business's transactions. But what was committed by
   * the time at which a round asked for the journal, and got less than it can take, is carried.
   *
   * @param complete that time, by the journal's clock; null if there was no such round
   */
  private static @Nullable Duration age(
      Journal journal, long left, @Nullable LocalDateTime complete) throws SQLException {
    if (left == 0) {
      return Duration.ZERO;
    }
    return complete == null ? null : Duration.between(complete, journal.clock());
  }

  private void write(Connection sink, Dialect dialect, Token token, Round round, Whole whole)
      throws SQLException {
    Side to = from.other();
    Written written =
        Transaction.again(
            sink,
            () -> {
              token.prove(sink, dialect, databases.of(to));
              return write(sink, dialect, round, whole);
            });
    upserted += written.upserted();
    deleted += written.deleted();
  }

  private Written write(Connection sink, Dialect dialect, Round round, Whole whole)
      throws SQLException {
    Side to = from.other();
    long there = 0;
    long gone = 0;
    for (Round.Part part : round.parts()) {
      if (!part.pair().hasKey()) {
        TablePair pair = part.pair();
        there +=
            new Reload(heartbeat, whole.reading(), dialect)
                .run(whole.source(), pair.of(from), sink, pair.of(to));
      }
      Reread rows = part.rows();
      Rows.upsert(sink, dialect, part.pair().of(to), rows.rows(rows.there().keySet()));
      there += rows.there().size();
    }
    for (Round.Part part : round.reversed()) {
      Rows.delete(sink, dialect, part.pair().of(to), part.rows().gone());
      gone += part.rows().gone().size();
    }
    return new Written(there, gone);
  }

  /** Where a table without a key is read whole. */
  private record Whole(Connection source, Dialect reading) {}

  /** What a transaction has written. */
  private record Written(long upserted, long deleted) {}
}
