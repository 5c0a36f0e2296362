package dev.cutover.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cutover.activity.Appointment;
import dev.cutover.activity.FailureType;
import dev.cutover.plan.BusinessCalendar;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For which day a meeting is set. */
class BusinessDaysTest {

  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Instant SUNDAY = Instant.parse("2030-09-28T15:30:00Z");

  private static final List<LocalDate> DAYS_OFF =
      List.of(
          LocalDate.parse("2030-09-24"),
          LocalDate.parse("2030-10-01"),
          LocalDate.parse("2030-12-31"),
          LocalDate.parse("2031-01-02"),
          LocalDate.parse("2031-01-03"));

  @ParameterizedTest
  @CsvSource({
    // A Friday night before Respect for the Aged Day.
    "2030-09-13T23:40, 2030-09-17",
    // Before the autumnal equinox, a Monday, and a day off of the plan's behind it.
    "2030-09-20T23:40, 2030-09-25",
    // Days end at midnight in Tokyo, nine hours before they do in UTC.
    "2030-09-28T23:59, 2030-09-30",
    "2030-09-29T00:30, 2030-09-30",
    "2030-09-29T23:59, 2030-09-30",
    "2030-09-30T00:30, 2030-10-02",
    // Around the year's end.
    "2030-12-30T09:00, 2031-01-06",
    // The Emperor's birthday on a Sunday.
    "2031-02-21T12:00, 2031-02-25",
    // Greenery Day on a Sunday, between two others.
    "2031-05-02T12:00, 2031-05-07",
  })
  void aMeetingIsSetForTheNextDayOnWhichPeopleWork(LocalDateTime from, LocalDate day) {
    Appointment meeting =
        new BusinessDays().nextBusinessDay(japan(DAYS_OFF), from.atZone(TOKYO).toInstant());

    Instant ten = day.atTime(10, 0).atZone(TOKYO).toInstant();
    assertThat(meeting).isEqualTo(new Appointment(ten, ten.plus(Duration.ofMinutes(90)), TOKYO));
  }

  @Test
  void eachCountryHasItsOwnDays() {
    ZoneId newYork = ZoneId.of("America/New_York");
    BusinessCalendar calendar =
        new BusinessCalendar("us", newYork, List.of(), LocalTime.of(10, 0), Duration.ofHours(1));

    Instant theEveOfIndependenceDay = Instant.parse("2030-07-04T02:00:00Z");
    assertThat(new BusinessDays().nextBusinessDay(calendar, theEveOfIndependenceDay).begins())
        .isEqualTo("2030-07-05T14:00:00Z");
  }

  @Test
  void aCountryThatNothingIsKnownOfIsAFailureThatNoRetryCures() {
    BusinessCalendar calendar =
        new BusinessCalendar("kr", TOKYO, List.of(), LocalTime.of(10, 0), Duration.ofHours(1));

    assertThat(failure(calendar)).hasMessageContaining("country 'kr'");
  }

  @Test
  void aYearWithoutABusinessDayIsAFailureToo() {
    LocalDate first = LocalDate.parse("2030-09-01");
    BusinessCalendar calendar = japan(first.datesUntil(first.plusYears(1)).toList());

    assertThat(failure(calendar)).hasMessageContaining("days-off");
  }

  private static ApplicationFailure failure(BusinessCalendar calendar) {
    ApplicationFailure failure =
        catchThrowableOfType(
            ApplicationFailure.class, () -> new BusinessDays().nextBusinessDay(calendar, SUNDAY));
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(FailureType.PRECONDITION.matches(failure)).isTrue();
    return failure;
  }

  private static BusinessCalendar japan(List<LocalDate> daysOff) {
    return new BusinessCalendar("jp", TOKYO, daysOff, LocalTime.of(10, 0), Duration.ofMinutes(90));
  }
}
