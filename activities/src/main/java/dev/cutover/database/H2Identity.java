package dev.cutover.database;

import dev.cutover.database.Fingerprint.CatalogQuery;
import java.util.List;

/**
 * What makes a table of H2's this very table. H2 keeps no times and no ids; the comment that the
 * engine's trigger gets when it is made, another one each time, dies with trigger and table.
 */
final class H2Identity {

  private static final List<String> FACTS =
      List.of(
          "SELECT COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE, DATA_TYPE,"
              + " CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE, DATETIME_PRECISION,"
              + " IS_GENERATED, GENERATION_EXPRESSION, IS_IDENTITY"
              + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
              + " ORDER BY ORDINAL_POSITION",
          "SELECT INDEX_NAME, ORDINAL_POSITION, COLUMN_NAME, IS_UNIQUE"
              + " FROM INFORMATION_SCHEMA.INDEX_COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
              + " ORDER BY INDEX_NAME, ORDINAL_POSITION",
          "SELECT TRIGGER_NAME, EVENT_MANIPULATION, ACTION_TIMING, JAVA_CLASS, REMARKS"
              + " FROM INFORMATION_SCHEMA.TRIGGERS"
              + " WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?"
              + " ORDER BY TRIGGER_NAME, EVENT_MANIPULATION");

  private H2Identity() {}

  static List<CatalogQuery> of(String schema, String table) {
    return FACTS.stream().map(sql -> new CatalogQuery(sql, List.of(schema, table))).toList();
  }
}
