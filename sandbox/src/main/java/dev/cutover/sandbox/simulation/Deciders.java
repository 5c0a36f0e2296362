package dev.cutover.sandbox.simulation;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.sandbox.memory.MemoryDecision;
import dev.cutover.sandbox.simulation.Trail.Lane;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** People who hear of a gate and answer it: mostly as they should, and in every other way. */
final class Deciders {

  private static final List<Integer> MINUTES = List.of(1, 2, 3, 5, 8, 13, 21);
  private static final int MOST_RETRIES = 3;

  private final SimulatedNight night;
  private final Dice dice;
  private final Trail trail;
  private final Tally tally;
  private final Set<String> heard = new HashSet<>();
  private final Map<String, Integer> asked = new TreeMap<>();
  private final Map<String, Set<String>> approvals = new HashMap<>();
  private final Map<String, Boolean> decided = new HashMap<>();
  private final Map<String, Integer> required = new HashMap<>();
  private volatile @Nullable Instant completeGiven;

  Deciders(SimulatedNight night, Dice dice, Trail trail, Tally tally) {
    this.night = night;
    this.dice = dice;
    this.trail = trail;
    this.tally = tally;
  }

  /** Whether enough entitled people have approved before anybody refused. */
  synchronized boolean hasApproved(String gate) {
    return decided.getOrDefault(gate, false);
  }

  /** When COMPLETE was approved, if it was. */
  @Nullable Instant completeGiven() {
    return completeGiven;
  }

  void hear(Notice notice) {
    if (notice.event() == Event.PARKED) {
      int minutes = 10 + dice.below("mends after", 40);
      night.later(Duration.ofMinutes(minutes), night::mendAndRepair);
    }
    if (notice.event() == Event.GATE_OPENED) {
      night.gateOpened();
      RunStatus status = night.cutoverStatus();
      if (status != null) {
        status.gates().stream()
            .filter(gate -> !gate.standing() && heard(gate))
            .forEach(gate -> plan(gate, status));
      }
    }
  }

  private synchronized boolean heard(OpenGate gate) {
    return heard.add(gate.nonce());
  }

  private void plan(OpenGate gate, RunStatus status) {
    String name = gate.gate();
    int time = countAsked(name);
    Duration wait = Duration.ofMinutes(dice.oneOf("minutes at " + name, MINUTES)).plusSeconds(3);
    List<Answer> offered = gate.offered();
    boolean approval = offered.contains(Answer.APPROVE);
    Answer good = approval ? Answer.APPROVE : afterHold(offered, time);
    Instant until = gate.until();
    int roll = dice.below("how at " + name, 1_000);
    boolean mustAnswer = gate.silence() == null && until == null;
    if (roll < 40 && !mustAnswer) {
      tally.count(Mishap.NOBODY_ANSWERS);
      trail.add(Lane.PEOPLE, "nobody answers at " + name);
      return;
    }
    if (roll < 70 && until != null) {
      tally.count(Mishap.ANSWER_COMES_LATE);
      answer(gate, Duration.between(night.now(), until).plusSeconds(40), good, "late");
      return;
    }
    if (roll < 190 && until != null && name.equals("complete")) {
      tally.count(Mishap.ANSWER_AT_THE_DEADLINE);
      int seconds = dice.oneOf("seconds from the deadline", List.of(-3, -3, 0, 3));
      answer(gate, Duration.between(night.now(), until).plusSeconds(seconds), good, "at the end");
      return;
    }
    if (roll >= 190 && roll < 230) {
      tally.count(approval ? Mishap.REJECTED : Mishap.ROLLBACK_ORDERED);
      answer(gate, wait, approval ? Answer.REJECT : Answer.ROLL_BACK, "");
      return;
    }
    if (roll >= 230 && roll < 260) {
      orderRollback(status, wait);
    }
    if (roll >= 260 && roll < 300) {
      tally.count(Mishap.SIGNED_RUBBISH);
      night.later(wait.dividedBy(2), () -> rubbish(gate));
    }
    if (roll >= 300 && roll < 330) {
      tally.count(Mishap.NOT_ENTITLED);
      night.later(
          wait.dividedBy(2), () -> send(gate, night.somebodyElse(gate), good, "signed", false));
    }
    answer(gate, wait, good, "");
    if (roll >= 330 && roll < 380) {
      tally.count(Mishap.ANSWERED_TWICE);
      answer(gate, wait.plusSeconds(7), approval ? Answer.REJECT : good, "again");
    }
  }

