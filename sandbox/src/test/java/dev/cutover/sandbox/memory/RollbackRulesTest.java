package dev.cutover.sandbox.memory;

import static dev.cutover.sandbox.memory.CutoverTest.assertRolledBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Plan;
import dev.cutover.plan.RollbackRule;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The plan's two rollback rules, the deadline, and what silence means, with exact instants. */
final class RollbackRulesTest {

  private static final Plan OMS = Plans.oms();

  @Test
  void threeIntegrityErrorsAskTheMigrationLeadWhoRollsBack() {
    RollbackRule rule = ruleOnIntegrity();
    try (Night night = new Night(OMS, "rehearsal").at(gateOf(rule), Answer.ROLL_BACK)) {
      night.world.data.differ("ORDERS", 3);
      RunStatus end = night.run();

      assertRolledBack(night, end);
      DecisionTaken decision = last(end);
      assertEquals("taro-tanaka", decision.person());
      assertEquals(gateOf(rule), decision.gate());
      assertTrue(told(night, Event.DISCREPANCY));
    }
  }

  @Test
  void integrityErrorsCountOverAllTables() {
    RollbackRule rule = ruleOnIntegrity();
    try (Night night = new Night(OMS, "rehearsal").at(gateOf(rule), Answer.ROLL_BACK)) {
      night.world.data.differ("ORDERS", 1);
      night.world.data.differ("INVENTORY", 1);
      night.world.data.differ("PURCHASE_ORDERS", 1);

      assertEquals(gateOf(rule), last(assertedRollback(night)).gate());
    }
  }

  @Test
  void twoIntegrityErrorsAreADiscrepancyButNotYetRuleOne() {
    try (Night night = new Night(OMS, "rehearsal").at("discrepancy", Answer.ACCEPT)) {
      night.world.data.differ("ORDERS", 2);
      assertEquals(Outcome.COMPLETED, night.run().outcome());
    }
  }

  @Test
  void aSilentMigrationLeadMeansRollbackWhenTheAnswerTimeIsOver() {
    RollbackRule rule = ruleOnIntegrity();
    try (Night night = new Night(OMS, "rehearsal")) {
      night.world.data.differ("ORDERS", 3);
      RunStatus end = assertedRollback(night);

      DecisionTaken silence = last(end);
      assertEquals(null, silence.person());
      assertEquals(Answer.ROLL_BACK, silence.answer());
      Instant stopped = end.steps().get(end.steps().size() - 1).from();
      assertWithin(stopped.plus(rule.answerWithin()), silence.at());
    }
  }

  @Test
  void aFailingCoreFunctionTellsStakeholdersAtOnceAndTheManagerDecides() {
    RollbackRule rule = ruleOnCoreFunctions();
    try (Night night = new Night(OMS, "rehearsal").at(gateOf(rule), Answer.ROLL_BACK)) {
      night.world.levers.breakFunction("order-receipt");
      RunStatus end = assertedRollback(night);

      DecisionTaken decision = last(end);
      String manager = Objects.requireNonNull(decision.person());
      assertTrue(
          Objects.requireNonNull(OMS.people().get(manager))
              .roles()
              .contains("it-infrastructure-manager"));
      List<Event> events = night.world.levers.notices().stream().map(Notice::event).toList();
      assertTrue(events.indexOf(Event.CORE_FUNCTION_FAILED) >= 0);
      assertTrue(
          events.indexOf(Event.CORE_FUNCTION_FAILED) < events.indexOf(Event.ROLLBACK_STARTED));
    }
  }

  @Test
  void aSilentManagerMeansRollbackWhenTheAnswerTimeIsOver() {
    RollbackRule rule = ruleOnCoreFunctions();
    try (Night night = new Night(OMS, "rehearsal")) {
      night.world.levers.breakFunction("purchase-order");
      RunStatus end = assertedRollback(night);

      assertEquals(null, last(end).person());
      Instant stopped = end.steps().get(end.steps().size() - 1).from();
      assertWithin(stopped.plus(rule.answerWithin()), last(end).at());
    }
  }

  @Test
  void aCoreFunctionThatWorksAgainGoesOn() {
    try (Night night =
        new Night(OMS, "rehearsal").at(gateOf(ruleOnCoreFunctions()), Answer.RETRY)) {
      night.world.levers.breakFunction("order-receipt");
      night.world.faults.before(
          "DecisionVerify",
          () -> {
            if (told(night, Event.CORE_FUNCTION_FAILED)) {
              night.world.levers.mendFunction("order-receipt");
            }
          });
      assertEquals(Outcome.COMPLETED, night.run().outcome());
    }
  }

