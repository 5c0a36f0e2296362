package dev.cutover.sandbox.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Many nights, a seed each, some of them at the same time. */
final class Simulation {

  /** An in-memory Temporal keeps every history: a new one is started before that grows heavy. */
  private static final int NIGHTS_A_TEMPORAL = 40;

  /** Real seconds without anything happening. */
  private static final int FIRST_PATIENCE = 15;

  private static final int PATIENCE = 120;

  private final Simulated simulated;
  private final int lanes;
  private final AtomicInteger stoodStill = new AtomicInteger();

  Simulation(Simulated simulated, int lanes) {
    this.simulated = simulated;
    this.lanes = lanes;
  }

  /**
   * @param each told of each night as it ends
   * @return by seed
   */
  List<SimulatedNight.Result> run(long firstSeed, int runs, Consumer<SimulatedNight.Result> each) {
    AtomicLong next = new AtomicLong(firstSeed);
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<List<SimulatedNight.Result>>> all = new ArrayList<>();
      for (int i = 0; i < lanes; i++) {
        all.add(threads.submit(() -> lane(next, firstSeed + runs, each)));
      }
      List<SimulatedNight.Result> results = new ArrayList<>();
      for (Future<List<SimulatedNight.Result>> lane : all) {
        results.addAll(lane.get());
      }
      results.sort(Comparator.comparingLong(SimulatedNight.Result::seed));
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a night could not be simulated", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<SimulatedNight.Result> lane(
      AtomicLong next, long end, Consumer<SimulatedNight.Result> each) {
    List<SimulatedNight.Result> results = new ArrayList<>();
    try (Reused cached = new Reused(true);
        Reused replaying = new Reused(false)) {
      for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
        SimulatedNight.Result result = night(simulated.isCached(seed) ? cached : replaying, seed);
        results.add(result);
        each.accept(result);
      }
    }
    return results;
  }

  /**
   * An in-memory Temporal lets no more time pass once a workflow ended with an activity under way,
   * or cancelled one that no worker had taken yet. The same seed in a new one tells that from a run
   * that hangs, which does so again.
   */
  private SimulatedNight.Result night(Reused temporal, long seed) {
    SimulatedNight.Result first =
        new SimulatedNight(simulated, temporal.next(), seed, FIRST_PATIENCE).run();
    if (!first.stoodStill()) {
      return first;
    }
    temporal.renew();
    stoodStill.incrementAndGet();
    SimulatedNight.Result second =
        new SimulatedNight(simulated, temporal.next(), seed, PATIENCE).run();
    if (second.stoodStill()) {
      temporal.renew();
    }
    return second;
  }

  /** Nights that had to be begun anew in another Temporal. */
  int stoodStill() {
    return stoodStill.get();
  }

  /** One Temporal for some nights, then another. */
  private final class Reused implements AutoCloseable {

    private final boolean cached;
    private @Nullable SimulatedTemporal temporal;
    private int nights;

    private Reused(boolean cached) {
      this.cached = cached;
    }

    private SimulatedTemporal next() {
      SimulatedTemporal now = temporal;
      if (now == null || nights % NIGHTS_A_TEMPORAL == 0) {
        close();
        now =
            new SimulatedTemporal(
                simulated.plan().system().name(), simulated.environment(), cached);
        temporal = now;
      }
      nights++;
      return now;
    }

    private void renew() {
      close();
      temporal = null;
    }

    @Override
    public void close() {
      if (temporal != null) {
        temporal.close();
      }
    }
  }
}
