package dev.cutover.workflow;

import static dev.cutover.plan.Side.LEGACY;

import dev.cutover.activity.FenceRow;
import dev.cutover.plan.BusinessCalendar;
import io.temporal.failure.ActivityFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a cutover's way before it has moved anything. */
record PreCheck(BoundPlan bound, Sites sites, DecisionDesk desk, Outlook outlook) {

  /**
   * All of it at once: whoever mends one finds no other behind it.
   *
   * @param requested what the run was asked for with; null where nobody has said so
   * @param begunBefore whether this very run has moved levers, and was reset
   */
  List<String> problems(
      @Nullable String requested, FenceRow legacy, FenceRow target, boolean begunBefore) {
    List<String> problems = new ArrayList<>(objectionsToRequest(requested));
    problems.addAll(objectionsToCalendar());
    Positions positions = new Positions(bound, sites);
    problems.addAll(positions.notOnLegacy(legacy));
    problems.addAll(positions.notOff(target));
    problems.addAll(positions.dnsElsewhere());
    problems.addAll(
        sites.sync("check the tables").findings(bound.databases(), bound.schemaScope()));
    problems.addAll(ErpCheckImpl.failures(ErpCheckImpl.check(bound, sites, LEGACY)));
    if (begunBefore) {
      problems.addAll(positions.jobsHeldOnLegacy());
    }
    return problems;
  }

  /** Judged as of when the run was started: one that is reset, or handed over, asked in time. */
  private List<String> objectionsToRequest(@Nullable String requested) {
    if (requested == null) {
      return List.of();
    }
    Instant history = StepLog.started();
    Instant came = history.isBefore(outlook.begun()) ? history : outlook.begun();
    Receipt receipt = desk.request(requested, came);
    return receipt.accepted()
        ? List.of()
        : List.of("the request for this run: " + receipt.reason());
  }

  /** A calendar that no meeting can be found in is found out now, and not after a rollback. */
  private List<String> objectionsToCalendar() {
    BusinessCalendar calendar = bound.plan().calendar();
    if (calendar == null) {
      return List.of();
    }
    try {
      sites
          .calendar("does the calendar have business days?")
          .nextBusinessDay(calendar, outlook.begun());
      return List.of();
    } catch (ActivityFailure e) {
      if (Failures.isCancellation(e)) {
        throw e;
      }
      return List.of(Failures.inWords(e));
    }
  }
}
