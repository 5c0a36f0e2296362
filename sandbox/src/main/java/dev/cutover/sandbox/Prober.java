package dev.cutover.sandbox;

import dev.cutover.plan.Side;
import java.util.concurrent.TimeUnit;

/** Tries to write on both sides in turn, all the time, with the business's account. */
final class Prober implements AutoCloseable {

  private static final long PAUSE_MILLIS = 15;

  final Sightings sightings = new Sightings();

  private final BusinessWriter legacy;
  private final BusinessWriter target;
  private final Thread thread = new Thread(this::probe, "prober");
  private volatile boolean open = true;

  Prober(SideDatabase legacy, SideDatabase target) {
    this.legacy = new BusinessWriter(legacy);
    this.target = new BusinessWriter(target);
    thread.start();
  }

  private void probe() {
    Side side = Side.LEGACY;
    do {
      String text = "prober-" + side + "-" + System.nanoTime() + "@example.test";
      sightings.add(side, (side == Side.LEGACY ? legacy : target).write(text));
      side = side.other();
    } while (open && Pause.millis(PAUSE_MILLIS));
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    legacy.close();
    target.close();
  }
}
