package dev.cutover.sync;

import dev.cutover.plan.SourceLimit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a copy pauses between two chunks, so that the business comes first on its source: twice
 * as long after each chunk that was beyond the limit, half as long after each that was not.
 */
final class Pace {

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final @Nullable SourceLimit limit;
  private volatile Duration pause = Duration.ZERO;

  Pace(@Nullable SourceLimit limit) {
    this.limit = limit;
  }

  /** Whether {@link #read} wants to know how many statements run. */
  boolean asksForThreads() {
    return limit != null && limit.threadsRunning() != null;
  }

  /** Takes in how a chunk was read. */
  void read(Duration taken, OptionalLong running) {
    SourceLimit set = limit;
    if (set == null) {
      return;
    }
    Integer most = set.threadsRunning();
    boolean busy = most != null && running.orElse(0) > most;
    if (busy || taken.compareTo(set.chunkRead()) > 0) {
      Duration longer = pause.isZero() ? set.chunkRead() : pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    } else {
      Duration shorter = pause.dividedBy(2);
      pause = shorter.compareTo(SHORTEST) < 0 ? Duration.ZERO : shorter;
    }
  }

  Duration pause() {
    return pause;
  }

  /** What people are told beside a copy's progress; empty if it does not pause. */
  String inWords() {
    Duration now = pause;
    return now.isZero() ? "" : " (legacy is busy: pauses " + now.toMillis() + " ms a chunk)";
  }

  void rest() throws SQLException {
    if (!pause.isZero()) {
      sleep(pause.toMillis());
    }
  }

  static void sleep(long millis) throws SQLException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }
}
