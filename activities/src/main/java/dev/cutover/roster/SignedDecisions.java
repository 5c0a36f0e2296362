package dev.cutover.roster;

import dev.cutover.activity.DecisionActivities;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.SshSignature;
import dev.cutover.decision.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies signed decisions against the roster; a refusal is a verdict with its reason. */
public final class SignedDecisions implements DecisionActivities {

  private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

  private final Roster roster;

  public SignedDecisions(Roster roster) {
    this.roster = roster;
  }

  @Override
  public Verdict verify(Question question, String signedText) {
    SignedText signed;
    SshSignature signature;
    try {
      signed = SignedText.parse(signedText);
      signature = SshSignature.decode(signed.signature());
    } catch (IllegalArgumentException e) {
      return refused(null, "not a signed decision: " + e.getMessage());
    }
    Statement statement = signed.statement();
    byte[] message = statement.canonical().getBytes(StandardCharsets.UTF_8);
    try {
      Optional<String> objection =
          roster.objection(statement.person(), signature.key(), question.came());
      if (objection.isPresent()) {
        return refused(null, objection.get());
      }
    } catch (IOException e) {
      throw new IllegalStateException("the roster can't be read: " + e.getMessage(), e);
    }
    if (!signature.namespace().equals(SshSignature.NAMESPACE)) {
      return refused(
          null,
          "it was signed for "
              + signature.namespace()
              + ": sign with ssh-keygen -Y sign -n "
              + SshSignature.NAMESPACE);
    }
    if (!signature.verifies(message)) {
      return refused(null, "the signature does not fit the statement");
    }
    Optional<String> objection = objection(question, statement);
    return objection.isPresent()
        ? refused(statement.person(), objection.get())
        : new Verdict(true, statement.person(), statement.decision(), statement.reason());
  }

  private Optional<String> objection(Question question, Statement statement) {
    if (!question.system().equals(statement.system())
        || !question.environment().equals(statement.environment())) {
      return Optional.of("it is for " + statement.system() + " in " + statement.environment());
    } else if (!question.attempt().equals(statement.attempt())) {
      return Optional.of("it is for another attempt");
    } else if (!question.gate().equals(statement.gate())) {
      return Optional.of("it is for gate " + statement.gate());
    } else if (!question.nonce().equals(statement.nonce())) {
      return Optional.of("it is for an earlier opening of the gate");
    } else if (!question.planHash().equals(statement.planHash())) {
      return Optional.of("it is for another version of the plan");
    } else if (statement.issued().isAfter(question.came().plus(CLOCKS_APART))) {
      return Optional.of("it is dated in the future: check the signer's clock");
    } else if (!question.came().isBefore(statement.expires())) {
      return Optional.of("it expired at " + statement.expires());
    }
    String role = question.role();
    return role == null
        ? Optional.empty()
        : roster.objection(statement.person(), role, question.came());
  }

  private static Verdict refused(@Nullable String person, String reason) {
    return new Verdict(false, person, null, reason);
  }
}
