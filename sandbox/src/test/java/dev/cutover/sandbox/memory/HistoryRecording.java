package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cutover.activity.FenceState;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.workflow.Comparison;
import dev.cutover.workflow.DataSync;
import dev.cutover.workflow.ErpCheck;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Rollback;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.Setup;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Records the runs that {@link ReplayTest} replays, into the folder of the version that the
 * property names. CONTRIBUTING.md says when that is allowed.
 */
@EnabledIfSystemProperty(named = HistoryRecording.VERSION, matches = "\\d+\\.\\d+")
final class HistoryRecording {

  static final String VERSION = "cutover.record-histories";

  private static final String REHEARSAL = "rehearsal";
  private static final Plan PLAN = Plans.small();

  @Test
  void aCompleteCutoverWithItsSync() {
    try (Night night = new Night(PLAN, REHEARSAL)) {
      assertEquals(Outcome.COMPLETED, night.run().outcome());
      saveCutover(night, "cutover-complete");
      save(night, night.world.ids().syncOf(Night.ATTEMPT), "data-sync-of-a-cutover");
    }
  }

  @Test
  void aCutoverWithoutGo() {
    try (Night night = new Night(PLAN, REHEARSAL).at("go")) {
      assertEquals(Outcome.FAILED, night.run().outcome());
      saveCutover(night, "cutover-without-go");
    }
  }

  @Test
  void aCutoverWithoutItsEvidence() {
    try (Night night = new Night(PLAN, "production")) {
      assertEquals(Outcome.FAILED, night.run().outcome());
      saveCutover(night, "cutover-without-evidence");
    }
  }

  @Test
  void aCutoverRefusedByItsPreCheck() {
    try (Night night = new Night(PLAN, REHEARSAL)) {
      night.world.levers.erpAnswers(false);
      assertEquals(Outcome.FAILED, night.run().outcome());
      saveCutover(night, "cutover-refused-by-pre-check");
    }
  }

  @Test
  void aDiscrepancyThatIsRepaired() {
    try (Night night = new Night(PLAN, REHEARSAL).at("discrepancy", Answer.RETRY, Answer.REPAIR)) {
      night.world.data.differ("ORDERS", 1);
      assertEquals(Outcome.COMPLETED, night.run().outcome());
      saveCutover(night, "cutover-repaired");
    }
  }

  @Test
  void anApprovalThatIsTakenBackAndGivenAnew() {
    try (Night night = new Night(PLAN, REHEARSAL).at("go")) {
      LateVerdict.takesAnApprovalBackThatIsGivenAnew(night);
      assertEquals(Outcome.COMPLETED, night.run().outcome());
      saveCutover(night, "cutover-approved-anew");
    }
  }

  @Test
  void aSwitchRejectedBySignal() {
    try (Night night = new Night(PLAN, REHEARSAL).bySignal().at("switch", Answer.REJECT)) {
      assertRolledBack(night.run());
      saveCutover(night, "cutover-rejected-by-signal");
      saveRollback(night, "rollback-before-the-target-opened");
    }
  }

  @Test
  void ruleOneOnIntegrityErrors() {
    try (Night night = new Night(PLAN, REHEARSAL).at("rule-data-integrity", Answer.ROLL_BACK)) {
      night.world.data.differ("ORDERS", 3);
      assertRolledBack(night.run());
      saveCutover(night, "cutover-rolled-back-by-rule-1");
    }
  }

  @Test
  void ruleTwoOnACoreFunctionAndASilentManager() {
    try (Night night = new Night(PLAN, REHEARSAL)) {
      night.world.levers.breakFunction("order-receipt");
      assertRolledBack(night.run());
      saveCutover(night, "cutover-rolled-back-by-rule-2");
    }
  }

  @Test
  void theDeadline() {
    try (Night night = new Night(Plans.patientAtComplete(PLAN), REHEARSAL).at("complete")) {
      assertRolledBack(night.run());
      saveCutover(night, "cutover-past-its-deadline");
    }
  }

  @Test
  void aRollbackOrderedInTheMiddleOfAStep() {
    try (Night night = new Night(PLAN, REHEARSAL).at("switch")) {
      night.world.faults.before(
          "ErpCheck",
          () -> {
            if (night.world.faults.calls().contains("FenceFreeze") && night.isOpen("rollback")) {
              night.decide(night.openGate("rollback"), "taro-tanaka", Answer.ROLL_BACK);
            }
          });
      assertRolledBack(night.run());
      saveCutover(night, "cutover-ordered-back");
    }
  }

  @Test
  void aDrillPastTheSwitchThatCarriesBack() {
    try (Night night = new Night(PLAN, REHEARSAL)) {
      assertRolledBack(night.run(Step.DNS_TO_TARGET));
      saveCutover(night, "cutover-drill-past-the-switch");
      saveRollback(night, "rollback-that-carries-back");
    }
  }

