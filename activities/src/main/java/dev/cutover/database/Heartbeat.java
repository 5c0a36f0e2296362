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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sign of life of a long activity; it throws when the activity was cancelled. */
@FunctionalInterface
public interface Heartbeat {

  /** Well under the time that a heartbeat may stay away. */
  long BEAT_SECONDS = 2;

  void beat(Progress progress);

  /** Temporal's, for the activity that runs on this thread or has this call run aside. */
  static Heartbeat ofActivity() {
    return progress -> {
      if (!Aside.told(progress)) {
        Activity.getExecutionContext().heartbeat(progress);
      }
    };
  }

  /**
   * Runs a call that blocks on a thread of its own and beats on this one until it ends, with what
   * the call tells of its progress. A cancelled activity leaves it behind; whether it may still
   * write its token decides.
   */
  default <T extends @Nullable Object> T during(Progress progress, Callable<T> call)
      throws SQLException {
    beat(progress);
    Aside aside = new Aside(progress);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      return await(executor.submit(() -> aside.run(call)), aside::latest);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Beats until a call that runs elsewhere has ended; its failure is this one's. */
  default <T extends @Nullable Object> T await(Future<T> call, Progress progress)
      throws SQLException {
    return await(call, () -> progress);
  }

  private <T extends @Nullable Object> T await(Future<T> call, Supplier<Progress> progress)
      throws SQLException {
    while (true) {
      try {
        return call.get(BEAT_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException stillRunning) {
        beat(progress.get());
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
