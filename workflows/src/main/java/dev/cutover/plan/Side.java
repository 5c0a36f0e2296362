package dev.cutover.plan;

/** One of the two places where the system can live. */
public enum Side {
  LEGACY,
  TARGET;

  public Side other() {
    return this == LEGACY ? TARGET : LEGACY;
  }
}
