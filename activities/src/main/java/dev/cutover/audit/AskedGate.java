package dev.cutover.audit;

import dev.cutover.plan.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gate as the ledger tells of it: who has answered, and whether that has decided it. */
final class AskedGate {

  private final RunLine opened;
  private final Map<String, Answered> answers = new HashMap<>();
  private @Nullable String decision;
  private int required;
  private boolean passed;

  AskedGate(RunLine opened) {
    this.opened = opened;
  }

  RunLine opened() {
    return opened;
  }

  /**
   * Takes an answer; says why it can't have counted, empty where it can. A no that was under way
   * when the others agreed wins over them.
   *
   * @param number of its line
   * @param needed how many have to agree
   */
  Optional<String> accept(long number, String person, String answer, int needed) {
    boolean overrules = isNo(answer) && isAgreed();
    if (decision != null && !overrules) {
      return Optional.of("the gate was decided before");
    }
    if (answers.putIfAbsent(person, new Answered(number, answer)) != null) {
      return Optional.of(person + " has answered before");
    }
    required = needed;
    if (isNo(answer) || isEnough(answer)) {
      decision = answer;
    }
    return Optional.empty();
  }

  private boolean isEnough(String answer) {
    return answers.values().stream().filter(one -> one.answer().equals(answer)).count() >= required;
  }

  /** Whether it decides by itself, and nobody else has to agree. */
  static boolean isNo(String answer) {
    return answer.equals(Answer.REJECT.name()) || answer.equals(Answer.ROLL_BACK.name());
  }

  /**
   * Lets silence decide; false where the gate was decided before.
   *
   * @param no what it means: never that people have agreed
   */
  boolean decideBySilence(String no) {
    boolean first = decision == null;
    decision = first ? no : decision;
    return first;
  }

  /** Whether as many have agreed to something as have to, and the run has not gone on behind it. */
  boolean isAgreed() {
    return decision != null && !isNo(decision) && !passed;
  }

  /** The run has gone on behind it: nobody is overruled any more, and nothing taken back. */
  void pass() {
    passed = true;
  }

  /** Takes an answer back, which has had no effect yet; the number of its line. */
  Optional<Long> withdraw(String person) {
    if (decision != null && !isAgreed()) {
      return Optional.empty();
    }
    Optional<Long> line = Optional.ofNullable(answers.remove(person)).map(Answered::number);
    if (decision != null && !isEnough(decision)) {
      decision = null;
    }
    return line;
  }

  private record Answered(long number, String answer) {}
}
