package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.TimePrecision;

/** Whether the target's column can hold every moment that legacy's can. */
final class TimeRules {

  private final Found found;

  TimeRules(Found found) {
    this.found = found;
  }

  void check(ColumnPair pair) {
    if (pair.target().family() == Family.DAY && pair.legacy().family() != Family.DAY) {
      timeOfDay(pair);
    } else if (pair.legacy().family() != Family.DAY) {
      fraction(pair);
    }
    range(pair);
    zone(pair);
  }

  private void timeOfDay(ColumnPair pair) {
    if (pair.rule().time() == TimePrecision.DAYS) {
      found.ruled(SchemaFinding.TIME_OF_DAY_LOST, pair, "the plan cuts it down to days");
    } else {
      found.pair(
          SchemaFinding.TIME_OF_DAY_LOST,
          pair,
          "make the target's a DATETIME, or give the column a rule 'time' in the plan");
    }
  }

  void fraction(ColumnPair pair) {
    ColumnFacts b = pair.target();
    if (pair.legacy().fraction() <= b.fraction()) {
      return;
    }
    TimePrecision rule = pair.rule().time();
    if (rule != null && digits(rule) <= b.fraction()) {
      found.ruled(SchemaFinding.FRACTION_TOO_SHORT, pair, "the plan cuts it down to " + rule);
    } else {
      // A rule is for dates and times.
      found.pair(
          SchemaFinding.FRACTION_TOO_SHORT,
          pair,
          "give the target's more digits of a second"
              + (b.family() == Family.CLOCK ? "" : ", or the column a rule 'time' in the plan"));
    }
  }

  private static int digits(TimePrecision precision) {
    return switch (precision) {
      case DAYS, HOURS, MINUTES, SECONDS -> 0;
      case MILLISECONDS -> 3;
      case MICROSECONDS -> 6;
    };
  }

  private void range(ColumnPair pair) {
    if (pair.target().family() == Family.INSTANT && pair.legacy().family() != Family.INSTANT) {
      found.pair(
          SchemaFinding.TIME_OUT_OF_RANGE,
          pair,
          "a TIMESTAMP ends in 2038 and shifts with each session's zone: make it a DATETIME");
    }
  }

  private void zone(ColumnPair pair) {
    boolean had = pair.legacy().family().isInstant();
    boolean has = pair.target().family().isInstant();
    if (had && (!has || pair.legacy().family() == Family.ZONED)) {
      found.pair(
          SchemaFinding.ZONE_NOT_KEPT,
          pair,
          pair.legacy().family() == Family.ZONED
              ? "legacy's has a zone, and is carried as UTC"
              : "legacy's is shown in each session's zone, and is carried as UTC");
    } else if (!had && pair.target().family() == Family.ZONED) {
      found.pair(
          SchemaFinding.ZONE_NOT_KEPT, pair, "legacy's has no zone, and is taken to be of UTC");
    }
  }
}
