package dev.cutover.fence;

import dev.cutover.activity.Database;
import dev.cutover.activity.Progress;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.OpenTransaction;
import dev.cutover.database.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Waits for transactions that passed the fence before it moved. */
final class Drain {

  private static final long LOOK_MILLIS = 50;

  private final Connections connections;

  private final Heartbeat heartbeat;

  Drain(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.heartbeat = heartbeat;
  }

  /** Returns who is still open when the limit is over; empty if nobody. */
  String waitFor(Database database, Duration limit) {
    Dialect dialect = connections.dialect(database.endpoint());
    if (dialect.flipWaitsForWriters()) {
      return "";
    }
    long until = System.nanoTime() + limit.toNanos();
    return asked(
        database,
        connection -> {
          while (true) {
            List<OpenTransaction> open = open(connection, database);
            if (open.isEmpty() || System.nanoTime() - until >= 0) {
              return inWords(open);
            }
            heartbeat.beat(new Progress("transactions open", open.size(), 0));
            Pause.millis(LOOK_MILLIS);
          }
        });
  }

  /** Who has a transaction open right now. */
  String now(Database database) {
    return asked(database, connection -> inWords(open(connection, database)));
  }

  /** Ends every session that has a transaction open, and returns whose they were. */
  List<String> end(Database database) {
    Dialect dialect = connections.dialect(database.endpoint());
    return asked(
        database,
        connection -> {
          List<String> ended = new ArrayList<>();
          SQLException refused = null;
          for (OpenTransaction one : open(connection, database)) {
            try {
              dialect.endSession(connection, one);
              ended.add(one.who());
            } catch (SQLException e) {
              refused = e;
            }
          }
          // Who could not be ended is named by the move, which waits once more.
          if (ended.isEmpty() && refused != null) {
            throw refused;
          }
          return ended;
        });
  }

  private List<OpenTransaction> open(Connection connection, Database database) throws SQLException {
    return connections
        .dialect(database.endpoint())
        .openTransactions(connection, connections.engineUser(database.endpoint()));
  }

  private <T> T asked(Database database, Question<T> question) {
    return Statements.run(
        "drain of " + database.endpoint(),
        () -> {
          try (Connection connection = connections.open(database.endpoint())) {
            return question.ask(connection);
          }
        });
  }

  private static String inWords(List<OpenTransaction> open) {
    return open.stream().map(OpenTransaction::who).collect(Collectors.joining(", "));
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }
}
