package dev.cutover.database;

import java.util.List;

/** The injective texts of MySQL's and MariaDB's values, and the digests of such texts. */
final class MySqlTexts {

  private MySqlTexts() {}

  static String canonical(Column column, String expression) {
    String value =
        switch (column.kind()) {
          case NUMBER ->
              "CAST(CAST(" + expression + " AS DECIMAL(60, " + column.scale() + ")) AS CHAR), ';'";
          case TEXT ->
              "LENGTH(CONVERT(" + expression + " USING utf8mb4)), ':', " + expression + ", ';'";
          case LONG_TEXT -> digest(expression) + ", ';'";
          case TIME -> time(column, expression) + ", ';'";
          case BINARY -> "LOWER(HEX(" + expression + ")), ';'";
        };
    return "CASE WHEN " + expression + " IS NULL THEN 'N;' ELSE CONCAT(" + value + ") END";
  }

  /** A fraction of a second without its trailing zeros, as other databases print it. */
  private static String time(Column column, String expression) {
    String text = "CAST(" + expression + " AS CHAR)";
    return column.scale() == 0
        ? text
        : "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM " + text + "))";
  }

  static String concat(List<String> texts) {
    return "CONCAT(" + String.join(", ", texts) + ")";
  }

  static String digest(String text) {
    return "MD5(CONVERT(" + text + " USING utf8mb4))";
  }

  static String digestNumber(String text) {
    // A base below zero makes the number a signed one.
    return "CAST(CONV(LEFT(" + digest(text) + ", 16), 16, -10) AS SIGNED)";
  }
}
