package dev.cutover.sandbox.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cutover.activity.Appointment;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Plan;
import dev.cutover.sandbox.memory.MemoryLevers.Told;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * When people are told, reminded, and passed over, to the second: by the plan's two rollback rules,
 * whose decision makers sleep.
 */
final class DecisionClockTest {

  private static final Plan OMS = Plans.oms();
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  @Test
  void threeIntegrityErrorsAndTheMigrationLeadSleeps() {
    try (Night night = new Night(OMS, "rehearsal")) {
      night.world.data.differ("ORDERS", 3);
      RunStatus end = night.run();

      Instant stopped = at(night, Event.DISCREPANCY);
      Instant asked = gateAt(night, "rule-data-integrity");
      assertSame(stopped, asked);
      assertInstants(night, Event.REMINDER, asked, minutes(5), minutes(10));
      assertInstants(night, Event.ESCALATED, asked, minutes(8));
      assertThat(told(night, Event.ESCALATED).get(0).notice().recipients())
          .contains("infrastructure-duty");
      assertInstants(night, Event.ROLLBACK_STARTED, asked, minutes(15));
      assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
  }

  @Test
  void aCoreFunctionFailsAndTheManagerSleeps() {
    try (Night night = new Night(OMS, "rehearsal")) {
      night.world.levers.breakFunction("order-receipt");
      RunStatus end = night.run();

      Instant failed = at(night, Event.CORE_FUNCTION_FAILED);
      Instant asked = gateAt(night, "rule-core-function");
      assertSame(failed, asked);
      assertThat(told(night, Event.CORE_FUNCTION_FAILED).get(0).notice().recipients())
          .contains("sato", "taro-tanaka", "operations-duty");
      assertInstants(night, Event.REMINDER, asked, minutes(10), minutes(20));
      assertInstants(night, Event.ESCALATED, asked, minutes(15));
      assertThat(told(night, Event.ESCALATED).get(0).notice().recipients()).contains("taro-tanaka");
      assertInstants(night, Event.ROLLBACK_STARTED, asked, minutes(30));
      assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
  }

  /** GO is asked for; nobody works while deputies should have been told, and then once more. */
  @Test
  void deputiesAreToldOnceAndLateRatherThanNotAtAll() {
    try (LongNight night = new LongNight(OMS)) {
      night.night.at("go");
      night.begin();
      night.awaitGate("go");
      night.handOver();
      night.terminate("nobody is there to go on");
      night.night.world.temporal().sleep(minutes(16));
      Instant back = Instant.ofEpochMilli(night.night.world.temporal().currentTimeMillis());
      night.goOnAsHandedOver();
      LongNight.until(() -> !told(night.night, Event.ESCALATED).isEmpty());
      night.handOver();
      RunStatus end = night.end();

      Instant asked = gateAt(night.night, "go");
      assertInstants(night.night, Event.ESCALATED, back, minutes(0));
      assertInstants(night.night, Event.REMINDER, asked, minutes(20));
      assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
    }
  }

  @Test
  void whoHasAnsweredIsNotReminded() {
    try (Night night = new Night(OMS, "rehearsal").at("rule-data-integrity", Answer.ROLL_BACK)) {
      night.world.data.differ("ORDERS", 3);
      night.run();

      assertThat(told(night, Event.REMINDER)).isEmpty();
      assertThat(told(night, Event.ESCALATED)).isEmpty();
    }
  }

  @Test
  void aFailureOnFridayNightBeforeAHolidayMeetsOnTuesday() {
    Instant friday = LocalDateTime.parse("2030-09-13T22:00").atZone(TOKYO).toInstant();
    try (Night night =
        new Night(OMS, "rehearsal", friday).at("rule-core-function", Answer.ROLL_BACK)) {
      night.world.levers.breakFunction("order-receipt");
      night.run();

      assertMeeting(night, ZonedDateTime.of(2030, 9, 17, 10, 0, 0, 0, TOKYO));
      assertThat(told(night, Event.REMIGRATION).get(0).notice().recipients())
          .contains("sato", "taro-tanaka");
    }
  }

  @Test
  void nobodyIsInvitedToAMeetingOfTheNextMoment() {
    Instant wednesday = LocalDateTime.parse("2030-09-18T22:05").atZone(TOKYO).toInstant();
    Plan atMidnight = Plans.meetingAt(OMS, LocalTime.of(0, 1));
    try (Night night =
        new Night(atMidnight, "rehearsal", wednesday).at("rule-core-function", Answer.ROLL_BACK)) {
      night.world.levers.breakFunction("order-receipt");
      night.run();

      assertMeeting(night, ZonedDateTime.of(2030, 9, 20, 0, 1, 0, 0, TOKYO));
    }
  }

  @Test
  void aCalendarWithoutPublicHolidaysIsFoundBeforeAnythingMoves() {
    try (Night night = new Night(Plans.inCountry(OMS, "kr"), "rehearsal")) {
      RunStatus end = night.run();

      assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(end.reason()).contains("pre-check", "country 'kr'");
      assertThat(end.epoch()).isZero();
    }
  }

  private static void assertMeeting(Night night, ZonedDateTime expected) {
    Told invitation = told(night, Event.REMIGRATION).get(0);
    Appointment meeting = Objects.requireNonNull(invitation.notice().appointment());
    assertThat(meeting.begins().atZone(TOKYO)).isEqualTo(expected);
  }

  @Test
  void integrityErrorsPlanNoMeeting() {
    try (Night night = new Night(OMS, "rehearsal").at("rule-data-integrity", Answer.ROLL_BACK)) {
      night.world.data.differ("ORDERS", 3);
      night.run();

      assertThat(told(night, Event.REMIGRATION)).isEmpty();
    }
  }

  @Test
  void aRollbackThatLastsTooLongEscalatesAndGoesOn() {
    try (Night night = new Night(OMS, "rehearsal").at("rule-data-integrity", Answer.ROLL_BACK)) {
      night.world.data.differ("ORDERS", 3);
      night.world.faults.breakFor("FenceOpenLegacy");
      night.whenTold(
          "takes longer",
          () -> {
            night.world.faults.mend("FenceOpenLegacy");
            night.parked().repair();
          });
      RunStatus end = night.run();

      Instant due = at(night, Event.DISCREPANCY).plus(Duration.ofHours(2));
      List<Told> escalated = told(night, Event.ESCALATED);
      assertThat(escalated.get(0).notice().subject()).contains("may take longer");
      assertThat(escalated.get(0).at()).isBefore(due);
      assertThat(escalated.get(1).notice().subject()).contains("takes longer");
      assertSame(due, escalated.get(1).at());
      assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static void assertInstants(Night night, Event event, Instant from, Duration... after) {
    List<Told> all = told(night, event);
    assertThat(all).as(event.name()).hasSize(after.length);
    for (int i = 0; i < after.length; i++) {
      assertSame(from.plus(after[i]), all.get(i).at());
    }
  }

  /** Virtual time runs on by the moments that tasks take. */
  private static void assertSame(Instant expected, Instant actual) {
    assertThat(actual).isCloseTo(expected, within(2, ChronoUnit.SECONDS));
  }

  private static Instant at(Night night, Event event) {
    return told(night, event).get(0).at();
  }

  private static Instant gateAt(Night night, String gate) {
    return told(night, Event.GATE_OPENED).stream()
        .filter(told -> told.notice().subject().contains("(gate " + gate + ")"))
        .findFirst()
        .orElseThrow()
        .at();
  }

  private static List<Told> told(Night night, Event event) {
    return night.world.levers.told().stream()
        .filter(told -> told.notice().event() == event)
        .toList();
  }
}
