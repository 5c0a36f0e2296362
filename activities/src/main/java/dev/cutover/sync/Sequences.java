package dev.cutover.sync;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Databases;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.AlignedSequence;
import dev.cutover.database.Column;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.database.Transaction;
import dev.cutover.fence.Token;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Sets key generators beyond every key in use and every key handed out, and never back. */
final class Sequences {

  private final Connections connections;
  private final Heartbeat heartbeat;

  Sequences(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.heartbeat = heartbeat;
  }

  List<AlignedSequence> align(Conductor conductor, Databases databases, Side to, List<Table> tables)
      throws SQLException {
    List<AlignedSequence> aligned = new ArrayList<>();
    for (Table table : tables) {
      Table.SequenceRule rule = table.sequence();
      if (rule != null) {
        TablePair pair = TablePair.read(connections, databases, table);
        // It reads a whole column, and waits for the users of the table that it changes.
        aligned.add(
            heartbeat.during(
                new Progress("sequence of " + pair.table(), aligned.size(), tables.size()),
                () -> align(conductor, databases, to, pair, rule)));
      }
    }
    return aligned;
  }

  private AlignedSequence align(
      Conductor conductor, Databases databases, Side to, TablePair pair, Table.SequenceRule rule)
      throws SQLException {
    long next = 1;
    for (Side side : Side.values()) {
      next = Math.max(next, next(databases, side, pair.of(side), rule));
    }
    String endpoint = databases.of(to).endpoint();
    Dialect dialect = connections.dialect(endpoint);
    try (Connection connection = connections.openPatient(endpoint)) {
      Token token =
          Token.claim(connection, dialect, conductor, "sequence of " + pair.table() + " on " + to);
      try (Transaction transaction = Transaction.begin(connection)) {
        token.prove(connection, dialect, databases.of(to));
        transaction.commit();
      }
      try (Statement restart = connection.createStatement()) {
        restart.execute(dialect.restart(pair.of(to), rule.legacy(), next));
      }
    }
    return new AlignedSequence(to == Side.LEGACY ? rule.legacy() : pair.table(), next);
  }

  private long next(Databases databases, Side side, TableShape table, Table.SequenceRule rule)
      throws SQLException {
    String endpoint = databases.of(side).endpoint();
    try (Connection connection = connections.openPatient(endpoint)) {
      return next(connection, connections.dialect(endpoint), table, rule);
    }
  }

  /**
   * The key behind all that one side has, in rows or handed out.
   *
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION if its column or generator is not
   *     there
   */
  static long next(
      Connection connection, Dialect dialect, TableShape table, Table.SequenceRule rule)
      throws SQLException {
    Column column =
        table.columns().stream()
            .filter(candidate -> candidate.name().equalsIgnoreCase(rule.column()))
            .findFirst()
            .orElseThrow(
                () ->
                    FailureType.PRECONDITION.because(
                        "there is no column "
                            + rule.column()
                            + " for its sequence to feed: mend the plan"));
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT MAX(" + dialect.quote(column.name()) + ") FROM " + table.name());
        ResultSet row = select.executeQuery()) {
      row.next();
      return Math.max(row.getLong(1) + 1, dialect.nextKey(connection, table, rule.legacy()));
    }
  }
}
