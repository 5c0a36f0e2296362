package dev.cutover.sandbox;

import java.util.concurrent.TimeUnit;

/** Waits between two looks. */
final class Pause {

  private Pause() {}

  /** False if the thread was told to end, and should. */
  static boolean millis(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
