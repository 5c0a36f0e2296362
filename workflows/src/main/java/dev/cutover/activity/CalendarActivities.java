package dev.cutover.activity;

import dev.cutover.plan.BusinessCalendar;
import io.temporal.activity.ActivityInterface;
import java.time.Instant;

/** Knows which days are business days. */
@ActivityInterface(namePrefix = "Calendar")
public interface CalendarActivities {

  /**
   * The plan's meeting on the next business day: the first day after the local one of {@code from}
   * that is no weekend, no public holiday and none of the plan's days off.
   */
  Appointment nextBusinessDay(BusinessCalendar calendar, Instant from);
}
