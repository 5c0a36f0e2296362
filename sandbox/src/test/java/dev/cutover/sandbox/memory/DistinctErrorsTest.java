package dev.cutover.sandbox.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three integrity errors are three different ones, whenever they were found since GO. */
final class DistinctErrorsTest {

  private static final Plan OMS = Plans.oms();

  @Test
  void twoThatAreRepairedAndTwoOthersAreFour() {
    try (Night night =
        new Night(OMS, "rehearsal")
            .at("discrepancy", Answer.REPAIR)
            .at("rule-data-integrity", Answer.ROLL_BACK)) {
      night.world.data.differ("ORDERS", 2);
      night.world.faults.before(
          "ComparisonCompareChanged",
          () -> {
            if (night.world.faults.calls().contains("ComparisonRepair")) {
              night.world.data.differ("ORDERS", 11, 2);
            }
          });
      night.run();

      assertThat(gates(night)).containsSequence("discrepancy", "rule-data-integrity");
    }
  }

  @Test
  void theSameTwoSeenAgainAreStillTwo() {
    try (Night night =
        new Night(OMS, "rehearsal").at("discrepancy", Answer.RETRY, Answer.ROLL_BACK)) {
      night.world.data.differ("ORDERS", 2);
      night.run();

      assertThat(gates(night)).endsWith("discrepancy", "discrepancy");
    }
  }

  private static List<String> gates(Night night) {
    return night.world.levers.notices().stream()
        .filter(notice -> notice.event() == Event.GATE_OPENED)
        .map(Notice::subject)
        .map(subject -> subject.replaceAll(".*\\(gate (.*)\\)", "$1"))
        .toList();
  }
}
