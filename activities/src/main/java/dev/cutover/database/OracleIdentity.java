package dev.cutover.database;

import dev.cutover.database.Fingerprint.CatalogQuery;
import java.util.List;

/**
 * What makes a table of Oracle's this very table. A TRUNCATE or an exchanged partition gives its
 * segment another DATA_OBJECT_ID; every change of a trigger, and whether it is enabled, moves
 * LAST_DDL_TIME or STATUS. A direct path load leaves no trace here.
 */
final class OracleIdentity {

  static final String COLUMNS =
      "SELECT COLUMN_NAME, INTERNAL_COLUMN_ID, DATA_TYPE, DATA_LENGTH, DATA_PRECISION, DATA_SCALE,"
          + " CHAR_LENGTH, CHAR_USED, NULLABLE, HIDDEN_COLUMN, VIRTUAL_COLUMN FROM ALL_TAB_COLS"
          + " WHERE OWNER = ? AND TABLE_NAME = ? ORDER BY INTERNAL_COLUMN_ID";

  static final String KEYS =
      "SELECT C.CONSTRAINT_NAME, C.CONSTRAINT_TYPE, C.STATUS, K.POSITION, K.COLUMN_NAME"
          + " FROM ALL_CONSTRAINTS C JOIN ALL_CONS_COLUMNS K ON K.OWNER = C.OWNER"
          + " AND K.CONSTRAINT_NAME = C.CONSTRAINT_NAME WHERE C.OWNER = ? AND C.TABLE_NAME = ?"
          + " AND C.CONSTRAINT_TYPE IN ('P', 'U') ORDER BY C.CONSTRAINT_NAME, K.POSITION";

  static final String TRIGGERS =
      "SELECT T.OWNER, T.TRIGGER_NAME, T.TRIGGER_TYPE, T.TRIGGERING_EVENT, T.STATUS, O.OBJECT_ID,"
          + " O.STATUS, TO_CHAR(O.LAST_DDL_TIME, 'YYYY-MM-DD HH24:MI:SS') FROM ALL_TRIGGERS T"
          + " LEFT JOIN ALL_OBJECTS O ON O.OWNER = T.OWNER AND O.OBJECT_NAME = T.TRIGGER_NAME"
          + " AND O.OBJECT_TYPE = 'TRIGGER' WHERE T.TABLE_OWNER = ? AND T.TABLE_NAME = ?"
          + " ORDER BY T.OWNER, T.TRIGGER_NAME";

  /** The table, and each of its partitions. */
  static final String SEGMENTS =
      "SELECT OBJECT_TYPE, SUBOBJECT_NAME, OBJECT_ID, DATA_OBJECT_ID,"
          + " TO_CHAR(LAST_DDL_TIME, 'YYYY-MM-DD HH24:MI:SS') FROM ALL_OBJECTS"
          + " WHERE OWNER = ? AND OBJECT_NAME = ?"
          + " AND OBJECT_TYPE IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION')"
          + " ORDER BY OBJECT_TYPE, SUBOBJECT_NAME";

  private OracleIdentity() {}

  static List<CatalogQuery> of(String owner, String table) {
    return List.of(COLUMNS, KEYS, TRIGGERS, SEGMENTS).stream()
        .map(sql -> new CatalogQuery(sql, List.of(owner, table)))
        .toList();
  }
}
