package dev.cutover.database;

import dev.cutover.activity.Progress;
import io.temporal.activity.Activity;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sign of life of a long activity; it throws when the activity was cancelled. */
@FunctionalInterface
public interface Heartbeat {

  /** Well under the time that a heartbeat may stay away. */
  long BEAT_SECONDS = 2;

  void beat(Progress progress);

  /** Temporal's, for the activity that runs on this thread. */
  static Heartbeat ofActivity() {
    return progress -> Activity.getExecutionContext().heartbeat(progress);
  }

  /**
   * Runs a call that blocks on a thread of its own and beats on this one until it ends. A cancelled
   * activity leaves it behind; whether it may still write its token decides.
   */
  default <T extends @Nullable Object> T during(Progress progress, Callable<T> call)
      throws SQLException {
    beat(progress);
    ExecutorService aside = Executors.newSingleThreadExecutor();
    try {
      return await(aside.submit(call), progress);
    } finally {
      aside.shutdownNow();
    }
  }

  /** Beats until a call that runs elsewhere has ended; its failure is this one's. */
  default <T extends @Nullable Object> T await(Future<T> call, Progress progress)
      throws SQLException {
    while (true) {
      try {
        return call.get(BEAT_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException stillRunning) {
        beat(progress);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw e.getCause() instanceof SQLException refused ? refused : new SQLException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted", e);
      }
    }
  }
}
