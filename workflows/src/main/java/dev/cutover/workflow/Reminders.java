package dev.cutover.workflow;

import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Person;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reminds people of a question that nobody has answered, and tells their deputies, at the instants
 * that the plan's rule gives. Counted from when the gate was opened, so that a hand-over changes
 * none of them.
 */
final class Reminders {

  /** Of a question that waits for ever: after a day or two nobody is helped by one more. */
  private static final int MOST = 100;

  private final BoundPlan bound;
  private final Notices notices;

  Reminders(BoundPlan bound, Notices notices) {
    this.bound = bound;
    this.notices = notices;
  }

  /** Goes on until it is cancelled or the gate closes. */
  CancellationScope begin(Gate gate) {
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> Async.procedure(() -> remind(gate)).exceptionally(answered -> null));
    scope.run();
    return scope;
  }

  private void remind(Gate gate) {
    @Nullable Instant next = nextAfter(gate, StepLog.now());
    while (next != null) {
      boolean planned = escalates(gate, next);
      Duration left = Duration.between(StepLog.now(), next);
      Workflow.newTimer(
              left.isNegative() ? Duration.ZERO : left,
              TimerOptions.newBuilder()
                  .setSummary(gate.question.gate() + (planned ? ": tell deputies" : ": remind"))
                  .build())
          .get();
      Instant now = StepLog.now();
      if (gate.decision != null || !isBeforeTheEnd(gate, now)) {
        return;
      }
      boolean escalates = escalates(gate, now);
      tell(gate, escalates);
      gate.escalated |= escalates;
      // Reminders that were due while nobody worked are not made up for: one says it all.
      next = nextAfter(gate, next.isAfter(now) ? next : now);
    }
  }

  /**
   * The next instant at which somebody is told. Deputies are told once, and late rather than not at
   * all: while nobody worked, nobody answered either.
   */
  private static @Nullable Instant nextAfter(Gate gate, Instant now) {
    @Nullable Instant escalation = gate.escalated ? null : escalation(gate);
    return Stream.concat(Stream.ofNullable(escalation), Stream.ofNullable(nextReminder(gate, now)))
        .map(at -> at.isAfter(now) ? at : now)
        .filter(at -> isBeforeTheEnd(gate, at))
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Whether deputies are told at an instant; it takes a reminder's place. */
  private static boolean escalates(Gate gate, Instant at) {
    @Nullable Instant escalation = gate.escalated ? null : escalation(gate);
    return escalation != null && !escalation.isAfter(at);
  }

  /** Where silence counts sooner than the rule says, deputies have half of the time. */
  private static @Nullable Instant escalation(Gate gate) {
    Duration after = gate.question.escalateAfter();
    Instant until = gate.until();
    if (after == null) {
      return null;
    }
    Instant planned = gate.opened.plus(after);
    return until == null || planned.isBefore(until)
        ? planned
        : gate.opened.plusMillis(Duration.between(gate.opened, until).toMillis() / 2);
  }

  private static @Nullable Instant nextReminder(Gate gate, Instant now) {
    Duration every = gate.question.remindEvery();
    if (every == null) {
      return null;
    }
    Duration passed = Duration.between(gate.opened, now);
    long number = passed.isNegative() ? 1 : passed.dividedBy(every) + 1;
    return number > MOST ? null : gate.opened.plus(every.multipliedBy(number));
  }

  private static boolean isBeforeTheEnd(Gate gate, Instant at) {
    Instant until = gate.until();
    return until == null || at.isBefore(until);
  }

  private void tell(Gate gate, boolean escalates) {
    Question question = gate.question;
    List<String> asked =
        bound.peopleWith(List.of(question.role())).stream()
            .filter(person -> !gate.hasAnswered(person))
            .toList();
    String text = question.allFacts() + ". " + untilWhen(gate);
    if (escalates) {
      notices.tellAlso(
          Event.ESCALATED,
          deputies(asked),
          "Nobody has answered: " + question.text() + " (gate " + question.gate() + ")",
          text + ". Asked: " + String.join(", ", asked));
    } else {
      notices.tellAlso(
          Event.REMINDER,
          asked,
          "Still open: " + question.text() + " (gate " + question.gate() + ")",
          text);
    }
  }

  private static String untilWhen(Gate gate) {
    Instant until = gate.until();
    Answer silence = gate.question.silence();
    return "Open since "
        + gate.opened
        + (until == null ? "" : ", answers count until " + until)
        + (silence == null ? "" : ", silence means " + silence);
  }

  private List<String> deputies(List<String> people) {
    Map<String, Person> known = bound.plan().people();
    return people.stream()
        .map(known::get)
        .filter(Objects::nonNull)
        .map(Person::deputy)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }
}
