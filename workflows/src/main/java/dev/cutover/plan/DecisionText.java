package dev.cutover.plan;

import dev.cutover.plan.RollbackRule.Trigger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gates and rollback rules in words: who is asked, for how long, and what silence means. */
final class DecisionText {

  private final Plan plan;
  private final TextLines lines;

  DecisionText(Plan plan, TextLines lines) {
    this.plan = plan;
    this.lines = lines;
  }

  void write() {
    lines.title("Gates");
    gate("go", plan.gates().go());
    gate("switch", plan.gates().switchOver());
    gate("complete", plan.gates().complete());
    gate("discrepancy", plan.gates().discrepancy());
    lines.title("Rollback rules");
    plan.rollbackRules().forEach(this::rule);
    BusinessCalendar calendar = plan.calendar();
    if (calendar != null) {
      lines.title("Business days");
      calendar(calendar);
    }
  }

  private void gate(String name, GateRule gate) {
    lines.row(name, gate.question());
    String who = gate.required() + " of " + withRole(gate.role());
    lines.below(decided(who, gate.answerWithin(), gate.silence()));
    Boolean requester = gate.requesterMayApprove();
    if (requester != null) {
      String may = requester ? "may" : "may not";
      lines.below("whoever asked for the run " + may + " approve");
    }
    lines.below(reminded(gate.remindEvery(), gate.escalateAfter()));
  }

  private void rule(RollbackRule rule) {
    lines.row(rule.name(), trigger(rule.trigger()));
    String who = withRole(rule.decisionMaker());
    lines.below(decided(who, rule.answerWithin(), rule.silence()));
    lines.below(reminded(rule.remindEvery(), rule.escalateAfter()));
    lines.below("rolled back within " + Durations.words(rule.rollbackWithin()));
    if (!rule.tell().isEmpty()) {
      lines.below("told at once: " + String.join(", ", rule.tell()));
    }
    for (String part : rule.procedure()) {
      lines.below("- " + part);
    }
    lines.below(
        rule.remigration()
            ? "re-migration is scheduled for the next business day"
            : "no re-migration is scheduled");
  }

  private static String trigger(Trigger trigger) {
    Duration within = trigger.within();
    List<String> functions = trigger.coreFunctions();
    if (functions != null) {
      return "when one of these fails on the target: " + String.join(", ", functions);
    }
    String time = within == null ? "" : " within " + Durations.words(within) + " of GO";
    return trigger.integrityErrors() + " or more integrity errors" + time;
  }

  private static String decided(String who, Duration within, Answer silence) {
    return who + " within " + Durations.words(within) + "; silence: " + Names.of(silence);
  }

  /** One line, or none. */
  private static List<String> reminded(
      @Nullable Duration remindEvery, @Nullable Duration escalateAfter) {
    List<String> parts = new ArrayList<>();
    if (remindEvery != null) {
      parts.add("reminded every " + Durations.words(remindEvery));
    }
    if (escalateAfter != null) {
      parts.add("escalated after " + Durations.words(escalateAfter));
    }
    return parts.isEmpty() ? List.of() : List.of(String.join("; ", parts));
  }

  private String withRole(String role) {
    return role
        + plan.people().values().stream()
            .filter(person -> person.roles().contains(role))
            .map(Person::name)
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private void calendar(BusinessCalendar calendar) {
    lines.row("all but", "Saturdays, Sundays, public holidays of " + calendar.country());
    if (!calendar.daysOff().isEmpty()) {
      lines.below(
          calendar.daysOff().stream().map(LocalDate::toString).collect(Collectors.joining(", ")));
    }
    String length = Durations.words(calendar.meetingFor());
    lines.row("meeting", "at " + calendar.meetingAt() + " " + calendar.zone() + " for " + length);
  }
}
