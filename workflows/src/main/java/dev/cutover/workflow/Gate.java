package dev.cutover.workflow;

import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.HandOver.OpenQuestion;
import dev.cutover.workflow.HandOver.Unverified;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An open gate and who has agreed to what so far. */
final class Gate {

  private static final int MOST_SEEN = 200;

  final Question question;
  final String nonce;
  final Instant opened;
  final boolean standing;
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final Map<String, Unverified> texts = new LinkedHashMap<>();
  private final List<String> seen = new ArrayList<>();
  int verifying;
  boolean escalated;

  /** Whether it was decided in the history before, and has waited for what else came in time. */
  final boolean hasWaited;

  private int verifyingInTime;
  @Nullable DecisionTaken decision;

  Gate(Question question, String nonce, Instant opened, boolean standing) {
    this(question, nonce, opened, standing, false);
  }

  private Gate(
      Question question, String nonce, Instant opened, boolean standing, boolean hasWaited) {
    this.question = question;
    this.nonce = nonce;
    this.opened = opened;
    this.standing = standing;
    this.hasWaited = hasWaited;
  }

  Gate(OpenQuestion from) {
    this(from.question(), from.nonce(), from.opened(), from.standing(), from.decision() != null);
    answers.putAll(from.answers());
    if (from.texts() != null) {
      texts.putAll(from.texts());
    }
    seen.addAll(from.seen());
    decision = from.decision();
    escalated = from.escalated();
  }

  OpenQuestion carried() {
    return new OpenQuestion(
        question,
        nonce,
        opened,
        standing,
        new LinkedHashMap<>(answers),
        new LinkedHashMap<>(texts),
        List.copyOf(seen),
        decision,
        escalated);
  }

  /**
   * A text is being verified.
   *
   * @param inTime whether it came before the gate was decided
   */
  void begin(boolean inTime) {
    verifying++;
    verifyingInTime += inTime ? 1 : 0;
  }

  void end(boolean inTime) {
    verifying--;
    verifyingInTime -= inTime ? 1 : 0;
  }

  /** Whether nothing that came in time can change the decision any more. */
  boolean isSettled() {
    return verifyingInTime == 0 || isRejected();
  }

  /** Whether this very text is the first of its kind here: a copy is not worth a verification. */
  boolean isNew(String digest) {
    if (seen.contains(digest)) {
      return false;
    }
    if (seen.size() < MOST_SEEN) {
      seen.add(digest);
    }
    return true;
  }

  /** Lets a text be sent again that could not be verified. */
  void forget(String digest) {
    seen.remove(digest);
  }

  /**
   * Each person counts once, reject wins, also over a yes that was verified sooner, and the rest
   * need as many people as are required.
   *
   * @param late whether it came when the gate was decided, or is verified when it is closed
   */
  DecisionTaken judge(Verdict verdict, Unverified text, boolean late) {
    Instant admitted = text.admitted();
    String person = verdict.person();
    Answer answer = verdict.answer();
    String reason = verdict.reason() == null ? "" : verdict.reason();
    if (!verdict.valid() || person == null || answer == null) {
      return refused(question.gate(), person, reason);
    }
    boolean overrules = isNo(answer) && !isRejected();
    if (late || (decision != null && !overrules)) {
      return refused(question.gate(), person, "the gate was already decided");
    }
    Instant until = until();
    if (until != null && !admitted.isBefore(until)) {
      return refused(question.gate(), person, "it came too late: the gate closed at " + until);
    }
    if (answer == Answer.ACCEPT && reason.isBlank()) {
      return refused(question.gate(), person, "ACCEPT needs a reason");
    }
    if (answer == Answer.APPROVE && !names(question.mustName(), reason)) {
      return refused(question.gate(), person, "the reason must name one of " + question.mustName());
    }
    if (!question.offered().contains(answer)) {
      return refused(question.gate(), person, answer + " is not offered: " + question.offered());
    }
    if (answers.containsKey(person)) {
      return refused(question.gate(), person, "this person has already answered");
    }
    answers.put(person, answer);
    texts.put(person, text);
    DecisionTaken counted =
        new DecisionTaken(question.gate(), person, answer, true, reason, admitted);
    long agreeing = answers.values().stream().filter(answer::equals).count();
    if (isNo(answer) || agreeing >= question.required()) {
      decision = counted;
    }
    return counted;
  }

  /** What was asked, for whoever has to be asked anew: silence counts when it would have. */
  Question anew(Instant now) {
    Instant until = until();
    return question.within() == null || until == null ? question : question.silentAt(until, now);
  }

  boolean isRejected() {
    return decision != null && isNo(decision.answer());
  }

  /** Whether a person has answered, and the answer counts so far. */
  boolean hasAnswered(String person) {
    return answers.containsKey(person);
  }

  /** What was signed by those whose answers count so far. */
  Map<String, Unverified> texts() {
    return new LinkedHashMap<>(texts);
  }

  /** What those have signed who have agreed on the decision; nothing where it is a no. */
  Map<String, Unverified> agreed() {
    Map<String, Unverified> agreed = new LinkedHashMap<>(texts);
    agreed
        .keySet()
        .removeIf(
            person -> decision == null || isRejected() || answers.get(person) != decision.answer());
    return agreed;
  }

  /** Whether an answer can be the last of several; a no needs nobody else, and waits for nobody. */
  boolean canBeAgreedBy(Verdict verdict) {
    return decision == null && !isNo(verdict.answer());
  }

  /**
   * Takes an answer back that counts no more; false where it has decided already, or the person has
   * given another since.
   */
  boolean withdraw(String person, Unverified text) {
    boolean still = decision == null && texts.remove(person, text);
    if (still) {
      answers.remove(person);
    }
    return still;
  }

  private static boolean isNo(@Nullable Answer answer) {
    return answer == Answer.REJECT || answer == Answer.ROLL_BACK;
  }

  private static boolean names(List<String> words, String reason) {
    return words.isEmpty() || words.stream().anyMatch(reason::contains);
  }

  OpenGate shown(BoundPlan bound, @Nullable String exclusion) {
    return new OpenGate(
        question.gate(),
        question.text(),
        question.allFacts(),
        question.offered(),
        question.role(),
        bound.peopleWith(List.of(question.role())),
        question.required(),
        List.copyOf(answers.keySet()),
        nonce,
        opened,
        until(),
        question.silence(),
        standing,
        exclusion);
  }

  /** When it closes; null where it waits for an answer for ever. */
  @Nullable Instant until() {
    Duration within = question.within();
    return within == null ? question.end() : opened.plus(within);
  }

  static DecisionTaken refused(String gate, @Nullable String person, String reason) {
    return new DecisionTaken(gate, person, null, false, reason, StepLog.now());
  }
}
