package dev.cutover.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may hold up a move of the fence on MySQL: a writer keeps the fence's row locked from its
 * first trigger to its end. Of those that hold any lock in this very schema the ones that began
 * just now wait for the move themselves, or are refused by it. To see others' sessions takes
 * PROCESS, to end them CONNECTION_ADMIN (MariaDB: CONNECTION ADMIN).
 */
final class MySqlSessions {

  private static final int NO_RIGHT = 1227;
  private static final int NO_SUCH_THREAD = 1094;

  private static final String HOLDING_LOCKS =
      "SELECT p.ID, p.USER, p.HOST, t.trx_started FROM INFORMATION_SCHEMA.INNODB_TRX t"
          + " JOIN INFORMATION_SCHEMA.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id"
          + " WHERE t.trx_rows_locked > 0 AND p.USER <> ? AND p.DB = DATABASE()"
          + " AND t.trx_started <= NOW() - INTERVAL 1 SECOND"
          + " ORDER BY t.trx_started, p.ID";

  private MySqlSessions() {}

  static List<OpenTransaction> holdingLocks(Connection connection, String engineUser)
      throws SQLException {
    List<OpenTransaction> holders = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(HOLDING_LOCKS)) {
      select.setString(1, engineUser);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String session = rows.getString(1);
          holders.add(
              new OpenTransaction(
                  session,
                  "session %s of %s from %s, open since %s"
                      .formatted(
                          session, rows.getString(2), rows.getString(3), rows.getString(4))));
        }
      }
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_RIGHT) {
        throw e;
      }
      holders.add(new OpenTransaction(null, "a session that the engine may not see"));
    }
    return holders;
  }

  static void end(Connection connection, String session) throws SQLException {
    try (Statement kill = connection.createStatement()) {
      kill.execute("KILL CONNECTION " + Long.parseLong(session));
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw e;
      }
    }
  }
}
