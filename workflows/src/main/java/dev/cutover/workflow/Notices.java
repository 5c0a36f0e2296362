package dev.cutover.workflow;

import dev.cutover.activity.Appointment;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.NotificationRule;
import dev.cutover.plan.NotificationRule.Event;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells people what happens, beside the procedure: a dead channel never holds it up. */
final class Notices {

  private static final Duration A_MOMENT = Duration.ofSeconds(30);

  private final BoundPlan bound;
  private final String attempt;
  private final Sites sites;
  private final List<Notice> underWay = new ArrayList<>();

  Notices(BoundPlan bound, String attempt, Sites sites) {
    this.bound = bound;
    this.attempt = attempt;
    this.sites = sites;
  }

  void tell(Event event, String subject, String text) {
    tell(event, List.of(), subject, text);
  }

  /** Tells the roles that the plan names for this event, and {@code also}. */
  void tell(Event event, List<String> also, String subject, String text) {
    tellAlso(event, bound.peopleWith(also), subject, text);
  }

  /** Tells the roles that the plan names for this event, and some people besides. */
  void tellAlso(Event event, List<String> people, String subject, String text) {
    send(notice(event, people, subject, text, null));
  }

  /** Invites the roles that the plan names for this event, and {@code also}. */
  void invite(
      Event event, List<String> also, String subject, String text, Appointment appointment) {
    send(notice(event, bound.peopleWith(also), subject, text, appointment));
  }

  private Notice notice(
      Event event,
      List<String> people,
      String subject,
      String text,
      @Nullable Appointment appointment) {
    List<String> roles =
        bound.plan().notifications().stream()
            .filter(rule -> rule.event() == event)
            .map(NotificationRule::roles)
            .flatMap(List::stream)
            .toList();
    List<String> all =
        Stream.concat(people.stream(), bound.peopleWith(roles).stream())
            .distinct()
            .sorted()
            .toList();
    return new Notice(
        bound.system(), bound.name(), attempt, event, all, subject, text, appointment);
  }

  /** Sends what had not arrived when the run was handed over. */
  void goOn(List<Notice> from) {
    from.forEach(this::send);
  }

  private void send(Notice notice) {
    underWay.add(notice);
    // Detached: what was told does not become untold because the procedure is cancelled.
    Workflow.newDetachedCancellationScope(
            () ->
                Async.procedure(
                        sites.notification("tell: " + notice.subject())::send,
                        bound.environment().bindings().notification(),
                        notice)
                    .handle(
                        (sent, failure) -> {
                          underWay.remove(notice);
                          return null;
                        }))
        .run();
  }

  /** Gives what is under way a moment to arrive: a workflow that ends takes it along. */
  void settle() {
    settle(() -> false);
  }

  /** The same, unless something comes that can't wait. */
  void settle(Supplier<Boolean> urgent) {
    Workflow.await(A_MOMENT, () -> underWay.isEmpty() || urgent.get());
  }

  List<Notice> underWay() {
    return List.copyOf(underWay);
  }
}
