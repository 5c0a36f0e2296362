package dev.cutover.fence;

import java.util.concurrent.TimeUnit;

/** Waits between two looks at a database; an interrupt ends the activity. */
final class Pause {

  private Pause() {}

  static void seconds(long seconds) {
    millis(TimeUnit.SECONDS.toMillis(seconds));
  }

  static void millis(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
