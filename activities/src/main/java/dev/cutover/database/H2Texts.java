package dev.cutover.database;

import java.util.List;
import java.util.stream.Collectors;

/** The injective texts of H2's values, and the digests of such texts. */
final class H2Texts {

  private H2Texts() {}

  static String canonical(Column column, String expression) {
    String value =
        switch (column.kind()) {
          case NUMBER -> number(column, expression) + " || ';'";
          case TEXT ->
              "OCTET_LENGTH("
                  + expression
                  + ") || ':' || CAST("
                  + expression
                  + " AS VARCHAR) || ';'";
          case LONG_TEXT -> digest("CAST(" + expression + " AS VARCHAR)") + " || ';'";
          case TIME -> "CAST(" + expression + " AS VARCHAR) || ';'";
          case BINARY -> "LOWER(RAWTOHEX(" + expression + ")) || ';'";
        };
    return "CASE WHEN " + expression + " IS NULL THEN 'N;' ELSE " + value + " END";
  }

  /**
   * H2 keeps a number with the digits it was given: adding a zero of the column's scale fills them
   * up. From the seventh on, a cast would print some numbers with an exponent.
   */
  private static String number(Column column, String expression) {
    int scale = column.scale();
    if (scale == 0) {
      return "CAST(CAST(" + expression + " AS NUMERIC(60, 0)) AS VARCHAR)";
    }
    String zero = "0." + "0".repeat(scale);
    return scale <= 6
        ? "CAST(" + expression + " + " + zero + " AS VARCHAR)"
        : "TO_CHAR(" + expression + ", 'FM" + "9".repeat(37 - scale) + zero + "')";
  }

  static String concat(List<String> texts) {
    return texts.stream().map(text -> "(" + text + ")").collect(Collectors.joining(" || "));
  }

  static String digest(String text) {
    return "LOWER(RAWTOHEX(" + md5(text) + "))";
  }

  static String digestNumber(String text) {
    return "CAST(SUBSTRING(" + md5(text) + ", 1, 8) AS BIGINT)";
  }

  private static String md5(String text) {
    return "HASH('MD5', STRINGTOUTF8(" + text + "))";
  }
}
