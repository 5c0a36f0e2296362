package dev.cutover.database;

import java.time.Duration;

/**
 * How long is waited for a database before it counts as gone; {@code docs/timeouts.md} says why.
 *
 * @param login until a connection is there
 * @param answer for one answer; below the time for which a heartbeat may stay away
 * @param longest for the answer to a statement that may rightly run long
 * @param look between two looks at whether a database that lets us wait is still there, and for the
 *     answer to each
 */
public record Waits(Duration login, Duration answer, Duration longest, Duration look) {

  /** What the engine waits for. */
  public static final Waits STANDARD =
      new Waits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofMinutes(15),
          Duration.ofSeconds(5));

  /** Of a lock, where nothing else is said; below {@link #answer}, so that the server tells. */
  static final int LOCK_SECONDS = 10;

  /** For connections that nothing long is asked of. */
  public Waits brief() {
    return new Waits(login, answer, answer, look);
  }

  /** For a look at whether somebody is there. */
  public Waits atAGlance() {
    return new Waits(look, look, look, look);
  }
}
