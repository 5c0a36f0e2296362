package dev.cutover.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Statements that take effect together or not at all: what is not committed when it is closed is
 * taken back. The first failure is the one that is told; that taking it back failed too is noted
 * there.
 */
public final class Transaction implements AutoCloseable {

  private final Connection connection;
  private final boolean autoCommitBefore;
  private boolean settled;

  private Transaction(Connection connection, boolean autoCommitBefore) {
    this.connection = connection;
    this.autoCommitBefore = autoCommitBefore;
  }

  /** Begins one; where the connection is out of autocommit already, it stays so. */
  public static Transaction begin(Connection connection) throws SQLException {
    Transaction transaction = new Transaction(connection, connection.getAutoCommit());
    connection.setAutoCommit(false);
    return transaction;
  }

  /**
   * Runs statements in a transaction of their own, again where it fell victim to others.
   *
   * @param statements which must be repeatable as a whole
   */
  public static <T> T again(Connection connection, Statements<T> statements) throws SQLException {
    return Again.run(
        () -> {
          try (Transaction transaction = begin(connection)) {
            T result = statements.run();
            transaction.commit();
            return result;
          }
        });
  }

  /** Makes its effect lasting; nothing more is done in it. */
  public void commit() throws SQLException {
    connection.commit();
    settled = true;
  }

  @Override
  public void close() throws SQLException {
    if (!settled) {
      connection.rollback();
    }
    if (autoCommitBefore) {
      connection.setAutoCommit(true);
    }
  }
}
