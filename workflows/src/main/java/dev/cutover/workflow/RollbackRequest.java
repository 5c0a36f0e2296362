package dev.cutover.workflow;

import dev.cutover.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Starts a rollback.
 *
 * @param expectedEpoch epoch that the legacy fence must still have; null takes what is observed
 * @param reason why, for people to read
 * @param evenIfCompleted whether a person has ordered it, who alone may roll back what is complete
 * @param order the order of a person who starts it by hand, signed; null where a cutover starts it
 */
public record RollbackRequest(
    Plan plan,
    String planHash,
    String environment,
    String attempt,
    @Nullable Long expectedEpoch,
    String reason,
    boolean evenIfCompleted,
    @Nullable String order) {

  /** What makes an order good for one takeover of the levers only. */
  public static String nonce(long expectedEpoch) {
    return "epoch-" + expectedEpoch;
  }

  String nonce() {
    return expectedEpoch == null ? "" : nonce(expectedEpoch);
  }
}
