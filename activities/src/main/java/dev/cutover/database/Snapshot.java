package dev.cutover.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection that sees one moment of its database, that of its first statement, until it ends.
 */
public record Snapshot(Connection connection, Dialect dialect) implements AutoCloseable {

  public static Snapshot begin(Connections connections, String endpoint) throws SQLException {
    Dialect dialect = connections.dialect(endpoint);
    Connection connection = connections.openPatient(endpoint);
    try {
      connection.setTransactionIsolation(dialect.snapshotIsolation());
      connection.setAutoCommit(false);
      return new Snapshot(connection, dialect);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The pool gives the session back its isolation. */
  @Override
  public void close() throws SQLException {
    try {
      connection.rollback();
    } finally {
      connection.close();
    }
  }
}