  @Test
  void aTargetThatWasForfeitedAndComesBack() {
    try (Night night = new Night(PLAN, REHEARSAL).because("aurora-cluster-stopped, seen")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.fence.shutTargetFromOutside();
      night.loseTarget();
      night.twoAgreeWhenAsked();
      assertRolledBack(night.rollBack(null));
      saveRollback(night, "rollback-that-forfeits");
      night.targetIsBack();
      night.world.result(night.world.ids().forfeitedTarget(), String.class);
      save(night, night.world.ids().forfeitedTarget(), "forfeited-target");
    }
  }

  @Test
  void aRollbackThatLeavesTheTargetsScheduler() {
    try (Night night = new Night(PLAN, REHEARSAL)) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.faults.breakFor("BatchHold");
      night.twoAgreeWhenAsked();
      assertRolledBack(night.rollBack(null));
      saveRollback(night, "rollback-that-leaves-the-target");
    }
  }

  @Test
  void aCutoverThatIsOvertaken() {
    try (Night night = new Night(PLAN, REHEARSAL)) {
      night.world.faults.before("SyncAlignSequences", night.world.fence::takenOver);
      assertEquals(Outcome.SUPERSEDED, night.run().outcome());
      saveCutover(night, "cutover-overtaken");
    }
  }

  @Test
  void aRollbackThatIsParkedAndRepaired() {
    try (Night night = new Night(PLAN, REHEARSAL)) {
      night.world.faults.breakFor("DnsBring");
      night.world.levers.onNotice(
          notice -> {
            if (notice.event() == Event.PARKED) {
              night.world.faults.mend("DnsBring");
              parked(night).repair();
            }
          });
      assertRolledBack(night.rollBack(null));
      saveRollback(night, "rollback-parked-and-repaired");
    }
  }

  @Test
  void aRollbackThatComesSecond() {
    try (Night night = new Night(PLAN, REHEARSAL)) {
      night.world.fence.takenOver();
      assertEquals(Outcome.SUPERSEDED, night.rollBack(0L).outcome());
      saveRollback(night, "rollback-overtaken");
    }
  }

  @Test
  void theWorkflowsOnTheirOwn() {
    try (Night night = new Night(PLAN, REHEARSAL)) {
      var world = night.world;
      world.data.differ("ORDERS", 2);
      world.workflow(Setup.class, world.ids().setup()).run(new Setup.Request(PLAN, REHEARSAL));
      save(night, world.ids().setup(), "setup");
      world
          .workflow(DataSync.class, world.ids().dataSync())
          .run(new DataSync.Request(PLAN, REHEARSAL, null));
      save(night, world.ids().dataSync(), "data-sync");
      world
          .workflow(Comparison.class, world.ids().comparison())
          .run(new Comparison.Request(PLAN, REHEARSAL, Night.ATTEMPT, null));
      save(night, world.ids().comparison(), "comparison");
      world
          .workflow(ErpCheck.class, world.ids().erpCheck())
          .run(new ErpCheck.Request(PLAN, REHEARSAL, Side.TARGET));
      save(night, world.ids().erpCheck(), "erp-check");
      world
          .workflow(Observation.class, world.ids().observation())
          .run(new Observation.Request(PLAN, REHEARSAL, Observation.Question.SCHEMA));
      save(night, world.ids().observation(), "observation");
    }
  }

  @Test
  void aCutoverThatGoesOnInANewHistoryAtAGate() {
    try (LongNight night = new LongNight(PLAN)) {
      night.night.at("complete");
      night.begin();
      night.awaitGate("complete");
      night.handOver();
      OpenGate gate = night.night.openGate("complete");
      night.night.decide(gate, gate.people().get(0), Answer.APPROVE);
      assertEquals(Outcome.COMPLETED, night.end().outcome());
      List<WorkflowExecutionHistory> histories = night.histories();
      assertEquals(2, histories.size());
      Histories.write(
          Histories.of(System.getProperty(VERSION), "cutover-handed-over"), histories.get(0));
      Histories.write(
          Histories.of(System.getProperty(VERSION), "cutover-that-went-on"), histories.get(1));
    }
  }

  @Test
  void aCutoverThatIsCancelled() {
    try (LongNight night = new LongNight(PLAN)) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      night.cancel();
      assertThrows(WorkflowFailedException.class, night::end);
      saveCutover(night.night, "cutover-cancelled");
    }
  }

  private static Rollback parked(Night night) {
    return night
        .world
        .temporal()
        .getWorkflowClient()
        .newWorkflowStub(Rollback.class, night.world.ids().rollback());
  }

  private static void assertRolledBack(RunStatus end) {
    assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
  }

  private static void saveCutover(Night night, String run) {
    save(night, night.world.ids().cutover(), run);
  }

  private static void saveRollback(Night night, String run) {
    save(night, night.world.ids().rollback(), run);
  }

  private static void save(Night night, String id, String run) {
    Histories.write(
        Histories.of(System.getProperty(VERSION), run),
        night.world.temporal().getWorkflowClient().fetchHistory(id));
  }
}
