package dev.cutover.sandbox.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What happened in one night, in order. */
final class Trail {

  /** What happens one after the other; two of these go on at the same time. */
  enum Lane {
    PROCEDURE,
    SHARDS,
    LEASE,
    NOTICES,
    LEDGER,
    PEOPLE
  }

  /**
   * @param at since the night began, virtual
   */
  record Entry(Duration at, Lane lane, String what) {
    @Override
    public String toString() {
      return "%2d:%02d:%02d  %s"
          .formatted(at.toHours(), at.toMinutesPart(), at.toSecondsPart(), what);
    }
  }

  private final Supplier<Instant> clock;
  private final Instant begun;
  private final List<Entry> entries = new ArrayList<>();

  Trail(Supplier<Instant> clock) {
    this.clock = clock;
    this.begun = clock.get();
  }

  synchronized void add(Lane lane, String what) {
    entries.add(new Entry(sinceBegun(), lane, what));
  }

  Duration sinceBegun() {
    return Duration.between(begun, clock.get());
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /**
   * What two nights of one seed have in common: the virtual clock runs a little with the real one,
   * and shards at the same time, or notices, come in no order. How many lines the ledger is given
   * at once is chance, and so which of its calls go wrong; nothing else depends on them.
   */
  Map<Lane, List<String>> signature() {
    Map<Lane, List<String>> lanes = new EnumMap<>(Lane.class);
    for (Entry entry : entries()) {
      lanes.computeIfAbsent(entry.lane(), lane -> new ArrayList<>()).add(entry.what());
    }
    lanes.remove(Lane.LEDGER);
    lanes.getOrDefault(Lane.SHARDS, new ArrayList<>()).sort(null);
    lanes.getOrDefault(Lane.NOTICES, new ArrayList<>()).sort(null);
    return lanes;
  }
}
