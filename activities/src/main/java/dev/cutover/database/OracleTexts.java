package dev.cutover.database;

import dev.cutover.database.Column.Kind;
import dev.cutover.plan.TimePrecision;

/**
 * The injective texts of Oracle's values, whatever the settings of the session that prints them.
 */
final class OracleTexts {

  static final String MD5_OF_NOTHING = "d41d8cd98f00b204e9800998ecf8427e";

  private OracleTexts() {}

  static String plain(Column column, String expression) {
    return switch (column.form()) {
      case BOOLEAN -> "CASE WHEN %1$s THEN 1 WHEN NOT %1$s THEN 0 END".formatted(expression);
      case SINGLE -> "CAST(" + expression + " AS BINARY_DOUBLE)";
      case INSTANT -> "SYS_EXTRACT_UTC(" + expression + ")";
      default -> expression;
    };
  }

  static String canonical(Column column, String expression) {
    String plain = plain(column, expression);
    String given =
        column.kind().isText()
            ? RuledText.of(column.rule(), plain, OracleTexts::literal, OracleTexts::trimmed)
            : plain;
    String cases =
        switch (column.kind()) {
          case NUMBER -> number(column, given);
          case TEXT -> trimmedToNothing(column, given) + " ELSE " + text(given) + " || ';'";
          case LONG_TEXT ->
              trimmedToNothing(column, given)
                  + digested(given, "TO_CLOB(" + given + ")")
                  + " || ';'";
          case TIME -> " ELSE " + time(column, given) + " || ';'";
          case BINARY -> " ELSE LOWER(RAWTOHEX(" + given + ")) || ';'";
          case LONG_BINARY -> digested(given, "TO_BLOB(" + given + ")") + " || ';'";
          case CLOCK, FLOATING, JSON ->
              throw new IllegalArgumentException(column + " is not for Oracle's SQL");
        };
    String none = column.rule().takesEmptyForNull() ? given : expression;
    return "CASE WHEN " + none + " IS NULL THEN 'N;'" + cases + " END";
  }

  /** A text of nothing but blanks is NULL once they are gone, and yet is a text. */
  private static String trimmedToNothing(Column column, String given) {
    if (column.rule().trim() == null || column.rule().takesEmptyForNull()) {
      return "";
    }
    String nothing = column.kind() == Kind.TEXT ? "0:;" : MD5_OF_NOTHING + ";";
    return " WHEN " + given + " IS NULL THEN '" + nothing + "'";
  }

  /**
   * A NUMBER without a scale may hold more digits than its counterpart. It is then printed with all
   * of them, so that none is rounded away, and so is one too long for the format, which would be a
   * row of '#'.
   */
  private static String number(Column column, String given) {
    int scale = Math.max(0, Math.min(37, column.scale()));
    Integer rule = column.rule().scale();
    String expression = rule == null ? given : "ROUND(" + given + ", " + rule + ")";
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

  private static String trimmed(String value) {
    return "RTRIM(" + value + ")";
  }

  /** A pair's standard character is the one that the legacy character set itself maps to. */
  private static String literal(String character) {
    return "UNISTR('\\%04X')".formatted((int) character.charAt(0));
  }

  /** TO_CHAR brings national characters into the database's set; lengths are those in UTF-8. */
  private static String text(String expression) {
    return "LENGTHB(CONVERT(TO_CHAR(%1$s), 'AL32UTF8')) || ':' || TO_CHAR(%1$s)"
        .formatted(expression);
  }

  /** STANDARD_HASH takes no LOB. DBMS_CRYPTO reads one as UTF-8; 2 is its name for MD5. */
  private static String digested(String expression, String lob) {
    return " WHEN LENGTH(%1$s) = 0 THEN '%2$s;' ELSE LOWER(RAWTOHEX(DBMS_CRYPTO.HASH(%3$s, 2)))"
        .formatted(expression, MD5_OF_NOTHING, lob);
  }

  /** The calendar is named, since a session may count years by the emperor's. */
  private static String time(Column column, String expression) {
    String fraction = column.scale() == 0 ? "" : column.scale() > 6 ? ".FF9" : ".FF6";
    String printed =
        "TO_CHAR(%s, 'YYYY-MM-DD HH24:MI:SS%s', 'NLS_CALENDAR=GREGORIAN')"
            .formatted(expression, fraction);
    TimePrecision precision = column.rule().time();
    String cut =
        precision == null
            ? printed
            : "SUBSTR(" + printed + ", 1, " + TimeCut.printed(precision) + ")";
    if (precision != null && !TimeCut.hasFraction(precision)) {
      return cut + " || '" + TimeCut.rest(precision) + "'";
    }
    return fraction.isEmpty() ? cut : "RTRIM(RTRIM(" + cut + ", '0'), '.')";
  }
}
