package dev.cutover.sandbox;

import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.plan.Step;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people say who ask for a run or decide on it, signed with their own keys. */
final class Ballot {

  private static final Duration VALID = Duration.ofMinutes(30);

  private Ballot() {}

  /** What somebody entitled says at a gate. */
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
            now.plus(VALID)));
  }

  /** A run that somebody asks for who approves nothing in it. */
  static CutoverRequest request(
      Plan plan, World world, String environment, @Nullable Step drillAfter) {
    return request(plan, world, environment, drillAfter, People.requesters(plan).get(0));
  }

  static CutoverRequest request(
      Plan plan, World world, String environment, @Nullable Step drillAfter, String requester) {
    String attempt = UUID.randomUUID().toString();
    String planHash = PlanHash.of(plan);
    Instant now = Instant.now();
    String requested =
        world.people.sign(
            new Statement(
                plan.system().name(),
                environment,
                attempt,
                CutoverRequest.GATE,
                attempt,
                planHash,
                "",
                Answer.APPROVE,
                requester,
                "as planned",
                now,
                now.plus(VALID)));
    return new CutoverRequest(plan, planHash, environment, attempt, drillAfter, requested);
  }
}
