package dev.cutover.database;

import dev.cutover.activity.FailureType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Who still writes behind a flip of Oracle's fence. A statement holds its table before its triggers
 * run, and its transaction keeps it: who can lock the whole table behind the flip knows that every
 * writer which still saw the fence open is done.
 */
final class OracleDrain {

  private static final int BUSY = 54;
  private static final int BUSY_AFTER_A_WAIT = 30006;
  private static final int NO_SUCH_VIEW = 942;
  private static final int NO_RIGHT = 1031;
  private static final int NO_SUCH_SESSION = 30;
  private static final int MARKED_FOR_KILL = 31;

  static final String FENCED_TABLES =
      "SELECT DISTINCT TABLE_OWNER, TABLE_NAME FROM USER_TRIGGERS"
          + " WHERE SUBSTR(TRIGGER_NAME, 1, 8) = 'CUTOVER_' ORDER BY TABLE_OWNER, TABLE_NAME";

  static final String HOLDERS =
      "SELECT DISTINCT l.SESSION_ID, s.SERIAL#, l.INST_ID, l.ORACLE_USERNAME, s.MACHINE, s.PROGRAM"
          + " FROM GV$LOCKED_OBJECT l"
          + " JOIN ALL_OBJECTS o ON o.OBJECT_ID = l.OBJECT_ID"
          + " LEFT JOIN GV$SESSION s ON s.INST_ID = l.INST_ID AND s.SID = l.SESSION_ID"
          + " WHERE o.OWNER = ? AND o.OBJECT_NAME = ? AND l.ORACLE_USERNAME <> UPPER(?)";

  private OracleDrain() {}

  /**
   * Locks one table after the other for a moment. The first waits, so that writers which come and
   * are refused queue behind it instead of starving it; behind a busy one the rest are only tried,
   * so that one look stays short.
   */
  static List<OpenTransaction> holders(Connection connection, String engineUser)
      throws SQLException {
    List<OpenTransaction> open = new ArrayList<>();
    try (Transaction transaction = Transaction.begin(connection)) {
      for (FencedTable table : fencedTables(connection)) {
        if (!canLock(connection, lockTable(table, open.isEmpty() ? "WAIT 1" : "NOWAIT"))) {
          open.addAll(holders(connection, table, engineUser));
        }
      }
      transaction.commit();
    }
    return open;
  }

  private static List<FencedTable> fencedTables(Connection connection) throws SQLException {
    List<FencedTable> tables = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(FENCED_TABLES);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        tables.add(new FencedTable(rows.getString(1), rows.getString(2)));
      }
    }
    if (tables.isEmpty()) {
      throw FailureType.PRECONDITION.because(
          "no table carries the engine's trigger, so nothing is fenced: run init first");
    }
    return tables;
  }

  static String lockTable(FencedTable table, String wait) {
    return "LOCK TABLE "
        + OracleDialect.quoted(table.owner())
        + "."
        + OracleDialect.quoted(table.name())
        + " IN EXCLUSIVE MODE "
        + wait;
  }

  private static boolean canLock(Connection connection, String lockTable) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute(lockTable);
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == BUSY || e.getErrorCode() == BUSY_AFTER_A_WAIT) {
        return false;
      }
      throw e;
    } finally {
      connection.rollback();
    }
  }

  /** Who holds a table, with the numbers that ALTER SYSTEM KILL SESSION takes. */
  private static List<OpenTransaction> holders(
      Connection connection, FencedTable table, String engineUser) throws SQLException {
    List<OpenTransaction> holders = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(HOLDERS)) {
      select.setString(1, table.owner());
      select.setString(2, table.name());
      select.setString(3, engineUser);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String session =
              "%s,%s,@%s".formatted(rows.getString(1), rows.getString(2), rows.getString(3));
          holders.add(
              new OpenTransaction(
                  session,
                  "session '%s' of %s from %s (%s) in %s"
                      .formatted(
                          session,
                          rows.getString(4),
                          rows.getString(5),
                          rows.getString(6),
                          table)));
        }
      }
    } catch (SQLException e) {
      boolean notGranted = e.getErrorCode() == NO_SUCH_VIEW || e.getErrorCode() == NO_RIGHT;
      if (!notGranted) {
        throw e;
      }
    }
    return holders.isEmpty()
        ? List.of(new OpenTransaction(null, "a session in " + table))
        : holders;
  }

  /** Takes ALTER SYSTEM; the session's transaction is rolled back at once. */
  static void end(Connection connection, String session) throws SQLException {
    try (Statement kill = connection.createStatement()) {
      kill.execute(killSession(session));
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_SESSION && e.getErrorCode() != MARKED_FOR_KILL) {
        throw e;
      }
    }
  }

  static String killSession(String session) {
    return "ALTER SYSTEM KILL SESSION '" + session + "' IMMEDIATE";
  }

  /** A table that carries the engine's trigger. */
  record FencedTable(String owner, String name) {

    @Override
    public String toString() {
      return owner + "." + name;
    }
  }
}
