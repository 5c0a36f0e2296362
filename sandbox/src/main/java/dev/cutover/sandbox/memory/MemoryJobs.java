package dev.cutover.sandbox.memory;

import dev.cutover.activity.BatchActivities.BatchObservation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The batch jobs of one side: which may start, which run, and what was done. */
public final class MemoryJobs {

  private final Set<String> released = new LinkedHashSet<>();
  private final Set<String> held = new LinkedHashSet<>();
  private final Set<String> done = new LinkedHashSet<>();
  private final Map<String, BooleanSupplier> running = new LinkedHashMap<>();

  synchronized void hold(List<String> jobs, boolean hold) {
    (hold ? released : held).removeAll(jobs);
    (hold ? held : released).addAll(jobs);
  }

  /**
   * An occurrence begins, unless its job is held, runs, or was done already.
   *
   * @param work what it does when it ends; false if it failed
   * @return whether it begins
   */
  public synchronized boolean begin(String job, String occurrence, BooleanSupplier work) {
    return released.contains(job)
        && !done.contains(occurrence)
        && running.putIfAbsent(occurrence, work) == null;
  }

  /** What runs comes to its end. */
  public void drain() {
    Map<String, BooleanSupplier> ending;
    synchronized (this) {
      ending = new LinkedHashMap<>(running);
      running.clear();
    }
    ending.forEach(
        (occurrence, work) -> {
          if (work.getAsBoolean()) {
            doneElsewhere(List.of(occurrence));
          }
        });
  }

  synchronized void doneElsewhere(List<String> occurrences) {
    done.addAll(occurrences);
  }

  public synchronized BatchObservation observed() {
    return new BatchObservation(
        new ArrayList<>(released),
        new ArrayList<>(held),
        new ArrayList<>(running.keySet()),
        new ArrayList<>(done));
  }
}
