package dev.cutover.sandbox.simulation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chance out of a seed. Each roll depends on what it is for and how often that was rolled, not on
 * what else happens at the same time: so a seed's night is the same whichever thread comes first.
 */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final Map<String, Integer> rolled = new ConcurrentHashMap<>();

  Dice(long seed) {
    this.seed = seed;
  }

  boolean chance(String what, int ofThousand) {
    return below(what, 1_000) < ofThousand;
  }

  /** 0 or more, less than {@code bound}. */
  int below(String what, int bound) {
    int time = rolled.merge(what, 1, Integer::sum);
    long hash = seed;
    for (int i = 0; i < what.length(); i++) {
      hash = mix(hash + what.charAt(i));
    }
    return (int) Long.remainderUnsigned(mix(hash + time), bound);
  }

  <T> T oneOf(String what, List<T> all) {
    return all.get(below(what, all.size()));
  }

  /** SplitMix64. */
  private static long mix(long state) {
    long z = state + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
