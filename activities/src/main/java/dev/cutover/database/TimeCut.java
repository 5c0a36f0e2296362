package dev.cutover.database;

import dev.cutover.plan.TimePrecision;

/** How a printed time, {@code yyyy-mm-dd hh:mm:ss.ffffff}, is cut down to a precision. */
final class TimeCut {

  private TimeCut() {}

  /** Characters that stay. */
  static int printed(TimePrecision precision) {
    return switch (precision) {
      case DAYS -> 10;
      case HOURS -> 13;
      case MINUTES -> 16;
      case SECONDS -> 19;
      case MILLISECONDS -> 23;
      case MICROSECONDS -> 26;
    };
  }

  /** What takes the place of those that were cut off before the point. */
  static String rest(TimePrecision precision) {
    return switch (precision) {
      case DAYS -> " 00:00:00";
      case HOURS -> ":00:00";
      case MINUTES -> ":00";
      case SECONDS, MILLISECONDS, MICROSECONDS -> "";
    };
  }

  /** Whether a fraction of a second is left. */
  static boolean hasFraction(TimePrecision precision) {
    return precision == TimePrecision.MILLISECONDS || precision == TimePrecision.MICROSECONDS;
  }
}
