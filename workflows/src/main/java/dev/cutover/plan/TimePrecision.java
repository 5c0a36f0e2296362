package dev.cutover.plan;

import java.time.temporal.ChronoUnit;

/** What a time is cut down to. */
public enum TimePrecision {
  DAYS(ChronoUnit.DAYS),
  HOURS(ChronoUnit.HOURS),
  MINUTES(ChronoUnit.MINUTES),
  SECONDS(ChronoUnit.SECONDS),
  MILLISECONDS(ChronoUnit.MILLIS),
  MICROSECONDS(ChronoUnit.MICROS);

  private final ChronoUnit unit;

  TimePrecision(ChronoUnit unit) {
    this.unit = unit;
  }

  public ChronoUnit unit() {
    return unit;
  }
}
