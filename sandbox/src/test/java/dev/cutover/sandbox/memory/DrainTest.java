package dev.cutover.sandbox.memory;

import static dev.cutover.sandbox.memory.CutoverTest.assertRolledBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FailureType;
import dev.cutover.plan.Levers;
import dev.cutover.plan.Levers.FenceRule;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transactions that stay open behind a move of the fence for longer than the plan allows. */
final class DrainTest {

  @ParameterizedTest
  @CsvSource({
    "FenceFreeze, FREEZE_LEGACY",
    "FenceProveFrozen, FREEZE_LEGACY",
    "FenceSwitchLegacy, SWITCH_FENCE"
  })
  void whereThePlanAllowsItTheirSessionsAreEndedAndTheStepSaysWhoseTheyWere(
      String activity, Step step) {
    try (Night night = new Night(killing(Plans.oms()), "rehearsal")) {
      staysOpenAt(night, activity, 1);
      RunStatus end = night.run();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      String detail =
          end.steps().stream().filter(run -> run.step() == step).findFirst().get().detail();
      assertTrue(detail.contains("ended: session 7 of oms_app"), detail);
    }
  }

  @Test
  void elseTheCutoverGivesUpAndLegacyIsOpenedAgain() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      staysOpenAt(night, "FenceProveFrozen", 1);
      RunStatus end = night.run();

      assertRolledBack(night, end);
      assertTrue(String.valueOf(end.reason()).contains("session 7"), end.reason());
      assertFalse(night.world.faults.calls().contains("FenceEndSessions"));
    }
  }

  @Test
  void aRollbackWaitsForThemAgainAndAgainAndSaysSoOnce() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      staysOpenAt(night, "FenceCloseTarget", 3);
      assertRolledBack(night, night.run(Step.VALIDATE));
      assertEquals(
          1,
          night.world.levers.notices().stream()
              .filter(notice -> notice.event() == Event.PARKED)
              .count());
    }
  }

  private static void staysOpenAt(Night night, String activity, int times) {
    AtomicInteger left = new AtomicInteger(times);
    night.world.faults.before(
        activity,
        () -> {
          if (left.getAndDecrement() > 0) {
            throw FailureType.DRAIN_TIMEOUT.because("stayed open: session 7 of oms_app");
          }
        });
  }

  private static Plan killing(Plan plan) {
    FenceRule rule = plan.levers().fence();
    return plan.with(
        new Levers(
            new FenceRule(rule.lease(), rule.drain(), true, rule.forfeit()),
            plan.levers().dns(),
            plan.levers().lateCalls()));
  }
}
