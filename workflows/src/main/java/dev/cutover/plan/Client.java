package dev.cutover.plan;

/** Whoever connects to the system, and what becomes of it. */
public record Client(String name, String account, Fate fate, String note) {

  /** What the cutover does to a client. */
  public enum Fate {
    MOVES,
    STAYS,
    RETIRED
  }
}
