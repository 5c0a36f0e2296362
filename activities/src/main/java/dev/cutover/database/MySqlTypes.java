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
      case TEXT, FIXED_TEXT ->
          column.chars() <= LONGEST_IN_A_ROW || inKey
              ? "VARCHAR(" + Math.max(1, column.chars()) + ")"
              : "LONGTEXT";
      case LONG_TEXT -> "LONGTEXT";
      case JSON -> "JSON";
      case TIME -> {
        int fraction = Math.min(MOST_FRACTION, column.fraction());
        yield fraction == 0 ? "DATETIME" : "DATETIME(" + fraction + ")";
      }
      case DAY -> "DATE";
      case INSTANT -> "TIMESTAMP(" + column.fraction() + ")";
      case BINARY ->
          column.bytes() <= LONGEST_IN_A_ROW
              ? "VARBINARY(" + Math.max(1, column.bytes()) + ")"
              : "LONGBLOB";
      case UNSUPPORTED -> "";
    };
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
    if (largest.bitLength() <= Long.SIZE - 1) {
      return "BIGINT";
    }
    return "DECIMAL(" + largest.toString().length() + ", 0)";
  }
}
