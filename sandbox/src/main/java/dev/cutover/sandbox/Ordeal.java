package dev.cutover.sandbox;

import dev.cutover.plan.Step;
import dev.cutover.sandbox.Chronicle.Event;
import dev.cutover.sandbox.fault.PlannedFault;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets each fault happen when its moment has come, mends it in time, and sees how the run goes on.
 */
final class Ordeal implements AutoCloseable {

  private static final long END_SECONDS = 60;

  private final Ground ground;
  private final PrintStream out;
  private final List<Trial> trials = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Chronicle chronicle;

  Ordeal(Ground ground, List<PlannedFault> faults, PrintStream out) {
    this.ground = ground;
    this.out = out;
    faults.forEach(planned -> trials.add(new Trial(planned, Deeds.of(planned.fault(), ground))));
    chronicle = new Chronicle(ground.client(), ground.ids(), ground.request(), this::heard);
  }

  private void heard(Event event) {
    for (Trial trial : trials) {
      trial.heard(event);
      if (trial.isDue(event)) {
        threads.execute(() -> happen(trial));
      }
    }
  }

  private void happen(Trial trial) {
    PlannedFault planned = trial.planned;
    try {
      out.println("      ! " + planned.key() + ": " + planned.fault().what());
      trial.deed.begin();
      trial.happened = Instant.now();
      Integer seconds = planned.fault().seconds();
      if (seconds != null && Pause.millis(TimeUnit.SECONDS.toMillis(seconds))) {
        mend(trial);
      }
    } catch (Exception e) {
      trial.trouble = planned.key() + " could not be done: " + e;
      out.println("      ! " + trial.trouble);
    }
  }

  private void mend(Trial trial) {
    if (trial.happened == null || trial.mended != null) {
      return;
    }
    try {
      trial.deed.mend();
    } catch (Exception e) {
      trial.trouble = trial.planned.key() + " could not be mended: " + e;
    }
    trial.mended = Instant.now();
  }

  /** Everything is as it was before, as far as a person can see to it. */
  void mendAll() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    trials.forEach(this::mend);
  }

  /** A person has mended what stood in a rollback's way, and says so. */
  void repair() {
    trials.forEach(this::mend);
    ground.client().newUntypedWorkflowStub(ground.ids().rollback()).signal("repair");
  }

  Ground ground() {
    return ground;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  List<Trial> trials() {
    return trials;
  }

  /** When the last fault was mended; null if none was yet. */
  @Nullable Instant lastMended() {
    return trials.stream()
        .map(trial -> trial.mended)
        .filter(java.util.Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  @Override
  public void close() {
    chronicle.close();
    threads.shutdownNow();
  }

  /** A fault that is to happen, and what became of it. */
  static final class Trial {

    final PlannedFault planned;
    final Deed deed;
    volatile @Nullable Instant happened;
    volatile @Nullable Instant mended;
    volatile @Nullable Instant wentOn;
    volatile @Nullable String trouble;
    private boolean due;

    Trial(PlannedFault planned, Deed deed) {
      this.planned = planned;
      this.deed = deed;
    }

    private synchronized boolean isDue(Event event) {
      Step step = event.step();
      boolean now = !due && step == planned.step() && event.is(planned.fault().when());
      due |= now;
      return now;
    }

    private void heard(Event event) {
      Instant from = happened;
      if (from != null && wentOn == null && event.isProgress() && event.at().isAfter(from)) {
        wentOn = event.at();
      }
    }
  }
}
