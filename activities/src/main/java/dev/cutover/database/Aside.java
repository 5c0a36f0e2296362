package dev.cutover.database;

import dev.cutover.activity.Progress;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A call that runs beside its activity's thread. Only that thread may beat, so that what the call
 * tells is kept for it; one that was given up ends where it would have beaten.
 */
final class Aside {

  private static final ThreadLocal<@Nullable Aside> HERE = new ThreadLocal<>();

  private volatile Progress latest;

  Aside(Progress latest) {
    this.latest = latest;
  }

  /** False where this thread runs no call aside. */
  static boolean told(Progress progress) {
    Aside here = HERE.get();
    if (here == null) {
      return false;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("given up");
    }
    here.latest = progress;
    return true;
  }

  Progress latest() {
    return latest;
  }

  <T extends @Nullable Object> T run(Callable<T> call) throws Exception {
    HERE.set(this);
    try {
      return call.call();
    } finally {
      HERE.remove();
    }
  }
}
