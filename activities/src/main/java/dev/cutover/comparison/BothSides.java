package dev.cutover.comparison;

import dev.cutover.activity.Progress;
import dev.cutover.database.Heartbeat;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks both databases at the same time and beats until both have answered. */
final class BothSides implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.comparison");
  private static final long LONGEST_SECONDS = 60;

  private final Heartbeat heartbeat;
  private final ExecutorService sides = Executors.newFixedThreadPool(2);

  BothSides(Heartbeat heartbeat) {
    this.heartbeat = heartbeat;
  }

  <T> Answers<T> ask(Progress progress, Callable<T> legacy, Callable<T> target)
      throws SQLException {
    heartbeat.beat(progress);
    Future<T> left = sides.submit(legacy);
    Future<T> right = sides.submit(target);
    return new Answers<>(heartbeat.await(left, progress), heartbeat.await(right, progress));
  }

  /**
   * Ends what was asked and waits until no connection is read from any more; not for ever, since
   * some statements end only when they are through.
   */
  @Override
  public void close() {
    sides.shutdownNow();
    try {
      if (!sides.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a side still reads {} s after its comparison was given up", LONGEST_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the two sides have answered. */
  record Answers<T>(T legacy, T target) {

    boolean areEqual() {
      return legacy.equals(target);
    }
  }
}
