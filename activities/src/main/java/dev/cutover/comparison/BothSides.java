package dev.cutover.comparison;

import dev.cutover.activity.Progress;
import dev.cutover.database.Heartbeat;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks both databases at the same time and beats until both have answered. */
final class BothSides implements AutoCloseable {

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

  @Override
  public void close() {
    sides.shutdownNow();
  }

  /** What the two sides have answered. */
  record Answers<T>(T legacy, T target) {

    boolean areEqual() {
      return legacy.equals(target);
    }
  }
}