  @Test
  void sixHoursAfterGoTheRollbackBeginsByItself() {
    try (Night night = new Night(Plans.patientAtComplete(OMS), "rehearsal").at("complete")) {
      RunStatus end = assertedRollback(night);

      Instant go = Objects.requireNonNull(end.go());
      assertEquals(go.plus(Duration.ofHours(6)), end.deadline());
      assertWithin(go.plus(Duration.ofHours(6)), Objects.requireNonNull(end.rollback()).begun());
      assertTrue(String.valueOf(end.reason()).contains("deadline"), end.reason());
    }
  }

  @Test
  void oneApprovalOfTwoDoesNotHoldTheDeadlineUp() {
    Plan plan = Plans.twoApproveComplete(Plans.patientAtComplete(OMS));
    try (Night night = new Night(plan, "rehearsal").at("complete", Answer.APPROVE)) {
      RunStatus end = assertedRollback(night);

      assertTrue(night.receipts.get(night.receipts.size() - 1).accepted());
      assertTrue(String.valueOf(end.reason()).contains("deadline"), end.reason());
    }
  }

  @Test
  void acceptingADiscrepancyNeedsAReason() {
    try (Night night = new Night(OMS, "rehearsal").at("discrepancy", Answer.ACCEPT).because("")) {
      night.world.data.differ("ORDERS", 2);
      assertedRollback(night);

      Receipt refused = night.receipts.get(night.receipts.size() - 1);
      assertFalse(refused.accepted());
      assertTrue(refused.reason().contains("reason"), refused.reason());
    }
  }

  @Test
  void theDeadlineLeavesTheRollbackItsTimeBeforeTheWindowEnds() {
    Plan shortWindow = Plans.withRehearsalWindow(Plans.patientAtComplete(OMS), Duration.ofHours(5));
    try (Night night = new Night(shortWindow, "rehearsal").at("complete")) {
      RunStatus end = assertedRollback(night);

      Instant windowEnd = end.begun().plus(Duration.ofHours(5));
      assertEquals(windowEnd.minus(OMS.limits().overrunBudget()), end.deadline());
    }
  }

  @Test
  void aRollbackCanBeOrderedAtAnyTime() {
    try (Night night = new Night(OMS, "rehearsal").at("switch")) {
      night.world.faults.before(
          "ErpCheck",
          () -> {
            if (night.world.faults.calls().contains("FenceFreeze") && night.isOpen("rollback")) {
              night.decide(night.openGate("rollback"), "taro-tanaka", Answer.ROLL_BACK);
            }
          });
      RunStatus end = assertedRollback(night);
      assertTrue(String.valueOf(end.reason()).contains("ordered by taro-tanaka"), end.reason());
    }
  }

  @Test
  void afterTheFailedNightTheReasonStandsInTheLedger() {
    try (Night night = new Night(OMS, "rehearsal").at("switch", Answer.REJECT)) {
      assertedRollback(night);
      assertTrue(
          night.world.decisions.ledger().stream()
              .anyMatch(entry -> entry.contains("switch") && entry.contains("REJECT")));
      assertFalse(night.world.decisions.ledger().isEmpty());
    }
  }

  private static RunStatus assertedRollback(Night night) {
    RunStatus end = night.run();
    assertRolledBack(night, end);
    return end;
  }

  private static RollbackRule ruleOnIntegrity() {
    return OMS.rollbackRules().stream()
        .filter(rule -> rule.trigger().integrityErrors() != null)
        .findFirst()
        .orElseThrow();
  }

  private static RollbackRule ruleOnCoreFunctions() {
    return OMS.rollbackRules().stream()
        .filter(rule -> rule.trigger().coreFunctions() != null)
        .findFirst()
        .orElseThrow();
  }

  private static String gateOf(RollbackRule rule) {
    return "rule-" + rule.name();
  }

  private static DecisionTaken last(RunStatus end) {
    return end.decisions().get(end.decisions().size() - 1);
  }

  private static boolean told(Night night, Event event) {
    return night.world.levers.notices().stream().anyMatch(notice -> notice.event() == event);
  }

  /** Virtual time runs on by the moments that tasks take. */
  private static void assertWithin(Instant expected, Instant actual) {
    Duration off = Duration.between(expected, actual);
    assertTrue(
        !off.isNegative() && off.compareTo(Duration.ofSeconds(10)) <= 0,
        "expected " + expected + ", was " + actual);
  }
}
