package dev.cutover.database;

import java.math.BigInteger;

/** Oracle's types, which H2 in Oracle mode takes too, for what columns of other databases hold. */
final class OracleTypes {

  private static final int MOST_DIGITS = 38;
  private static final int LONGEST_TEXT = 1_000;
  private static final int LONGEST_BYTES = 2_000;
  private static final int MOST_FRACTION = 9;

  private OracleTypes() {}

  static String of(ColumnFacts column) {
    return switch (column.family()) {
      case NUMBER -> number(column);
      case SINGLE -> "BINARY_FLOAT";
      case DOUBLE -> "BINARY_DOUBLE";
      // Of up to four bytes each, no more than 4,000 in all.
      case TEXT, FIXED_TEXT, LIST ->
          column.chars() <= LONGEST_TEXT
              ? "VARCHAR2(" + Math.max(1, column.chars()) + " CHAR)"
              : "CLOB";
      case LONG_TEXT, JSON -> "CLOB";
      case UUID -> "VARCHAR2(36 CHAR)";
      case TIME, ZONED, INSTANT -> {
        int fraction = Math.min(MOST_FRACTION, column.fraction());
        yield fraction == 0 ? "DATE" : "TIMESTAMP(" + fraction + ")";
      }
      case DAY -> "DATE";
      case BINARY, FIXED_BINARY ->
          column.bytes() <= LONGEST_BYTES ? "RAW(" + column.bytes() + ")" : "BLOB";
      case LONG_BINARY -> "BLOB";
      // Its intervals have no form that is safe to compare.
      case CLOCK, UNSUPPORTED -> "";
    };
  }

  private static String number(ColumnFacts column) {
    BigInteger largest = column.largest();
    Integer scale = column.scale();
    if (largest == null || scale == null) {
      return "NUMBER";
    }
    int decimals = Math.max(0, scale);
    int whole = largest.signum() == 0 ? 0 : largest.toString().length();
    int digits = Math.min(MOST_DIGITS, whole + decimals);
    return decimals == 0 ? "NUMBER(" + digits + ")" : "NUMBER(" + digits + ", " + decimals + ")";
  }
}
