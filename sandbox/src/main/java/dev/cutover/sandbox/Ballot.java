package dev.cutover.sandbox;

import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.time.Duration;
import java.time.Instant;

/** What somebody entitled says at a gate, signed with their own key. */
final class Ballot {

  private Ballot() {}

  static String signed(Plan plan, World world, RunStatus status, OpenGate gate, Answer answer) {
    Instant now = Instant.now();
    return world.people.sign(
        new Statement(
            plan.system().name(),
            status.environment(),
            status.attempt(),
            gate.gate(),
            gate.nonce(),
            status.planHash(),
            "",
            answer,
            world.people.having(gate.role()).get(0),
            answer == Answer.APPROVE ? "as planned" : "the plan's rule applies",
            now,
            now.plus(Duration.ofMinutes(30))));
  }
}
