package dev.cutover.sandbox.fault;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What becomes of the first burst of a client that fits; those behind it pass.
 *
 * @param which looks at a burst as it was sent
 * @param seen is given the burst, before anything else becomes of it
 */
public record Interception(Predicate<byte[]> which, Way way, Consumer<byte[]> seen) {

  /** How a request gets lost. */
  public enum Way {
    /** It never arrives, and its connection is reset. */
    LOSE_REQUEST,
    /** It arrives, and its connection is reset when the answer comes. */
    LOSE_ANSWER
  }

  /** The next request, whatever it asks. */
  public static Interception next(Way way) {
    return new Interception(burst -> true, way, burst -> {});
  }

  /** The next COMMIT in MySQL's protocol. */
  public static Interception commit(Way way) {
    return new Interception(Wire::isMySqlCommit, way, burst -> {});
  }

  /** The next change of a DNS zone, sent over TCP. */
  public static Interception dnsUpdate(Way way, Consumer<byte[]> seen) {
    return new Interception(Wire::isDnsUpdate, way, seen);
  }
}
