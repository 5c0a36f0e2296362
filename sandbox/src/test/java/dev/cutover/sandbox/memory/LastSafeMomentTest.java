package dev.cutover.sandbox.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Until when a rollback may wait is said to whoever decides. A drill that took longer than the plan
 * has it, with a reserve of half as much, counts instead.
 */
final class LastSafeMomentTest {

  private static final Duration WINDOW = Duration.ofHours(10);
  private static final Duration PLANNED = Duration.ofMinutes(108);

  @Test
  void everyGateSaysUntilWhenARollbackMayWait() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end = night.run();

      assertThat(end.lastSafeMoment()).isEqualTo(end.begun().plus(WINDOW).minus(PLANNED));
      assertThat(asked(night))
          .hasSize(3)
          .allSatisfy(notice -> assertThat(notice.text()).contains(inWords(end, "planned times")));
    }
  }

  @Test
  void aLongDrillMovesIt() {
    try (Night night =
        new Night(Plans.oms(), "rehearsal")
            .drilled(Duration.ofMinutes(78))
            .at("switch", Answer.REJECT)) {
      RunStatus end = night.run();

      assertThat(end.lastSafeMoment())
          .isEqualTo(end.begun().plus(WINDOW).minus(Duration.ofMinutes(117)));
      assertThat(asked(night).get(0).text()).contains(inWords(end, "a drill took 1:18:00"));
    }
  }

  @Test
  void whereCompleteFailsWhoeverIsAskedKnowsItToo() {
    try (Night night =
        new Night(Plans.oms(), "rehearsal").at("complete-failed", Answer.ROLL_BACK)) {
      night.world.faults.breakFor("FenceComplete");
      RunStatus end = night.run();

      assertThat(asked(night).get(3).text()).contains(inWords(end, "planned times"));
    }
  }

  @Test
  void goIsRefusedWhereARuleCouldNotBeKept() {
    try (Night night = new Night(Plans.oms(), "rehearsal").drilled(Duration.ofMinutes(90))) {
      RunStatus end = night.run();

      assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(end.reason())
          .contains("the last one took 2:15:00", "rule data-integrity allows 2:00:00")
          .doesNotContain("core-function");
    }
    try (Night night = new Night(Plans.oms(), "rehearsal").drilled(Duration.ofHours(3))) {
      assertThat(night.run().reason())
          .contains("rule data-integrity allows 2:00:00", "rule core-function allows 4:00:00");
    }
  }

  private static String inWords(RunStatus end, String by) {
    return "Last safe moment to roll back: "
        + Objects.requireNonNull(end.lastSafeMoment()).truncatedTo(ChronoUnit.SECONDS)
        + " ("
        + by
        + ")";
  }

  private static List<Notice> asked(Night night) {
    return night.world.levers.notices().stream()
        .filter(notice -> notice.event() == Event.GATE_OPENED)
        .toList();
  }
}
