package dev.cutover.sync;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.CarriedBack;
import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Rows;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.fence.Token;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries journaled keys to the other side: their current rows are read again, written there in one
 * transaction, and only then leave the journal. What happens in between just comes again.
 */
final class Carry {

  private static final int ENTRIES_A_ROUND = 5_000;

  private final Connections connections;
  private final Heartbeat heartbeat;
  private final Databases databases;
  private final Side from;
  private final List<TablePair> pairs = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> unequal = new ArrayList<>();
  private long upserted;
  private long deleted;
  private long keys;

  Carry(
      Connections connections,
      Heartbeat heartbeat,
      Databases databases,
      Side from,
      List<Table> tables)
      throws SQLException {
    this.connections = connections;
    this.heartbeat = heartbeat;
    this.databases = databases;
    this.from = from;
    for (Table table : tables) {
      pairs.add(TablePair.read(connections, databases, table));
    }
  }

  /** Rounds until the journal is empty; a row that the other side refuses fails it. */
  Delta delta(Conductor conductor, int maxRounds) throws SQLException {
    int rounds = run(conductor, maxRounds, false);
    try (Connection source = connections.open(databases.of(from).endpoint())) {
      long left = new Journal(source, dialect(from)).size();
      return new Delta(rounds, upserted, deleted, left);
    }
  }

  /** The same until nothing is left; refused rows are listed, and carried ones compared. */
  CarriedBack back(Conductor conductor) throws SQLException {
    run(conductor, Integer.MAX_VALUE, true);
    return new CarriedBack(keys, List.copyOf(unequal), List.copyOf(refused));
  }

  private int run(Conductor conductor, int maxRounds, boolean lenient) throws SQLException {
    Database destination = databases.of(from.other());
    int rounds = 0;
    try (Connection source = connections.open(databases.of(from).endpoint());
        Connection sink = connections.open(destination.endpoint())) {
      Token token = Token.claim(sink, dialect(from.other()), conductor, "delta from " + from);
      Journal journal = new Journal(source, dialect(from));
      while (rounds < maxRounds) {
        Journal.Entries entries = journal.read(ENTRIES_A_ROUND);
        if (entries.isEmpty()) {
          break;
        }
        heartbeat.beat(new Progress("delta from " + from, keys, 0));
        round(source, sink, token, entries, lenient);
        journal.carried(entries);
        rounds++;
      }
    }
    return rounds;
  }

  private void round(
      Connection source, Connection sink, Token token, Journal.Entries entries, boolean lenient)
      throws SQLException {
    Map<TablePair, Moved> moves = new HashMap<>();
    for (TablePair pair : pairs) {
      Set<String> named = entries.keys().get(pair.table().toUpperCase(Locale.ROOT));
      if (named != null) {
        moves.put(pair, read(source, pair.of(from), List.copyOf(named)));
        keys += named.size();
      }
    }
    sink.setAutoCommit(false);
    try {
      token.prove(sink, dialect(from.other()), databases.of(from.other()));
      // Parents come first in the plan: rows are written in its order and deleted in reverse.
      for (TablePair pair : pairs) {
        Moved moved = moves.get(pair);
        if (moved != null) {
          upserted += write(sink, pair, moved, lenient);
        }
      }
      for (int i = pairs.size() - 1; i >= 0; i--) {
        Moved moved = moves.get(pairs.get(i));
        if (moved != null) {
          TableShape table = pairs.get(i).of(from.other());
          Rows.delete(sink, dialect(from.other()), table, moved.gone());
          deleted += moved.gone().size();
        }
      }
      sink.commit();
    } finally {
      sink.rollback();
      sink.setAutoCommit(true);
    }
    if (lenient) {
      for (Map.Entry<TablePair, Moved> move : moves.entrySet()) {
        compare(source, sink, move.getKey(), move.getValue().all());
      }
    }
  }

  private Moved read(Connection source, TableShape table, List<String> named) throws SQLException {
    Dialect dialect = dialect(from);
    List<String> there = new ArrayList<>();
    List<@Nullable Object[]> rows = new ArrayList<>();
    String keyText = Rows.keyText(dialect, table);
    int columns = table.columns().size();
    Rows.select(
        source,
        dialect,
        table,
        Rows.names(dialect, table.columns()) + ", " + keyText,
        named,
        row -> {
          rows.add(Rows.read(row, table.columns()));
          there.add(row.getString(columns + 1));
        });
    Set<String> found = new HashSet<>(there);
    List<String> gone = named.stream().filter(key -> !found.contains(key)).toList();
    return new Moved(rows, there, gone, named);
  }

  private long write(Connection sink, TablePair pair, Moved moved, boolean lenient)
      throws SQLException {
    List<@Nullable Object[]> rows = moved.rows();
    TableShape table = pair.of(from.other());
    if (!lenient) {
      Rows.upsert(sink, dialect(from.other()), table, rows);
      return rows.size();
    }
    long written = 0;
    for (int i = 0; i < rows.size(); i++) {
      var before = sink.setSavepoint();
      try {
        List<@Nullable Object[]> one = new ArrayList<>();
        one.add(rows.get(i));
        Rows.upsert(sink, dialect(from.other()), table, one);
        written++;
      } catch (SQLException e) {
        sink.rollback(before);
        refused.add(
            pair.table()
                + ":"
                + moved.keys().get(i)
                + ": SQL state "
                + e.getSQLState()
                + ", error "
                + e.getErrorCode());
      }
    }
    return written;
  }

  private void compare(Connection source, Connection sink, TablePair pair, List<String> named)
      throws SQLException {
    Map<String, String> left = digests(source, dialect(from), pair.of(from), named);
    Map<String, String> right = digests(sink, dialect(from.other()), pair.of(from.other()), named);
    named.stream()
        .filter(key -> !java.util.Objects.equals(left.get(key), right.get(key)))
        .forEach(key -> unequal.add(pair.table() + ":" + key));
  }

  private static Map<String, String> digests(
      Connection connection, Dialect dialect, TableShape table, List<String> named)
      throws SQLException {
    Map<String, String> digests = new HashMap<>();
    String expressions =
        Rows.keyText(dialect, table) + ", " + dialect.digest(Rows.rowText(dialect, table));
    Rows.select(
        connection,
        dialect,
        table,
        expressions,
        named,
        row -> digests.put(row.getString(1), row.getString(2)));
    return digests;
  }

  private Dialect dialect(Side side) {
    return connections.dialect(databases.of(side).endpoint());
  }

  /** Rows that are there and their keys, keys that are gone, and both together. */
  private record Moved(
      List<@Nullable Object[]> rows, List<String> keys, List<String> gone, List<String> all) {}
}
