package dev.cutover.database;

import dev.cutover.database.Fingerprint.CatalogQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes a table of MySQL's this very table. A TRUNCATE gives it another id inside InnoDB, and
 * on MySQL leaves no other trace in the catalog; the account needs PROCESS to see ids.
 */
final class MySqlIdentity {

  private static final List<String> FACTS =
      List.of(
          "SELECT COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE, COLUMN_TYPE,"
              + " CHARACTER_SET_NAME, COLLATION_NAME, EXTRA, GENERATION_EXPRESSION"
              + " FROM INFORMATION_SCHEMA.COLUMNS"
              + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION",
          "SELECT INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE, SUB_PART"
              + " FROM INFORMATION_SCHEMA.STATISTICS"
              + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?"
              + " ORDER BY INDEX_NAME, SEQ_IN_INDEX",
          "SELECT TRIGGER_NAME, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER, ACTION_STATEMENT,"
              + " DEFINER, CREATED FROM INFORMATION_SCHEMA.TRIGGERS"
              + " WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = ?"
              + " ORDER BY TRIGGER_NAME",
          "SELECT CREATE_TIME, ENGINE FROM INFORMATION_SCHEMA.TABLES"
              + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?");

  private MySqlIdentity() {}

  static List<CatalogQuery> of(Connection connection, String table) throws SQLException {
    List<CatalogQuery> queries = new ArrayList<>();
    FACTS.forEach(sql -> queries.add(new CatalogQuery(sql, List.of(table))));
    String ids = tableOfIds(connection);
    if (!ids.isEmpty()) {
      queries.add(
          new CatalogQuery(
              "SELECT TABLE_ID, SPACE FROM INFORMATION_SCHEMA." + ids + " WHERE NAME = ?",
              List.of(fileName(connection.getCatalog()) + "/" + fileName(table))));
    }
    return queries;
  }

  /** MySQL's and MariaDB's name for it; empty if the account may not read it. */
  private static String tableOfIds(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
                    + " WHERE LOWER(TABLE_SCHEMA) = 'information_schema'"
                    + " AND TABLE_NAME IN ('INNODB_TABLES', 'INNODB_SYS_TABLES')"
                    + " AND EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.USER_PRIVILEGES"
                    + " WHERE PRIVILEGE_TYPE = 'PROCESS' AND GRANTEE ="
                    + " CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), ''''))");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : "";
    }
  }

  /**
   * InnoDB names tables as their files are called: what is neither letter, digit nor underscore is
   * an at sign and its code. (Some scripts of Europe have shorter codes, and are not found.)
   */
  static String fileName(String name) {
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_');
      file.append(plain ? String.valueOf(c) : "@%04x".formatted((int) c));
    }
    return file.toString();
  }
}
