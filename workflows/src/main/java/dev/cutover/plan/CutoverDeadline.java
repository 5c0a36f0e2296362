package dev.cutover.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When a cutover that is not complete rolls back by itself, and until when that can wait. */
public final class CutoverDeadline {

  private CutoverDeadline() {}

  /**
   * The earlier of GO plus the plan's limit and the window's end less the time for a rollback.
   *
   * @param begun when the run was started: a window of which only a length is given opens then
   * @param go when GO took effect
   * @param drill how long the last drill's rollback took; null where none was measured
   */
  public static Instant of(
      Limits limits, Window window, Instant begun, Instant go, @Nullable Duration drill) {
    Instant byLimit = go.plus(limits.cutover());
    Duration needed = drill == null ? Duration.ZERO : reserved(limits, drill);
    Duration budget = limits.overrunBudget();
    Instant byWindow =
        windowEnd(window, begun).minus(needed.compareTo(budget) > 0 ? needed : budget);
    return byLimit.isBefore(byWindow) ? byLimit : byWindow;
  }

  /**
   * The latest at which a rollback can begin and still end inside the window: as long as its steps
   * are planned, or as the last drill took with the plan's reserve, if that is longer. A drill
   * behind an early step has little to bring back.
   */
  public static Instant lastSafeMoment(
      Limits limits, Window window, Instant begun, @Nullable Duration drill) {
    Duration planned = PlannedTimes.rollback(limits);
    Duration needed = drill == null ? Duration.ZERO : reserved(limits, drill);
    return windowEnd(window, begun).minus(needed.compareTo(planned) > 0 ? needed : planned);
  }

  /** What a drill took, and the plan's reserve on top. */
  public static Duration reserved(Limits limits, Duration drill) {
    BigDecimal millis = limits.reserve().multiply(BigDecimal.valueOf(drill.toMillis()));
    return Duration.ofMillis(millis.longValue());
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
