package dev.cutover.calendar;

import dev.cutover.activity.Appointment;
import dev.cutover.activity.CalendarActivities;
import dev.cutover.activity.FailureType;
import dev.cutover.plan.BusinessCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Business days by the plan's calendar: Saturdays and Sundays are none in any country. */
public final class BusinessDays implements CalendarActivities {

  /** Longer than any holidays: behind that, the plan's days off hold a mistake. */
  private static final int DAYS_LOOKED_AHEAD = 60;

  @Override
  public Appointment nextBusinessDay(BusinessCalendar calendar, Instant from) {
    if (!PublicHolidays.areKnownOf(calendar.country())) {
      throw FailureType.PRECONDITION.because(
          "no public holidays are known of the country '"
              + calendar.country()
              + "': name another one in the plan's calendar, and list as days-off what differs");
    }
    ZoneId zone = calendar.zone();
    LocalDate today = LocalDate.ofInstant(from, zone);
    LocalDate day =
        today
            .plusDays(1)
            .datesUntil(today.plusDays(1 + DAYS_LOOKED_AHEAD))
            .filter(next -> isBusinessDay(calendar, next))
            .findFirst()
            .orElseThrow(
                () ->
                    FailureType.PRECONDITION.because(
                        "there is no business day within "
                            + DAYS_LOOKED_AHEAD
                            + " days of "
                            + today
                            + ": look at the days-off of the plan's calendar"));
    Instant begins = day.atTime(calendar.meetingAt()).atZone(zone).toInstant();
    return new Appointment(begins, begins.plus(calendar.meetingFor()), zone);
  }

  private static boolean isBusinessDay(BusinessCalendar calendar, LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !calendar.daysOff().contains(day)
        && !PublicHolidays.include(calendar.country(), day);
  }
}
