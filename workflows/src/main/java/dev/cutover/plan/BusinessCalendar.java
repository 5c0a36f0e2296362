package dev.cutover.plan;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * On which days people work, so that a meeting can be set for the next of them.
 *
 * @param country whose public holidays count: two letters (ISO 3166-1), as {@code jp}
 * @param daysOff further days on which nobody works
 * @param meetingAt when a meeting begins, in {@code zone}
 * @param meetingFor how long it takes
 */
public record BusinessCalendar(
    String country,
    ZoneId zone,
    @EmptyIfAbsent List<LocalDate> daysOff,
    LocalTime meetingAt,
    Duration meetingFor) {}
