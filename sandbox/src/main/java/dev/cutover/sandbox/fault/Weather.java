package dev.cutover.sandbox.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * How a wire is.
 *
 * @param clears what stands still waits for; null where nothing does
 * @param answer given in the server's stead
 */
record Weather(
    Duration roundTrip, Duration close, @Nullable CountDownLatch clears, @Nullable String answer) {

  static final Weather FAIR = new Weather(Duration.ZERO, Duration.ZERO, null, null);

  Weather slow(Duration by) {
    return new Weather(by, close, clears, answer);
  }

  Weather closing(Duration by) {
    return new Weather(roundTrip, by, clears, answer);
  }

  Weather still() {
    return new Weather(roundTrip, close, new CountDownLatch(1), answer);
  }

  Weather answering(String always) {
    return new Weather(roundTrip, close, clears, always);
  }

  /** Returns as soon as something may pass. */
  void awaitPassage() throws InterruptedException {
    if (clears != null) {
      clears.await();
    }
  }

  void over() {
    if (clears != null) {
      clears.countDown();
    }
  }
}
