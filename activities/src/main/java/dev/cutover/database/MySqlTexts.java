package dev.cutover.database;

import dev.cutover.database.Column.Kind;
import dev.cutover.plan.TimePrecision;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** The injective texts of MySQL's and MariaDB's values, and the digests of such texts. */
final class MySqlTexts {

  private MySqlTexts() {}

  static String plain(Column column, String expression) {
    return switch (column.form()) {
      case BITS -> "(" + expression + " + 0)";
      case SINGLE -> "CAST(" + expression + " AS DOUBLE)";
      // No cast: MariaDB's makes NULL of a day that no calendar has.
      case DATE -> "CONCAT(" + expression + ", ' 00:00:00')";
      case UUID ->
          "CAST(" + expression + (column.kind().isBinary() ? " AS BINARY(16))" : " AS CHAR)");
      default -> column.kind() == Kind.CLOCK ? "CAST(" + expression + " AS CHAR)" : expression;
    };
  }

  static String canonical(Column column, String expression) {
    String plain = plain(column, expression);
    String given =
        column.kind().isText()
            ? RuledText.of(column.rule(), plain, MySqlTexts::literal, MySqlTexts::trimmed)
            : plain;
    String value =
        switch (column.kind()) {
          case NUMBER -> number(column, given) + ", ';'";
          case TEXT -> "LENGTH(CONVERT(" + given + " USING utf8mb4)), ':', " + given + ", ';'";
          case LONG_TEXT -> digest(given) + ", ';'";
          case TIME -> time(column, "CAST(" + given + " AS CHAR)") + ", ';'";
          case CLOCK -> withoutZeros(column, given) + ", ';'";
          case BINARY -> "LOWER(HEX(" + given + ")), ';'";
          case LONG_BINARY -> "MD5(" + given + "), ';'";
          case FLOATING, JSON -> throw new IllegalArgumentException(column + " is not for SQL");
        };
    String none = column.rule().takesEmptyForNull() ? given : expression;
    return "CASE WHEN " + none + " IS NULL THEN 'N;' ELSE CONCAT(" + value + ") END";
  }

  /**
   * A number is printed with the decimals of its type; zeros are joined to it where it is compared
   * with a finer one. Adding nothing takes the zeros of ZEROFILL away.
   */
  private static String number(Column column, String expression) {
    Integer rule = column.rule().scale();
    boolean rounded = rule != null && rule < column.stored().digits();
    String value = rounded ? "ROUND(" + expression + ", " + rule + ")" : expression;
    String text = "CAST(" + value + " + 0 AS CHAR)";
    int missing = column.scale() - column.decimals();
    if (missing <= 0) {
      return text;
    }
    return text + ", '" + (column.decimals() == 0 ? "." : "") + "0".repeat(missing) + "'";
  }

  private static String trimmed(String value) {
    return "TRIM(TRAILING ' ' FROM " + value + ")";
  }

  private static String literal(String character) {
    return "_utf8mb4 X'"
        + HexFormat.of().formatHex(character.getBytes(StandardCharsets.UTF_8))
        + "'";
  }

  private static String time(Column column, String text) {
    TimePrecision precision = column.rule().time();
    if (precision == null) {
      return withoutZeros(column, text);
    }
    String cut = "LEFT(" + text + ", " + TimeCut.printed(precision) + ")";
    return TimeCut.hasFraction(precision)
        ? withoutZeros(column, cut)
        : "CONCAT(" + cut + ", '" + TimeCut.rest(precision) + "')";
  }

  /** A fraction of a second without its trailing zeros, as other databases print it. */
  private static String withoutZeros(Column column, String text) {
    return column.stored().digits() == 0
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
