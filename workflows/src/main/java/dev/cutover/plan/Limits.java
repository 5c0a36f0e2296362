package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Times and amounts that must hold.
 *
 * @param cutover the longest a cutover may take from GO to COMPLETE
 * @param overrunBudget kept free at the end of the window for a rollback after an overrun
 * @param reserve the window must hold the rehearsed time this many times
 * @param syncLagRows the most journal rows that may be waiting when GO is asked for
 * @param syncLag the longest that any of them may have waited by then; null: any time
 * @param batchDrain how long running batch jobs are waited for
 * @param steps planned duration of each step, by its name
 */
public record Limits(
    Duration cutover,
    Duration overrunBudget,
    BigDecimal reserve,
    long syncLagRows,
    @JsonInclude(Include.NON_NULL) @Nullable Duration syncLag,
    Duration batchDrain,
    @EmptyIfAbsent Map<String, Duration> steps) {

  /**
   * Whether a journal may be left like that.
   *
   * @param age of its oldest row at most; null, which is too long, where that can't be told
   */
  public boolean allowLag(long rows, @Nullable Duration age) {
    boolean recent = syncLag == null || (age != null && age.compareTo(syncLag) <= 0);
    return rows == 0 || (rows <= syncLagRows && recent);
  }

  /** The most that {@link #allowLag} allows. */
  public String syncLagInWords() {
    String time = syncLag == null ? "" : ", the oldest for " + Durations.words(syncLag);
    return syncLagRows + " rows" + time;
  }
}
