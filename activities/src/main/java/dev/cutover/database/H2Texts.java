package dev.cutover.database;

import dev.cutover.database.Column.Form;
import dev.cutover.database.Column.Kind;
import dev.cutover.plan.TimePrecision;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The injective texts of H2's values, and the digests of such texts. */
final class H2Texts {

  private H2Texts() {}

  static String plain(Column column, String expression) {
    return switch (column.form()) {
      case BOOLEAN -> cast(expression, "INTEGER");
      case SINGLE -> cast(expression, "DOUBLE PRECISION");
      case INSTANT -> cast(expression + " AT TIME ZONE 'UTC'", "TIMESTAMP(9)");
      case UUID -> cast(expression, column.kind().isBinary() ? "BINARY(16)" : "VARCHAR");
      case JSON, ENUM -> cast(expression, "VARCHAR");
      default -> column.kind() == Kind.CLOCK ? cast(expression, "VARCHAR") : expression;
    };
  }

  private static String cast(String expression, String type) {
    return "CAST(" + expression + " AS " + type + ")";
  }

  static String canonical(Column column, String expression) {
    String plain = plain(column, expression);
    String given =
        column.kind().isText()
            ? RuledText.of(column.rule(), plain, H2Texts::literal, H2Texts::trimmed)
            : plain;
    String value =
        switch (column.kind()) {
          case NUMBER -> number(column, given);
          case TEXT -> "OCTET_LENGTH(" + given + ") || ':' || " + cast(given, "VARCHAR");
          case LONG_TEXT -> digest(cast(given, "VARCHAR"));
          case TIME -> time(column.rule().time(), given);
          case CLOCK -> given;
          case BINARY -> "LOWER(RAWTOHEX(" + given + "))";
          case LONG_BINARY -> "LOWER(RAWTOHEX(HASH('MD5', " + given + ")))";
          case FLOATING, JSON -> throw new IllegalArgumentException(column + " is not for SQL");
        };
    return "CASE WHEN "
        + (column.rule().takesEmptyForNull() ? given : expression)
        + " IS NULL THEN 'N;'"
        + trimmedToNothing(column, given)
        + " ELSE "
        + value
        + " || ';' END";
  }

  /** In Oracle mode a text of nothing but blanks is NULL once they are gone, and yet is a text. */
  private static String trimmedToNothing(Column column, String given) {
    if (column.rule().trim() == null || column.rule().takesEmptyForNull()) {
      return "";
    }
    String nothing = column.kind() == Kind.TEXT ? "0:;" : OracleTexts.MD5_OF_NOTHING + ";";
    return " WHEN " + given + " IS NULL THEN '" + nothing + "'";
  }

  /**
   * H2 keeps a number with the digits it was given: adding a zero of the column's scale fills them
   * up. From the seventh on, a cast would print some numbers with an exponent.
   */
  private static String number(Column column, String expression) {
    Integer rule = column.rule().scale();
    String value = rule == null ? expression : "ROUND(" + expression + ", " + rule + ")";
    return column.form() == Form.UNSCALED ? unscaled(column, value) : scaled(column, value);
  }

  private static String scaled(Column column, String value) {
    int scale = column.scale();
    if (scale == 0) {
      return cast(cast(value, "NUMERIC(100, 0)"), "VARCHAR");
    }
    String zero = "0." + "0".repeat(scale);
    return scale <= 6
        ? cast(value + " + " + zero, "VARCHAR")
        : "TO_CHAR(" + value + ", 'FM" + "9".repeat(75 - scale) + zero + "')";
  }

  /** All of its digits where they are more than its counterpart's, so that none is rounded away. */
  private static String unscaled(Column column, String value) {
    String exact = cast(value, "NUMERIC(100, " + column.scale() + ")");
    return "CASE WHEN %1$s = ROUND(%1$s, %2$d) THEN %3$s ELSE TO_CHAR(%1$s) END"
        .formatted(value, column.scale(), scaled(column, exact));
  }

  private static String trimmed(String value) {
    return "RTRIM(" + value + ")";
  }

  private static String literal(String character) {
    return "U&'\\%04X'".formatted((int) character.charAt(0));
  }

  private static String time(@Nullable TimePrecision precision, String e) {
    String unit = precision == null ? "" : precision.name().toUpperCase(Locale.ROOT);
    return precision == null
        ? cast(e, "VARCHAR")
        : cast("DATE_TRUNC('" + unit.substring(0, unit.length() - 1) + "', " + e + ")", "VARCHAR");
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
