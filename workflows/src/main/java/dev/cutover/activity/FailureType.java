package dev.cutover.activity;

import io.temporal.failure.ApplicationFailure;

/**
 * Failures that a procedure reacts to by name. Trying again cures OVERTAKEN, and whatever is said
 * to be so only {@link #forNow}.
 */
public enum FailureType {
  /** A newer run has taken the levers. */
  STALE_EPOCH,
  /**
   * A newer attempt, or somebody else's run of the same shard, has begun; this one writes no more.
   * Temporal listens to no attempt that it has given up; one that it has not claims its right anew.
   */
  OVERTAKEN,
  /** The cutover is complete: only a person may order it back. */
  COMPLETED,
  /** The fence's lease ran out, so legacy may have taken writes again. */
  LEASE_EXPIRED,
  /** Transactions stayed open, or jobs kept running, for longer than a move waits for them. */
  DRAIN_TIMEOUT,
  /** Legacy took a write after the final delta. */
  JOURNAL_NOT_EMPTY,
  /** What is there does not fit the plan; a person has to mend it. */
  PRECONDITION,
  /** A write that the fence had to refuse was accepted. */
  FENCE_OPEN,
  /** A database does not keep what it is given, because of that and of nothing else. */
  REFUSED;

  public ApplicationFailure because(String message) {
    return this == OVERTAKEN
        ? ApplicationFailure.newFailure(message, name())
        : ApplicationFailure.newNonRetryableFailure(message, name());
  }

  /** As things stand right now: trying again may cure it. */
  public ApplicationFailure forNow(String message) {
    return ApplicationFailure.newFailure(message, name());
  }

  public boolean matches(ApplicationFailure failure) {
    return name().equals(failure.getType());
  }
}
