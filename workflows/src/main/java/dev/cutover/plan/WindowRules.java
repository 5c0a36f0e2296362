package dev.cutover.plan;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Whether the business can grant such a window, and whether the night fits into it. */
final class WindowRules {

  private final Limits limits;
  private final Findings findings;

  WindowRules(Limits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
  }

  void check(String path, Window window) {
    LocalDateTime opens = window.opens();
    LocalDateTime closes = window.closes();
    ZoneId zone = window.zone();
    Duration length = window.length();
    if (!findings.sound(path)) {
      return;
    }
    boolean none = opens == null && closes == null && zone == null;
    if (length != null && none) {
      fits(path, length);
    } else if (length == null && opens != null && closes != null && zone != null) {
      between(path, opens, closes, zone);
    } else {
      findings.error(path, "give either opens, closes and zone, or only a length");
    }
  }

  private void between(String path, LocalDateTime opens, LocalDateTime closes, ZoneId zone) {
    boolean begin = exists(path + ".opens", opens, zone);
    boolean end = exists(path + ".closes", closes, zone);
    if (!closes.isAfter(opens)) {
      findings.error(path + ".closes", "closes before it opens");
    } else if (begin && end) {
      fits(path, Duration.between(opens.atZone(zone), closes.atZone(zone)));
    }
  }

  /** Between 2:00 and 3:00 of one night in spring there is no time in many zones. */
  private boolean exists(String path, LocalDateTime time, ZoneId zone) {
    boolean exists = !zone.getRules().getValidOffsets(time).isEmpty();
    if (!exists) {
      findings.error(
          path, time + " does not exist in " + zone + ": clocks are put forward over it");
    }
    return exists;
  }

  private void fits(String path, Duration length) {
    Duration needed = limits.cutover().plus(limits.overrunBudget());
    if (findings.sound("limits") && length.compareTo(needed) < 0) {
      findings.error(
          path,
          "is shorter than the cutover's limit and the overrun budget together: "
              + Durations.words(needed)
              + " needed");
    }
  }
}
