package dev.cutover.sync;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.CarriedBack;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Rows;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.database.Transaction;
import dev.cutover.fence.Token;
import dev.cutover.plan.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Carries what the target's journal names back to legacy. Nobody may be kept waiting by one row, so
 * a row or a deletion that legacy refuses is listed; every other key is compared in the transaction
 * that writes it. The list is kept on the target in the transaction that empties the journal: an
 * attempt that is killed loses neither a key nor what legacy said to it.
 */
final class CarryingBack {

  private static final int ENTRIES_A_ROUND = 5_000;
  private static final int ROWS_AT_ONCE = 500;

  /** Keys begin with a digit or a minus; an empty text would be none on some databases. */
  private static final String BEFORE_EVERY_KEY = "!";

  private final Connections connections;
  private final Heartbeat heartbeat;
  private final Databases databases;
  private final List<TablePair> pairs;
  private final Dialect reading;
  private final Dialect writing;
  private long carried;

  CarryingBack(
      Connections connections, Heartbeat heartbeat, Databases databases, List<TablePair> pairs) {
    this.connections = connections;
    this.heartbeat = heartbeat;
    this.databases = databases;
    this.pairs = pairs;
    this.reading = connections.dialect(databases.target().endpoint());
    this.writing = connections.dialect(databases.legacy().endpoint());
  }

  CarriedBack run(Conductor conductor) throws SQLException {
    Database legacy = databases.legacy();
    try (Connection source = connections.openPatient(databases.target().endpoint());
        Connection sink = connections.openPatient(legacy.endpoint())) {
      Token token = Token.claim(sink, writing, conductor, "carry back");
      Journal journal = new Journal(source, reading);
      RefusedKeys store = new RefusedKeys(source, reading);
      Journal.Entries entries = journal.read(ENTRIES_A_ROUND);
      while (!entries.isEmpty()) {
        Journal.Entries these = entries;
        Refusals refusals = carry(source, sink, token, these);
        journal.carried(these, () -> store.replace(these.keys(), refusals));
        entries = journal.read(ENTRIES_A_ROUND);
      }
      lookAgain(source, sink, store);
      return store.report(carried);
    }
  }

  /** What was listed earlier may have been decided since, on either side and by anybody. */
  private void lookAgain(Connection source, Connection sink, RefusedKeys store)
      throws SQLException {
    for (TablePair pair : pairs.stream().filter(TablePair::hasKey).toList()) {
      String table = Round.journaledName(pair);
      List<String> listed = store.behind(table, BEFORE_EVERY_KEY, ENTRIES_A_ROUND);
      while (!listed.isEmpty()) {
        Compared compared = compare(source, sink, pair, listed);
        Set<String> open = compared.unequal();
        store.forget(table, listed.stream().filter(key -> !open.contains(key)).toList());
        listed = store.behind(table, listed.get(listed.size() - 1), ENTRIES_A_ROUND);
      }
    }
  }

  private Refusals carry(Connection source, Connection sink, Token token, Journal.Entries entries)
      throws SQLException {
    Round round = Round.read(source, reading, Side.TARGET, pairs, entries.keys());
    Refusals refusals =
        Transaction.again(
            sink,
            () -> {
              Refusals refused = new Refusals();
              refuseUnknownTables(entries, refused);
              refuseTablesWithoutKey(round, refused);
              token.prove(sink, writing, databases.legacy());
              write(source, sink, round, refused);
              return refused;
            });
    carried += entries.keys().values().stream().mapToLong(Set::size).sum() - refusals.refused();
    return refusals;
  }

  private void write(Connection source, Connection sink, Round round, Refusals refusals)
      throws SQLException {
    for (Round.Part part : round.parts()) {
      TableShape table = part.pair().legacy();
      Reread rows = part.rows();
      attempt(
          sink,
          part,
          List.copyOf(rows.there().keySet()),
          keys -> Rows.upsert(sink, writing, table, rows.rows(keys)),
          refusals);
    }
    for (Round.Part part : round.reversed()) {
      attempt(
          sink,
          part,
          part.rows().gone(),
          keys -> Rows.delete(sink, writing, part.pair().legacy(), keys),
          refusals);
    }
    for (Round.Part part : round.parts().stream().filter(Round.Part::hasKey).toList()) {
      String table = Round.journaledName(part.pair());
      Compared compared = compare(source, sink, part.pair(), part.keys());
      compared.unequal().forEach(key -> refusals.unequal(table, key));
      // Legacy's triggers see nothing of the engine's writes: its journal is told.
      new Journal(sink, writing).note(table, compared.heldOtherwise());
    }
  }

  /** A table may have left the plan; what the business wrote there is still not dropped. */
  private void refuseUnknownTables(Journal.Entries entries, Refusals refusals) {
    List<String> known = pairs.stream().map(Round::journaledName).toList();
    entries
        .keys()
        .forEach(
            (table, keys) -> {
              if (!known.contains(table)) {
                keys.forEach(key -> refusals.refuse(table, key, "the plan has no such table"));
              }
            });
  }

  /** Writing legacy's table anew as a whole is nothing to do unasked on the way back. */
  private static void refuseTablesWithoutKey(Round round, Refusals refusals) {
    round.parts().stream()
        .filter(part -> !part.hasKey())
        .forEach(
            part ->
                refusals.refuse(
                    Round.journaledName(part.pair()),
                    Rows.ANY_ROW,
                    "it has no key, so no row that changed on the target can be named: compare it,"
                        + " and carry its rows by hand"));
  }

  private void attempt(
      Connection sink, Round.Part part, List<String> keys, Halving.Work work, Refusals refusals)
      throws SQLException {
    String table = Round.journaledName(part.pair());
    for (int i = 0; i < keys.size(); i += ROWS_AT_ONCE) {
      List<String> some = keys.subList(i, Math.min(keys.size(), i + ROWS_AT_ONCE));
      new Halving(
              sink,
              writing,
              () -> heartbeat.beat(new Progress("carry back " + table, carried, 0)),
              (key, reason) -> refusals.refuse(table, key, reason))
          .apply(some, work);
    }
  }

  /** Compares rows of both sides, those that are in the running transaction included. */
  private Compared compare(Connection source, Connection sink, TablePair pair, List<String> keys)
      throws SQLException {
    heartbeat.beat(new Progress("compare " + pair.table(), carried, 0));
    return Compared.of(
        RowDigest.of(source, reading, pair.target(), keys),
        RowDigest.of(sink, writing, pair.legacy(), keys),
        keys,
        writing.emptyTextIsNull());
  }
}
