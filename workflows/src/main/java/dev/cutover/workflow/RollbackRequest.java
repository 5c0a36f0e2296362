package dev.cutover.workflow;

import dev.cutover.plan.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Starts a rollback.
 *
 * @param expectedEpoch epoch that the legacy fence must still have; null takes what is observed
 * @param reason why, for people to read
 * @param evenIfCompleted whether a person has ordered it, who alone may roll back what is complete
 * @param rule the plan's rollback rule that asks for it; null where none does
 * @param dueBy when it should have ended: later it escalates, and goes on; null: not known
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
    @Nullable RuleApplied rule,
    @Nullable Instant dueBy,
    @Nullable String order) {

  /** One that no rule asks for. */
  public RollbackRequest(
      Plan plan,
      String planHash,
      String environment,
      String attempt,
      @Nullable Long expectedEpoch,
      String reason,
      boolean evenIfCompleted,
      @Nullable String order) {
    this(
        plan,
        planHash,
        environment,
        attempt,
        expectedEpoch,
        reason,
        evenIfCompleted,
        null,
        null,
        order);
  }

  /** What makes an order good for one takeover of the levers only. */
  public static String nonce(long expectedEpoch) {
    return "epoch-" + expectedEpoch;
  }

  String nonce() {
    return expectedEpoch == null ? "" : nonce(expectedEpoch);
  }
}
