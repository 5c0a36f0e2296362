package dev.cutover.plan;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a meeting can be set for the next business day. */
final class CalendarRules {

  private static final Pattern COUNTRY = Pattern.compile("[a-z]{2}");
  private static final Duration SHORTEST_MEETING = Duration.ofMinutes(15);
  private static final Duration LONGEST_MEETING = Duration.ofDays(1);

  private final Plan plan;
  private final Findings findings;

  CalendarRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  void check() {
    BusinessCalendar calendar = plan.calendar();
    if (calendar == null) {
      findings.each(plan.rollbackRules(), "rollback-rules", this::needsNone);
      return;
    }
    if (!isCountry(calendar.country())) {
      findings.error(
          "calendar.country",
          Names.quoted(calendar.country())
              + " is no country: give its two letters (ISO 3166-1) in lower case, as jp or gb");
    }
    Set<LocalDate> seen = new HashSet<>();
    findings.each(
        calendar.daysOff(),
        "calendar.days-off",
        (day, path) -> {
          if (!seen.add(day)) {
            findings.error(path, day + " is there already");
          }
        });
    findings.between(
        "calendar.meeting-for", calendar.meetingFor(), SHORTEST_MEETING, LONGEST_MEETING);
  }

  private void needsNone(RollbackRule rule, String path) {
    if (rule.remigration()) {
      findings.error(
          path + ".remigration",
          "needs the block 'calendar', which says when the next business day is");
    }
  }

  private static boolean isCountry(String letters) {
    return COUNTRY.matcher(letters).matches()
        && Arrays.asList(Locale.getISOCountries()).contains(letters.toUpperCase(Locale.ROOT));
  }
}
