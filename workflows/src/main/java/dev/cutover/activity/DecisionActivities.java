package dev.cutover.activity;

import dev.cutover.plan.Answer;
import io.temporal.activity.ActivityInterface;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Verifies what people sign. */
@ActivityInterface(namePrefix = "Decision")
public interface DecisionActivities {

  /**
   * Whether a signed text is a valid answer to an open gate: signature, signer, role, statement. A
   * refusal is a result.
   */
  Verdict verify(Question question, String signedText);

  /**
   * What an answer must match.
   *
   * @param role whoever has it may answer; null: anybody of the roster
   * @param came when the answer came, by Temporal's clock: a worker's own may be hours away
   */
  record Question(
      String system,
      String environment,
      String attempt,
      String gate,
      String nonce,
      String planHash,
      @Nullable String role,
      Instant came) {}

  /**
   * @param reason why it is refused, or the person's own reason
   */
  record Verdict(
      boolean valid, @Nullable String person, @Nullable Answer answer, @Nullable String reason) {}
}
