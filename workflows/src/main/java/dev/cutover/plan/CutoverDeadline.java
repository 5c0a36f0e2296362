package dev.cutover.plan;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** When a cutover that is not complete rolls back by itself. */
public final class CutoverDeadline {

  private CutoverDeadline() {}

  /**
   * The earlier of GO plus the plan's limit and the window's end less the budget for a rollback.
   *
   * @param begun when the run was started: a window of which only a length is given opens then
   * @param go when GO took effect
   */
  public static Instant of(Limits limits, Window window, Instant begun, Instant go) {
    Instant byLimit = go.plus(limits.cutover());
    Instant byWindow = windowEnd(window, begun).minus(limits.overrunBudget());
    return byLimit.isBefore(byWindow) ? byLimit : byWindow;
  }

  /** The instant at which the system must work again, on whichever side. */
  public static Instant windowEnd(Window window, Instant begun) {
    LocalDateTime closes = window.closes();
    ZoneId zone = window.zone();
    if (closes != null && zone != null) {
      return closes.atZone(zone).toInstant();
    }
    if (window.length() == null) {
      throw new IllegalArgumentException("window has neither an end with its zone nor a length");
    }
    return begun.plus(window.length());
  }
}
