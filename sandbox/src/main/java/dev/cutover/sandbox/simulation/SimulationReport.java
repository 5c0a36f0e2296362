package dev.cutover.sandbox.simulation;

import dev.cutover.sandbox.simulation.Trail.Entry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What many nights came to; the document that {@code simulate --json} prints.
 *
 * @param orders that clients were told to have been placed
 * @param begunAnew nights in which the in-memory Temporal itself stood still
 * @param violations of any invariant, with the night's whole trail
 */
record SimulationReport(
    String plan,
    String environment,
    int runs,
    long firstSeed,
    double seconds,
    double virtualHours,
    long orders,
    int begunAnew,
    Map<String, Integer> outcomes,
    Map<String, Integer> mishaps,
    Map<String, String> invariants,
    List<Violation> violations) {

  /** One invariant that did not hold in one night. */
  record Violation(long seed, String invariant, String what, String repeat, List<String> trail) {}

  static SimulationReport of(
      String plan,
      String environment,
      long firstSeed,
      Duration took,
      int begunAnew,
      List<SimulatedNight.Result> nights) {
    Map<String, Integer> outcomes = new TreeMap<>();
    Tally tally = new Tally();
    List<Violation> violations = new ArrayList<>();
    for (SimulatedNight.Result night : nights) {
      outcomes.merge(night.outcome(), 1, Integer::sum);
      tally.add(night.mishaps());
      List<String> trail = night.trail().entries().stream().map(Entry::toString).toList();
      String repeat =
          "./cutover simulate %s --environment %s --runs 1 --seed %d"
              .formatted(plan, environment, night.seed());
      night
          .violations()
          .forEach(
              one ->
                  violations.add(
                      new Violation(
                          night.seed(), one.invariant().key(), one.what(), repeat, trail)));
    }
    Map<String, Integer> mishaps = new LinkedHashMap<>();
    tally.counts().forEach((mishap, times) -> mishaps.put(mishap.words(), times));
    Map<String, String> invariants = new LinkedHashMap<>();
    for (Invariant invariant : Invariant.values()) {
      invariants.put(invariant.key(), invariant.words());
    }
    return new SimulationReport(
        plan,
        environment,
        nights.size(),
        firstSeed,
        took.toMillis() / 1000.0,
        nights.stream().mapToLong(night -> night.lasted().toMinutes()).sum() / 60.0,
        nights.stream().mapToLong(SimulatedNight.Result::orders).sum(),
        begunAnew,
        outcomes,
        mishaps,
        invariants,
        violations);
  }

  void print(PrintStream out) {
    out.printf(
        "%,d runs, seeds %d to %d, %.0f s; %,.0f hours of virtual time, %,d orders placed%n",
        runs, firstSeed, firstSeed + runs - 1, seconds, virtualHours, orders);
    if (begunAnew > 0) {
      out.printf("%,d begun anew, as the in-memory Temporal itself stood still%n", begunAnew);
    }
    out.println("outcomes");
    counted(out, outcomes);
    out.println("what went wrong");
    counted(out, mishaps);
    if (violations.isEmpty()) {
      out.printf("all %d invariants held%n", invariants.size());
      return;
    }
    violations.stream()
        .collect(Collectors.groupingBy(Violation::seed, TreeMap::new, Collectors.toList()))
        .forEach((seed, ofSeed) -> print(out, seed, ofSeed));
    out.printf("%d violations%n", violations.size());
  }

  private static void counted(PrintStream out, Map<String, Integer> counts) {
    counts.forEach((what, times) -> out.printf("  %,8d  %s%n", times, what));
  }

  private void print(PrintStream out, long seed, List<Violation> ofSeed) {
    out.printf("%nseed %d%n", seed);
    ofSeed.get(0).trail().forEach(entry -> out.println("  " + entry));
    for (Violation violation : ofSeed) {
      out.printf("VIOLATED %s: %s%n", invariants.get(violation.invariant()), violation.what());
    }
    out.println("again: " + ofSeed.get(0).repeat());
  }
}
