package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.PlanHash;
import dev.cutover.workflow.Rollback;
import dev.cutover.workflow.RollbackRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import org.junit.jupiter.api.Test;

/** A rollback by hand is an order that somebody entitled to it has signed. */
final class RollbackOrderTest {

  @Test
  void nobodyStartsARollbackByHandWithoutASignedOrder() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end =
          night
              .world
              .workflow(Rollback.class, night.world.ids().rollback())
              .run(
                  new RollbackRequest(
                      night.world.plan,
                      night.planHash(),
                      "rehearsal",
                      "x",
                      0L,
                      "by hand",
                      true,
                      null));

      assertEquals(Outcome.FAILED, end.outcome());
      assertTrue(String.valueOf(end.reason()).contains("without a signed order"), end.reason());
      assertNothingWasTouched(night);
    }
  }

  @Test
  void anOrderOfSomebodyWithoutTheRoleMovesNothing() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end = night.rollBack(0, "database-duty");

      assertEquals(Outcome.FAILED, end.outcome());
      assertTrue(String.valueOf(end.reason()).contains("does not have the role"), end.reason());
      assertNothingWasTouched(night);
    }
  }

  @Test
  void anOrderForOnePlanRollsBackByNoOther() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end = night.rollBack(0, "taro-tanaka", PlanHash.of(Plans.small()));

      assertEquals(Outcome.FAILED, end.outcome());
      assertTrue(String.valueOf(end.reason()).contains("has the hash"), end.reason());
      assertNothingWasTouched(night);
    }
  }

  private static void assertNothingWasTouched(Night night) {
    assertTrue(
        night.world.faults.calls().stream()
            .allMatch(call -> call.startsWith("Decision") || call.startsWith("Ledger")),
        night.world.faults.calls()::toString);
  }

  @Test
  void anOrderStandsInTheLedgerWithWhoGaveIt() {
    try (Night night = new Night(Plans.oms(), "rehearsal").because("the ERP is down")) {
      RunStatus end = night.rollBack(null);

      assertTrue(String.valueOf(end.reason()).contains("taro-tanaka"), end.reason());
      assertTrue(
          night.world.decisions.ledger().stream()
              .anyMatch(entry -> entry.contains("rollback") && entry.contains("the ERP is down")),
          night.world.decisions.ledger()::toString);
    }
  }
}
