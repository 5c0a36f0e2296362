package dev.cutover.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Contestants that take turns, so that whatever else the machine does falls on all of them; each
 * round begins with another one.
 */
final class Race {

  private final Map<String, Contestant> contestants = new LinkedHashMap<>();

  Race with(String name, Contestant contestant) {
    contestants.put(name, contestant);
    return this;
  }

  Map<String, Samples> run(int rounds) throws Exception {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    contestants.keySet().forEach(name -> seconds.put(name, new ArrayList<>()));
    List<String> order = new ArrayList<>(contestants.keySet());
    for (int round = 0; round < rounds; round++) {
      for (String name : order) {
        double taken = Objects.requireNonNull(contestants.get(name)).run();
        System.err.printf("  %-28s %8.2f s%n", name, taken);
        Objects.requireNonNull(seconds.get(name)).add(taken);
      }
      Collections.rotate(order, -1);
    }
    Map<String, Samples> samples = new LinkedHashMap<>();
    seconds.forEach((name, values) -> samples.put(name, new Samples(List.copyOf(values))));
    return samples;
  }

  /** One run. */
  @FunctionalInterface
  interface Contestant {

    /** Does it and says how many seconds it took, getting ready not counted. */
    double run() throws Exception;

    /** Times the second of two parts. */
    static Contestant timed(Part ready, Part part) {
      return () -> {
        ready.run();
        long begin = System.nanoTime();
        part.run();
        return (System.nanoTime() - begin) / 1e9;
      };
    }
  }

  /** What is done. */
  @FunctionalInterface
  interface Part {

    /** Nothing to get ready. */
    Part NONE = () -> {};

    void run() throws Exception;
  }
}
