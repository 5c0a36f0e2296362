package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Calls of an activity that do not come back before they are let go. */
final class Hang {

  private static final long PATIENCE_SECONDS = 60;

  private final MemoryWorld world;
  private final CountDownLatch reached = new CountDownLatch(1);
  private int callsBefore;
  private int most;
  private boolean letGo;

  private Hang(MemoryWorld world, int callsBefore, int most) {
    this.world = world;
    this.callsBefore = callsBefore;
    this.most = most;
  }

  /** One call hangs, that after so many others. */
  static Hang in(MemoryWorld world, String activity, int callsBefore) {
    return of(world, activity, new Hang(world, callsBefore, 1));
  }

  private static Hang of(MemoryWorld world, String activity, Hang hang) {
    world.faults.before(activity, hang::called);
    return hang;
  }

  /** Waits on the fence, whose own calls are made under its lock: others must get through. */
  private void called() {
    synchronized (world.fence) {
      if (callsBefore-- > 0 || most-- <= 0) {
        return;
      }
      reached.countDown();
      try {
        while (!letGo) {
          world.fence.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void await() throws InterruptedException {
    assertTrue(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "it was never called");
  }

  void letGo() {
    synchronized (world.fence) {
      letGo = true;
      world.fence.notifyAll();
    }
  }
}
