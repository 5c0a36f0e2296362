package dev.cutover.bench;

import java.util.Locale;

/**
 * One number that the run is made for, and what it must be.
 *
 * @param key as the JSON line names it
 * @param atLeast whether the target is a lower limit; else it is an upper one
 * @param meaning what is divided by what
 */
record Figure(String key, double value, boolean atLeast, double target, String meaning) {

  static Figure atLeast(String key, double value, double target, String meaning) {
    return new Figure(key, value, true, target, meaning);
  }

  static Figure atMost(String key, double value, double target, String meaning) {
    return new Figure(key, value, false, target, meaning);
  }

  boolean isMet() {
    return atLeast ? value >= target : value <= target;
  }

  String printed() {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  String targetInWords() {
    return (atLeast ? "≥ " : "≤ ") + target;
  }
}
