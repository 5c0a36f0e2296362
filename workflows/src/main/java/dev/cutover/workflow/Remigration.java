package dev.cutover.workflow;

import dev.cutover.activity.Appointment;
import dev.cutover.plan.BusinessCalendar;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.RollbackRule;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows a rollback where the plan's rule asks for it: people are invited to look for the
 * root cause and to plan the migration anew, on the next business day.
 */
record Remigration(BoundPlan bound, Sites sites, Notices notices, StepLog log) {

  private static final String SUBJECT = "Root-cause analysis and re-migration";

  /** Whoever was up all night has to read of it, and to come. */
  private static final Duration AHEAD = Duration.ofHours(2);

  void plan(RuleApplied applied, String reason) {
    bound.plan().rollbackRules().stream()
        .filter(rule -> rule.name().equals(applied.name()) && rule.remigration())
        .findFirst()
        .ifPresent(rule -> invite(rule, applied.since(), reason));
  }

  private void invite(RollbackRule rule, Instant since, String reason) {
    List<String> roles = new ArrayList<>(rule.tell());
    roles.add(rule.decisionMaker());
    Appointment meeting = meetingAfter(since);
    if (meeting == null) {
      log.note("no meeting set");
      notices.tell(Event.REMIGRATION, roles, SUBJECT, reason + ". Set a meeting by hand");
    } else {
      log.note(SUBJECT + ": " + meeting.begins().atZone(meeting.zone()).toOffsetDateTime());
      notices.invite(Event.REMIGRATION, roles, SUBJECT, reason, meeting);
    }
  }

  /** The first one behind the failed night that people can still come to. */
  private @Nullable Appointment meetingAfter(Instant failed) {
    BusinessCalendar calendar = bound.plan().calendar();
    if (calendar == null) {
      return null;
    }
    Instant earliest = StepLog.now().plus(AHEAD);
    try {
      Appointment meeting = nextBusinessDay(calendar, failed);
      if (meeting.begins().isBefore(earliest)) {
        meeting = nextBusinessDay(calendar, StepLog.now());
      }
      // Where people meet soon after midnight, the next day's may be too near as well.
      return meeting.begins().isBefore(earliest)
          ? nextBusinessDay(calendar, meeting.begins())
          : meeting;
    } catch (ActivityFailure e) {
      log.note("no business day found: " + Failures.inWords(e));
      return null;
    }
  }

  private Appointment nextBusinessDay(BusinessCalendar calendar, Instant from) {
    return sites.calendar("next business day").nextBusinessDay(calendar, from);
  }
}
