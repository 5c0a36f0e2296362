package dev.cutover.sync;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Progress;
import dev.cutover.database.Catalog;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.TablePair;
import dev.cutover.database.Transaction;
import dev.cutover.fence.Token;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Deletes what a rehearsal has left, some rows a transaction, each under the token: a run that
 * takes the epoch meanwhile stops it. Only the engine's account can, and the journal sees none of
 * it.
 */
final class Emptying {

  private static final int ROWS_AT_ONCE = 5_000;

  /** All but the fence and the tokens, which hold back whoever is late, and the ledger. */
  private static final List<String> ENGINE_TABLES =
      List.of(
          "journal",
          "dirty",
          "chunk",
          "certificate",
          "seal",
          "discrepancy",
          "repair",
          "proof",
          "refused",
          "throttle");

  private final Connections connections;
  private final Heartbeat heartbeat;

  Emptying(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.heartbeat = heartbeat;
  }

  /** Returns how many rows of the plan's tables it deleted. */
  long empty(Conductor conductor, Database database, List<Table> tables) throws SQLException {
    Dialect dialect = connections.dialect(database.endpoint());
    try (Connection connection = connections.openPatient(database.endpoint())) {
      Token token = Token.claim(connection, dialect, conductor, "reset " + database.side());
      long rows = 0;
      if (database.side() == Side.TARGET) {
        List<Table> childrenFirst = new ArrayList<>(tables);
        Collections.reverse(childrenFirst);
        for (Table table : childrenFirst) {
          String name =
              Catalog.shape(connection, dialect, table.name(), TablePair.leftOut(table)).name();
          rows += empty(connection, dialect, database, token, name);
        }
      }
      for (String table : ENGINE_TABLES) {
        empty(connection, dialect, database, token, dialect.engineTable(table));
      }
      return rows;
    }
  }

  private long empty(
      Connection connection, Dialect dialect, Database database, Token token, String table)
      throws SQLException {
    long rows = 0;
    int deleted;
    do {
      heartbeat.beat(new Progress("emptying " + table, rows, 0));
      deleted = some(connection, dialect, database, token, table);
      rows += deleted;
    } while (deleted == ROWS_AT_ONCE);
    return rows;
  }

  private static int some(
      Connection connection, Dialect dialect, Database database, Token token, String table)
      throws SQLException {
    return Transaction.again(
        connection,
        () -> {
          token.prove(connection, dialect, database);
          try (PreparedStatement delete = connection.prepareStatement(dialect.deleteSome(table))) {
            delete.setInt(1, ROWS_AT_ONCE);
            return delete.executeUpdate();
          }
        });
  }
}
