package dev.cutover.plan;

import java.time.Duration;

/**
 * A set of endpoint bindings: the same procedures run in each.
 *
 * @param parallelOperation how long legacy is kept in step after COMPLETE; zero in a rehearsal
 */
public record Environment(Bindings bindings, Window window, Duration parallelOperation) {

  /** The environment that may be broken, and reset. */
  public static final String REHEARSAL = "rehearsal";
}