  private synchronized int countAsked(String gate) {
    return asked.merge(gate, 1, Integer::sum);
  }

  private Answer afterHold(List<Answer> offered, int time) {
    if (time > MOST_RETRIES) {
      return Answer.ROLL_BACK;
    }
    List<Answer> liked =
        new ArrayList<>(List.of(Answer.RETRY, Answer.RETRY, Answer.REPAIR, Answer.REPAIR));
    liked.add(Answer.ACCEPT);
    liked.retainAll(offered);
    if (dice.chance("mended before the answer", 600)) {
      night.mend();
    }
    return dice.oneOf("after a hold", liked);
  }

  private void orderRollback(RunStatus status, Duration wait) {
    status.gates().stream()
        .filter(OpenGate::standing)
        .findFirst()
        .ifPresent(
            standing -> {
              tally.count(Mishap.ROLLBACK_ORDERED);
              answer(standing, wait.minusSeconds(20), Answer.ROLL_BACK, "");
            });
  }

  private void answer(OpenGate gate, Duration wait, Answer answer, String how) {
    for (String person :
        gate.people().subList(0, Math.min(gate.required(), gate.people().size()))) {
      night.later(wait, () -> send(gate, person, answer, how, true));
    }
  }

  private void send(OpenGate gate, String person, Answer answer, String how, boolean entitled) {
    if (entitled) {
      given(gate, person, answer);
    }
    trail.add(Lane.PEOPLE, "%s: %s by %s %s".formatted(gate.gate(), answer, person, how).strip());
    night.decide(signed(gate, person, answer, "c2lnbmVk"));
  }

  /** As the gate should count it, if the answer reaches it in time. */
  private synchronized void given(OpenGate gate, String person, Answer answer) {
    String name = gate.gate();
    Instant until = gate.until();
    if (decided.containsKey(name) || (until != null && !night.now().isBefore(until))) {
      return;
    }
    required.put(name, gate.required());
    if (answer != Answer.APPROVE) {
      decided.put(name, false);
      return;
    }
    Set<String> agreed = approvals.computeIfAbsent(name, key -> new HashSet<>());
    agreed.add(person);
    if (agreed.size() >= gate.required()) {
      decided.put(name, true);
      if (name.equals("complete")) {
        completeGiven = night.now();
      }
    }
  }

  private void rubbish(OpenGate gate) {
    String forged = signed(gate, gate.people().get(0), Answer.APPROVE, MemoryDecision.FORGED);
    String text =
        dice.oneOf("rubbish", List.of("rubbish", "{\"nonce\":\"" + gate.nonce() + "\"}", forged));
    trail.add(Lane.PEOPLE, gate.gate() + ": rubbish is sent");
    night.decide(text);
  }

  /** A rollback that somebody entitled starts by hand. */
  String order(String attempt, String nonce) {
    String person = night.decisionMaker();
    return signed(attempt, "rollback", nonce, person, Answer.ROLL_BACK, "c2lnbmVk");
  }

  /** That somebody asks for the run. */
  String request(String person) {
    String attempt = night.attempt();
    return signed(attempt, CutoverRequest.GATE, attempt, person, Answer.APPROVE, "c2lnbmVk");
  }

  private String signed(OpenGate gate, String person, Answer answer, String signature) {
    return signed(night.attempt(), gate.gate(), gate.nonce(), person, answer, signature);
  }

  private String signed(
      String attempt, String gate, String nonce, String person, Answer answer, String signature) {
    Instant now = night.now();
    Statement statement =
        new Statement(
            night.system(),
            night.environment(),
            attempt,
            gate,
            nonce,
            night.planHash(),
            "",
            answer,
            person,
            "as the night has it",
            now,
            now.plus(Duration.ofHours(1)));
    return new SignedText(statement, signature).text();
  }
}
