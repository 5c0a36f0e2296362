package dev.cutover.calendar;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameter;
import de.focus_shift.jollyday.core.ManagerParameters;
import de.focus_shift.jollyday.core.impl.JapaneseBridgingHolidayManager;
import java.net.URL;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Public holidays of whole countries, as the library Jollyday has them; those of Japan, of which it
 * lacks some and has others no more, from a file of our own.
 */
final class PublicHolidays {

  private static final String JAPAN = "jp";

  private PublicHolidays() {}

  static boolean areKnownOf(String country) {
    return HolidayCalendar.getSupportedCalendarCodes().contains(country.toUpperCase(Locale.ROOT));
  }

  /**
   * Whether a day is one of them, or a bank holiday.
   *
   * <p>One thread at a time: the library fills its caches as if there were no other.
   */
  static synchronized boolean include(String country, LocalDate day) {
    HolidayManager holidays = HolidayManager.getInstance(of(country));
    // New Year's Day may be kept on the last day of the year before.
    return Stream.of(day.minusYears(1), day, day.plusYears(1))
        .map(Year::from)
        .flatMap(year -> holidays.getHolidays(year).stream())
        .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
        .anyMatch(holiday -> holiday.getDate().equals(day));
  }

  private static ManagerParameter of(String country) {
    if (!country.equals(JAPAN)) {
      return ManagerParameters.create(country);
    }
    URL own = Objects.requireNonNull(PublicHolidays.class.getResource("jp.xml"), "jp.xml");
    Properties rules = new Properties();
    rules.setProperty(
        ManagerParameter.MANAGER_IMPL_CLASS_PREFIX, JapaneseBridgingHolidayManager.class.getName());
    return ManagerParameters.create(own, rules);
  }
}
