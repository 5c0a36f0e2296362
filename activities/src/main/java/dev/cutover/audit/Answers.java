package dev.cutover.audit;

import dev.cutover.audit.PlanGates.Asked;
import dev.cutover.audit.RunResult.Accepted;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.CutoverRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gates of one attempt and their answers, taken one by one as the run has taken them. */
final class Answers {

  private static final String WITHOUT_GATE = "no GATE before it has its nonce";

  private final PlanGates plan;
  private final Map<String, AskedGate> gates = new HashMap<>();
  private final Set<String> approved = new HashSet<>();
  private final Set<Long> withdrawn = new HashSet<>();
  private String requester = "";

  Answers(PlanGates plan) {
    this.plan = plan;
  }

  /** Whether a gate is the first with its nonce. Who is asked anew has not approved yet. */
  boolean open(RunLine gate) {
    approved.remove(gate.subject());
    return gates.putIfAbsent(gate.nonce(), new AskedGate(gate)) == null;
  }

  /** Why an answer can't have counted; empty where it can. */
  Optional<String> accept(RunLine line) {
    String person = line.fact("person");
    String answer = Accepted.word(line.fact("answer"));
    if (person.isEmpty()) {
      return Optional.of("an answer was accepted that is nobody's");
    }
    if (line.subject().equals(CutoverRequest.GATE)) {
      return request(line, person, answer);
    }
    Optional<AskedGate> gate = gate(line);
    if (gate.isEmpty()) {
      return Optional.of(WITHOUT_GATE);
    }
    Optional<Asked> asked = plan.asked(line.subject(), answer);
    return asked.isEmpty()
        ? Optional.of(answer + " is no answer at gate " + line.subject())
        : accept(line, gate.get(), asked.get(), answer);
  }

  private Optional<String> accept(RunLine line, AskedGate gate, Asked asked, String answer) {
    String person = line.fact("person");
    boolean approves = answer.equals(Answer.APPROVE.name());
    Optional<String> objection = gate.accept(line.number(), person, answer, asked.required());
    if (objection.isPresent()) {
      return objection;
    }
    if (approves && gate.isAgreed()) {
      approved.add(line.subject());
    } else if (AskedGate.isNo(answer)) {
      approved.remove(line.subject());
    }
    RunLine opened = gate.opened();
    String until = opened.fact("until");
    if (!asked.isOf(opened) && plan.has(opened)) {
      return Optional.of("on " + answer + " decide " + asked.inWords());
    }
    if (!until.isEmpty() && !came(line).isBefore(Instant.parse(until))) {
      return Optional.of("it came too late: the gate closed at " + until);
    }
    return approves ? plan.exclusion(line.subject(), person, requester) : Optional.empty();
  }

  /** Nobody opens a gate for this: it is signed before the run begins. */
  private Optional<String> request(RunLine line, String person, String answer) {
    boolean first = requester.isEmpty();
    requester = person;
    return first && line.nonce().equals(line.attempt()) && answer.equals(Answer.APPROVE.name())
        ? Optional.empty()
        : Optional.of("a run is asked for once, with its attempt for a nonce, and APPROVE");
  }

  /** Why silence can't have counted; empty where it can. */
  Optional<String> silence(RunLine line) {
    String answer = Accepted.word(line.fact("answer"));
    Optional<AskedGate> gate = gate(line);
    if (gate.isEmpty()) {
      return Optional.of(WITHOUT_GATE);
    }
    RunLine opened = gate.get().opened();
    String until = opened.fact("until");
    if (!AskedGate.isNo(answer) || !answer.equals(Accepted.word(opened.fact("silence")))) {
      return Optional.of("silence does not mean " + answer + " here");
    }
    if (until.isEmpty() || came(line).isBefore(Instant.parse(until))) {
      return Optional.of("the time for an answer was not over");
    }
    return gate.get().decideBySilence()
        ? Optional.empty()
        : Optional.of("the gate was decided before");
  }

  /** An accepted answer may be taken back, as long as it has decided nothing. */
  void refuse(RunLine line) {
    if (line.fact("reason").startsWith(LedgerEntry.COUNTS_NO_MORE)) {
      gate(line).flatMap(gate -> gate.withdraw(line.fact("person"))).ifPresent(withdrawn::add);
    }
  }

  private Optional<AskedGate> gate(RunLine decision) {
    return Optional.ofNullable(gates.get(decision.nonce()))
        .filter(gate -> gate.opened().subject().equals(decision.subject()));
  }

  private static Instant came(RunLine line) {
    return Instant.parse(line.fact("came"));
  }

  /** The run has gone on behind a gate. */
  void pass(String gate) {
    gates.values().stream()
        .filter(asked -> asked.opened().subject().equals(gate))
        .forEach(AskedGate::pass);
  }

  /** Whether as many people have approved at a gate as the plan wants. */
  boolean hasApproved(String gate) {
    return approved.contains(gate);
  }

  /** The numbers of the lines whose answers were taken back. */
  Set<Long> withdrawn() {
    return Set.copyOf(withdrawn);
  }
}
