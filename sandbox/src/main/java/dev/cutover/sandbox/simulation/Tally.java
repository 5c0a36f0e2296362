package dev.cutover.sandbox.simulation;

import java.util.EnumMap;
import java.util.Map;

/** How often each thing went wrong. */
final class Tally {

  private final Map<Mishap, Integer> counts = new EnumMap<>(Mishap.class);

  synchronized void count(Mishap mishap) {
    counts.merge(mishap, 1, Integer::sum);
  }

  synchronized void add(Map<Mishap, Integer> others) {
    others.forEach((mishap, times) -> counts.merge(mishap, times, Integer::sum));
  }

  synchronized Map<Mishap, Integer> counts() {
    return new EnumMap<>(counts);
  }
}
