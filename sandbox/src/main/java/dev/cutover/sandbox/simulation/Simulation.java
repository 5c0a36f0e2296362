package dev.cutover.sandbox.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Many nights, a seed each, some of them at the same time. */
final class Simulation {

  /** An in-memory Temporal keeps every history: a new one is started before that grows heavy. */
  private static final int NIGHTS_A_TEMPORAL = 40;

  private final Simulated simulated;
  private final int lanes;

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
        SimulatedTemporal temporal = (simulated.isCached(seed) ? cached : replaying).next();
        SimulatedNight.Result result = new SimulatedNight(simulated, temporal, seed).run();
        results.add(result);
        each.accept(result);
      }
    }
    return results;
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

    @Override
    public void close() {
      if (temporal != null) {
        temporal.close();
      }
    }
  }
}
