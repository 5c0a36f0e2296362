package dev.cutover.workflow;

import dev.cutover.plan.Answer;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.Levers.ForfeitRule;
import dev.cutover.plan.RollbackRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate asks of people.
 *
 * @param within silence longer than this counts as {@code silence}; null waits for ever
 * @param end no answer counts from then on; null where only {@code within} limits it
 * @param mustName words of which the reason has to name one; empty where it needs none
 * @param remindEvery whoever has not answered is reminded so often; null: never
 * @param escalateAfter deputies are told when nobody has answered for so long; null: never
 * @param outlook what the night's times leave room for; null where it does not matter
 */
public record Question(
    String gate,
    String text,
    String facts,
    List<Answer> offered,
    String role,
    int required,
    @Nullable Duration within,
    @Nullable Instant end,
    @Nullable Answer silence,
    List<String> mustName,
    @Nullable Duration remindEvery,
    @Nullable Duration escalateAfter,
    @Nullable String outlook) {

  static final String FORFEIT = "forfeit";
  static final String LEAVE_TARGET = "leave-target";

  Question(
      String gate,
      String text,
      String facts,
      List<Answer> offered,
      String role,
      int required,
      @Nullable Duration within,
      @Nullable Instant end,
      @Nullable Answer silence) {
    this(
        gate, text, facts, offered, role, required, within, end, silence, List.of(), null, null,
        null);
  }

  private static final List<Answer> GO_ON_OR_NOT = List.of(Answer.APPROVE, Answer.REJECT);

  static Question approval(String gate, GateRule rule, String facts) {
    return of(gate, rule, facts, GO_ON_OR_NOT);
  }

  static Question hold(String gate, GateRule rule, String facts) {
    return of(
        gate, rule, facts, List.of(Answer.RETRY, Answer.REPAIR, Answer.ACCEPT, Answer.ROLL_BACK));
  }

  /**
   * The same, but no answer counts from an instant on; if silence would count later, whoever keeps
   * that instant acts on it instead.
   */
  Question noLaterThan(Instant end, Instant now) {
    boolean sooner = within != null && now.plus(within).isBefore(end);
    return with(sooner ? within : null, end);
  }

  /** The same, but silence counts at an instant already, if it would count later. */
  Question silentAt(Instant end, Instant now) {
    boolean sooner = within != null && now.plus(within).isBefore(end);
    Duration left = Duration.between(now, end);
    return with(sooner ? within : left.isNegative() ? Duration.ZERO : left, null);
  }

  /** The same, with people reminded as a gate's rule has it. */
  Question remindedAs(GateRule rule) {
    return with(within, end, rule.remindEvery(), rule.escalateAfter(), outlook);
  }

  /** The same, for people who have to know how much time is left. */
  Question with(String newOutlook) {
    return with(within, end, remindEvery, escalateAfter, newOutlook);
  }

  private Question with(@Nullable Duration newWithin, @Nullable Instant newEnd) {
    return with(newWithin, newEnd, remindEvery, escalateAfter, outlook);
  }

  private Question with(
      @Nullable Duration newWithin,
      @Nullable Instant newEnd,
      @Nullable Duration newRemindEvery,
      @Nullable Duration newEscalateAfter,
      @Nullable String newOutlook) {
    return new Question(
        gate,
        text,
        facts,
        offered,
        role,
        required,
        newWithin,
        newEnd,
        silence,
        mustName,
        newRemindEvery,
        newEscalateAfter,
        newOutlook);
  }

  /** All that a decision rests on. */
  String allFacts() {
    return outlook == null ? facts : facts + ". " + outlook;
  }

  /**
   * Whether to do without what a target holds that can't be reached; asked until it is answered.
   */
  static Question forfeit(ForfeitRule rule, String facts) {
    return new Question(
        FORFEIT,
        "Forfeit what the target holds, and open legacy without it?",
        facts
            + ". Only once the target takes no more writes; the reason must name what shuts it: "
            + rule.shutBy(),
        GO_ON_OR_NOT,
        rule.role(),
        rule.required(),
        null,
        null,
        null,
        rule.shutBy(),
        null,
        null,
        null);
  }

  /** Whether to go on without the scheduler and the application of a target that is closed. */
  static Question leaveTarget(ForfeitRule rule, String facts) {
    return new Question(
        LEAVE_TARGET,
        "Leave the target's scheduler and application as they are, and go on?",
        facts
            + ". The target's database was closed, and what it holds is carried back; but what its"
            + " jobs have done may not be known to legacy's jobs, which would do it again",
        GO_ON_OR_NOT,
        rule.role(),
        rule.required(),
        null,
        null,
        null);
  }

  /** Something that has to be put right, for which nobody's silence is an answer. */
  static Question untilAnswered(String gate, String facts, List<Answer> offered, String role) {
    return new Question(gate, "What now?", facts, offered, role, 1, null, null, null);
  }

  static Question rule(RollbackRule rule, String facts, List<Answer> offered) {
    return new Question(
        "rule-" + rule.name(),
        "Rule " + rule.name() + " applies: roll back?",
        facts,
        offered,
        rule.decisionMaker(),
        1,
        rule.answerWithin(),
        null,
        rule.silence(),
        List.of(),
        rule.remindEvery(),
        rule.escalateAfter(),
        null);
  }

  private static Question of(String gate, GateRule rule, String facts, List<Answer> offered) {
    return new Question(
        gate,
        rule.question(),
        facts,
        offered,
        rule.role(),
        rule.required(),
        rule.answerWithin(),
        null,
        rule.silence(),
        List.of(),
        rule.remindEvery(),
        rule.escalateAfter(),
        null);
  }
}
