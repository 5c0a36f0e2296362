package dev.cutover.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes again what fell victim to a deadlock or got no lock: that is the ordinary way of a busy
 * database, and no reason for an activity to fail. The pauses grow and are uneven, so that two that
 * met do not meet again; an end is set by a number of attempts and by a time, since a lock that was
 * waited for has taken long already.
 */
public final class Again {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.database");

  private static final int MOST = 8;
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final long FIRST_MILLIS = 20;

  private Again() {}

  /**
   * Runs statements until they are through, fail for another reason, or have been tried enough.
   *
   * @param statements which take themselves back where they fail, and may be repeated
   */
  public static <T> T run(Statements<T> statements) throws SQLException {
    return run(LONGEST, statements);
  }

  /** The same, with no new attempt after so long. */
  public static <T> T run(Duration longest, Statements<T> statements) throws SQLException {
    long begun = System.nanoTime();
    for (int tried = 1; ; tried++) {
      try {
        return statements.run();
      } catch (SQLException e) {
        boolean late = System.nanoTime() - begun > longest.toNanos();
        // Not taken back, it may still hold what it has: only a new connection is sure of nothing.
        boolean halfDone = e.getSuppressed().length > 0;
        if (!Complaint.of(e).isVictim() || halfDone || late || tried == MOST) {
          throw e;
        }
        LOG.debug("made again after {}", e.getMessage());
        pause(FIRST_MILLIS << tried);
      }
    }
  }

  private static void pause(long millis) throws SQLException {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }
}
