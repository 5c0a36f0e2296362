package dev.cutover.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Japan's public holidays, from the file that stands in for the library's. */
class PublicHolidaysTest {

  static IntStream yearsOfTheFile() {
    return IntStream.rangeClosed(2024, 2099);
  }

  @ParameterizedTest
  @CsvSource({
    "2024, 01-01 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 11-04",
    "2025, 01-01 01-13 02-11 02-24 03-20 04-29 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03"
        + " 11-24",
    "2026, 01-01 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23"
        + " 10-12 11-03 11-23",
    "2027, 01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11"
        + " 11-03 11-23",
  })
  void theYearsThatTheCabinetOfficeHasPublishedAreRight(int year, String weekdays) {
    assertThat(holidays(year).filter(PublicHolidaysTest::isWeekday).map(PublicHolidaysTest::inYear))
        .containsExactly(weekdays.split(" ", -1));
  }

  @ParameterizedTest
  @MethodSource("yearsOfTheFile")
  void theEquinoxesAreWhereTheFormulaPutsThem(int year) {
    int leapYears = (year - 1980) / 4;
    double drift = 0.242194 * (year - 1980) - leapYears;
    LocalDate vernal = LocalDate.of(year, Month.MARCH, (int) (20.8431 + drift));
    LocalDate autumnal = LocalDate.of(year, Month.SEPTEMBER, (int) (23.2488 + drift));

    List<LocalDate> holidays = holidays(year).toList();
    assertThat(holidays)
        .filteredOn(day -> day.getMonth() == Month.MARCH)
        .containsExactly(orTheMondayBehind(vernal));
    assertThat(holidays).contains(orTheMondayBehind(autumnal));
  }

  @Test
  void aDayBetweenTwoHolidaysIsOne() {
    assertThat(holidays(2032)).contains(LocalDate.parse("2032-09-21"));
  }

  @Test
  void aHolidayMayBeKeptInTheYearBefore() {
    assertThat(PublicHolidays.include("us", LocalDate.parse("2027-12-31"))).isTrue();
  }

  private static Stream<LocalDate> holidays(int year) {
    return Year.of(year)
        .atDay(1)
        .datesUntil(Year.of(year + 1).atDay(1))
        .filter(day -> PublicHolidays.include("jp", day));
  }

  private static LocalDate orTheMondayBehind(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
  }

  private static boolean isWeekday(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
  }

  private static String inYear(LocalDate day) {
    return "%02d-%02d".formatted(day.getMonthValue(), day.getDayOfMonth());
  }
}
