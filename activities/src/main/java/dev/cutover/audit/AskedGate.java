package dev.cutover.audit;

import dev.cutover.plan.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A gate as the ledger tells of it: who has answered, and whether that has decided it. */
final class AskedGate {

  private final RunLine opened;
  private final Map<String, Answered> answers = new HashMap<>();
  private boolean decided;
  private boolean agreed;

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
   * @param required how many have to agree
   */
  Optional<String> accept(long number, String person, String answer, int required) {
    boolean overrules = isNo(answer) && agreed;
    if (decided && !overrules) {
      return Optional.of("the gate was decided before");
    }
    if (answers.putIfAbsent(person, new Answered(number, answer)) != null) {
      return Optional.of(person + " has answered before");
    }
    long agreeing = answers.values().stream().filter(one -> one.answer().equals(answer)).count();
    decided = isNo(answer) || agreeing >= required;
    agreed = decided && !isNo(answer);
    return Optional.empty();
  }

  /** Whether it decides by itself, and nobody else has to agree. */
  static boolean isNo(String answer) {
    return answer.equals(Answer.REJECT.name()) || answer.equals(Answer.ROLL_BACK.name());
  }

  /** Lets silence decide; false where the gate was decided before. */
  boolean decideBySilence() {
    boolean first = !decided;
    decided = true;
    return first;
  }

  /** Whether as many have agreed to something as have to, and nobody has overruled them. */
  boolean isAgreed() {
    return agreed;
  }

  /** The run has gone on behind it: nobody is overruled any more. */
  void pass() {
    agreed = false;
  }

  /** Takes an answer back, which has decided nothing yet; the number of its line. */
  Optional<Long> withdraw(String person) {
    return decided
        ? Optional.empty()
        : Optional.ofNullable(answers.remove(person)).map(Answered::number);
  }

  private record Answered(long number, String answer) {}
}
