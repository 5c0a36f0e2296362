package dev.cutover.ledger;

import dev.cutover.database.Dialect;
import dev.cutover.database.LockWait;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The turn to append, which one has at a time: a row among the tokens, locked until the transaction
 * ends. Nothing else locks it, no move or lease of the fence either, and who holds it waits for no
 * other row, so that nobody else is held up and no circle closes.
 *
 * <p>The chain's last line can't be that row: its lock takes a right to change the ledger, which
 * nobody is to have, and InnoDB looks for it from the end, where it locks the gap that the one
 * ahead inserts into. Nor does the unique number do alone: it fails all but one of those who append
 * at once, each time, and on Oracle they wait for the other's number without an end.
 */
final class Turn {

  private static final String LEVER = "ledger";

  private final Connection connection;
  private final Dialect dialect;
  private final String tokens;

  /**
   * @param connection in a transaction that has done nothing yet: InnoDB shows what was committed
   *     at its first plain read, which must lie behind the lock; Oracle and H2 show it at each
   */
  Turn(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
    this.tokens = dialect.engineTable("token");
  }

  void take() throws SQLException {
    while (!isLocked()) {
      // A lock on a row that is not there may hold the gap around it, in which others lay theirs.
      connection.rollback();
      lay();
      connection.commit();
    }
  }

  /** False where the row was never laid. */
  private boolean isLocked() throws SQLException {
    String lock = dialect.rowLock(LockWait.USUAL);
    try (PreparedStatement select =
        connection.prepareStatement("SELECT attempt FROM " + tokens + " WHERE lever = ?" + lock)) {
      select.setString(1, LEVER);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Does nothing where somebody else has laid it meanwhile. */
  private void lay() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + tokens + " (lever, epoch, attempt) VALUES (?, 0, 0)")) {
      insert.setString(1, LEVER);
      insert.executeUpdate();
    } catch (SQLException e) {
      if (!dialect.isRefusal(e)) {
        throw e;
      }
    }
  }
}
