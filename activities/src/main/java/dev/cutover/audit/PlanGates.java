package dev.cutover.audit;

import static dev.cutover.plan.Answer.ACCEPT;
import static dev.cutover.plan.Answer.APPROVE;
import static dev.cutover.plan.Answer.REJECT;
import static dev.cutover.plan.Answer.REPAIR;
import static dev.cutover.plan.Answer.RETRY;
import static dev.cutover.plan.Answer.ROLL_BACK;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cutover.audit.RunResult.Accepted;
import dev.cutover.plan.Answer;
import java.util.List;
import java.util.Optional;

/**
 * What the plan asks of each gate. Whoever decides signs the plan's hash: a ledger may be made up,
 * this may not.
 */
final class PlanGates {

  /** Gates that the procedure passes when they are approved, in its order. */
  static final List<String> APPROVED = List.of("go", "switch", "complete");

  private static final String RULE = "rule-";

  private final JsonNode plan;

  /**
   * @param plan in its canonical form
   */
  PlanGates(JsonNode plan) {
    this.plan = plan;
  }

  /** All that is asked under the name of a gate; nothing where the plan has none of that name. */
  List<Asked> asked(String gate) {
    return switch (gate) {
      case "go", "switch", "complete" -> List.of(approval(gate));
      case "complete-failed" -> List.of(withoutSilence(RETRY, ROLL_BACK));
      case "discrepancy", "erp", "core-function" ->
          List.of(ruled(plan.at("/gates/discrepancy"), RETRY, REPAIR, ACCEPT, ROLL_BACK));
      case "release" -> List.of(withoutSilence(RETRY, ACCEPT, ROLL_BACK));
      case "rollback" -> List.of(withoutSilence(ROLL_BACK));
      case "forfeit", "leave-target" -> forfeit();
      default -> gate.startsWith(RULE) ? rule(gate.substring(RULE.length())) : List.of();
    };
  }

  /** What is asked of whoever answers so; empty where a gate of this name lets nobody. */
  Optional<Asked> asked(String gate, String answer) {
    return asked(gate).stream().filter(asked -> asked.offers(answer)).findFirst();
  }

  /** Whether a gate was opened as the plan has it. */
  boolean has(RunLine opened) {
    return asked(opened.subject()).stream().anyMatch(asked -> asked.isOf(opened));
  }

  private Asked approval(String gate) {
    return ruled(plan.at("/gates/" + gate), APPROVE, REJECT);
  }

  private static Asked ruled(JsonNode rule, Answer... offered) {
    return new Asked(
        rule.path("role").asText(),
        rule.path("required").asInt(),
        Accepted.word(rule.path("silence").asText()),
        List.of(offered));
  }

  /** Of whoever decides at a hold, one is enough here; nobody's silence is an answer. */
  private Asked withoutSilence(Answer... offered) {
    String role = plan.at("/gates/discrepancy/role").asText();
    return new Asked(role, 1, "", List.of(offered));
  }

  private List<Asked> forfeit() {
    JsonNode rule = plan.at("/levers/fence/forfeit");
    return rule.isObject() ? List.of(ruled(rule, APPROVE, REJECT)) : List.of();
  }

  private List<Asked> rule(String name) {
    for (JsonNode rule : plan.path("rollbackRules")) {
      if (rule.path("name").asText().equals(name)) {
        return List.of(
            new Asked(
                rule.path("decisionMaker").asText(),
                1,
                Accepted.word(rule.path("silence").asText()),
                List.of(RETRY, REPAIR, ACCEPT, ROLL_BACK)));
      }
    }
    return List.of();
  }

  /**
   * Why an approval is none, in the knowledge of who asked for the run; empty where it is one.
   *
   * @param requester empty where nobody has signed for the run
   */
  Optional<String> exclusion(String gate, String person, String requester) {
    if (!APPROVED.contains(gate)) {
      return Optional.empty();
    }
    JsonNode may = plan.at("/gates/" + gate + "/requesterMayApprove");
    if (may.asBoolean()) {
      return Optional.empty();
    }
    if (requester.isEmpty()) {
      return may.isBoolean()
          ? Optional.of("nobody knows who asked for the run, and the plan wants to")
          : Optional.empty();
    }
    return requester.equals(person)
        ? Optional.of(person + " asked for the run: another person has to approve")
        : Optional.empty();
  }

  /**
   * What is asked of people.
   *
   * @param required how many different people have to agree
   * @param silence what it counts as; empty where it never counts
   */
  record Asked(String role, int required, String silence, List<Answer> offered) {

    boolean offers(String answer) {
      return offered.stream().map(Answer::name).anyMatch(answer::equals);
    }

    /** Whether a gate was opened so. */
    boolean isOf(RunLine gate) {
      return gate.fact("role").equals(role)
          && gate.fact("required").equals(String.valueOf(required))
          && Accepted.word(gate.fact("silence")).equals(silence);
    }

    String inWords() {
      return required
          + " of "
          + role
          + (silence.isEmpty() ? ", no silence" : ", silence is " + silence);
    }
  }
}
