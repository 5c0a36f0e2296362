package dev.cutover.workflow;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.NotificationRule;
import dev.cutover.plan.NotificationRule.Event;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tells people what happens, beside the procedure: a dead channel never holds it up. */
final class Notices {

  private static final Duration A_MOMENT = Duration.ofSeconds(30);

  private final BoundPlan bound;
  private final String attempt;
  private final Sites sites;
  private final List<Promise<Void>> pending = new ArrayList<>();

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
    List<String> roles =
        Stream.concat(
                also.stream(),
                bound.plan().notifications().stream()
                    .filter(rule -> rule.event() == event)
                    .map(NotificationRule::roles)
                    .flatMap(List::stream))
            .distinct()
            .toList();
    Notice notice =
        new Notice(
            bound.system(), bound.name(), attempt, event, bound.peopleWith(roles), subject, text);
    // Detached: what was told does not become untold because the procedure is cancelled.
    Workflow.newDetachedCancellationScope(() -> pending.add(sending(subject, notice))).run();
  }

  private Promise<Void> sending(String subject, Notice notice) {
    return Async.procedure(
            sites.notification("tell: " + subject)::send,
            bound.environment().bindings().notification(),
            notice)
        .exceptionally(failure -> null);
  }

  /** Gives what is under way a moment to arrive: a workflow that ends takes it along. */
  void settle() {
    Workflow.await(A_MOMENT, () -> pending.stream().allMatch(Promise::isCompleted));
  }
}
