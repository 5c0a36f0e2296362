package dev.cutover.database;

/**
 * The injective texts of Oracle's values, whatever the settings of the session that prints them.
 */
final class OracleTexts {

  private static final String MD5_OF_NOTHING = "d41d8cd98f00b204e9800998ecf8427e";

  private OracleTexts() {}

  static String canonical(Column column, String expression) {
    String cases =
        switch (column.kind()) {
          case NUMBER -> number(column.scale(), expression);
          case TEXT -> " ELSE " + text(expression) + " || ';'";
          case LONG_TEXT -> longText(expression) + " || ';'";
          case TIME -> " ELSE " + time(column, expression) + " || ';'";
          case BINARY -> " ELSE LOWER(RAWTOHEX(" + expression + ")) || ';'";
        };
    return "CASE WHEN " + expression + " IS NULL THEN 'N;'" + cases + " END";
  }

  /**
   * A NUMBER without a scale may hold more digits than its counterpart. It is then printed with all
   * of them, so that none is rounded away, and so is one too long for the format, which would be a
   * row of '#'.
   */
  private static String number(int columnScale, String expression) {
    int scale = Math.max(0, Math.min(37, columnScale));
    String whole = "FM" + "9".repeat(37 - scale) + "0";
    String format = scale == 0 ? whole : whole + "." + "0".repeat(scale);
    return (" WHEN %1$s = ROUND(%1$s, %2$d) AND ABS(%1$s) < 1E%3$d"
            + " THEN TO_CHAR(%1$s, %4$s) || ';' ELSE TO_CHAR(%1$s, 'TM9', %5$s) || ';'")
        .formatted(
            expression,
            scale,
            38 - scale,
            OracleDialect.literal(format),
            OracleDialect.literal("NLS_NUMERIC_CHARACTERS='.,'"));
  }

  /** TO_CHAR brings national characters into the database's set; lengths are those in UTF-8. */
  private static String text(String expression) {
    return "LENGTHB(CONVERT(TO_CHAR(%1$s), 'AL32UTF8')) || ':' || TO_CHAR(%1$s)"
        .formatted(expression);
  }

  /** STANDARD_HASH takes no LOB. DBMS_CRYPTO reads one as UTF-8; 2 is its name for MD5. */
  private static String longText(String expression) {
    return (" WHEN LENGTH(%1$s) = 0 THEN '%2$s;'"
            + " ELSE LOWER(RAWTOHEX(DBMS_CRYPTO.HASH(TO_CLOB(%1$s), 2)))")
        .formatted(expression, MD5_OF_NOTHING);
  }

  /** The calendar is named, since a session may count years by the emperor's. */
  private static String time(Column column, String expression) {
    String fraction = column.scale() == 0 ? "" : ".FF6";
    String printed =
        "TO_CHAR(%s, 'YYYY-MM-DD HH24:MI:SS%s', 'NLS_CALENDAR=GREGORIAN')"
            .formatted(expression, fraction);
    return fraction.isEmpty() ? printed : "RTRIM(RTRIM(" + printed + ", '0'), '.')";
  }
}
