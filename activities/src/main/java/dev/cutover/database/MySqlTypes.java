package dev.cutover.database;

import java.math.BigInteger;

/** MySQL's types for what columns of other databases hold. */
final class MySqlTypes {

  /** A row may have 65,535 bytes: longer texts stand outside it. */
  private static final long LONGEST_IN_A_ROW = 1_000;

  private static final int MOST_DIGITS = 65;
  private static final int MOST_DECIMALS = 30;
  private static final int MOST_FRACTION = 6;

  private MySqlTypes() {}

  static String of(ColumnFacts column, boolean inKey) {
    return switch (column.family()) {
      case NUMBER -> number(column);
      case SINGLE -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case TEXT, FIXED_TEXT ->
          column.chars() <= LONGEST_IN_A_ROW || inKey
              ? "VARCHAR(" + Math.max(1, column.chars()) + ")"
              : "LONGTEXT";
      case LIST -> column.declared();
      case UUID -> "CHAR(36)";
      case LONG_TEXT -> "LONGTEXT";
      case JSON -> "JSON";
      case TIME, ZONED -> "DATETIME" + fraction(column);
      case DAY -> "DATE";
      case INSTANT -> "TIMESTAMP" + fraction(column);
      case CLOCK -> "TIME" + fraction(column);
      case LONG_BINARY -> "LONGBLOB";
      case BINARY, FIXED_BINARY ->
          column.bytes() <= LONGEST_IN_A_ROW
              ? "VARBINARY(" + Math.max(1, column.bytes()) + ")"
              : "LONGBLOB";
      case UNSUPPORTED -> "";
    };
  }

  private static String fraction(ColumnFacts column) {
    int fraction = Math.min(MOST_FRACTION, column.fraction());
    return fraction == 0 ? "" : "(" + fraction + ")";
  }

  private static String number(ColumnFacts column) {
    BigInteger largest = column.largest();
    Integer scale = column.scale();
    if (largest == null || scale == null) {
      return "DECIMAL(" + MOST_DIGITS + ", " + MOST_DECIMALS + ")";
    }
    int decimals = Math.max(0, scale);
    if (decimals > 0) {
      int whole = largest.signum() == 0 ? 0 : largest.toString().length();
      return "DECIMAL("
          + Math.min(MOST_DIGITS, whole + decimals)
          + ", "
          + Math.min(MOST_DECIMALS, decimals)
          + ")";
    }
    if (largest.equals(BigInteger.ONE)) {
      return "BOOLEAN";
    }
    if (largest.bitLength() <= Long.SIZE - 1) {
      return "BIGINT";
    }
    return "DECIMAL(" + largest.toString().length() + ", 0)";
  }
}
