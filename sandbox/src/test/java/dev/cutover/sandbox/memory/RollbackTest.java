package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.FenceState;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.Rollback;
import dev.cutover.workflow.RollbackRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rollback promises, started by hand on levers in memory. */
final class RollbackTest {

  @Test
  void aRollbackWithoutAnyCutoverLeavesLegacyLive() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(1, end.epoch());
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
    }
  }

  @Test
  void aRollbackThatComesSecondMovesNothing() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.fence.takenOver();
      RunStatus end = night.rollBack(0L);

      assertEquals(Outcome.SUPERSEDED, end.outcome());
      assertTrue(night.world.faults.calls().stream().noneMatch("ApplicationBring"::equals));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DnsBring", "FenceOpenLegacy", "BatchRelease", "ApplicationProbe"})
  void aLeverThatCannotBeBroughtParksUntilItIsMendedAndRepaired(String activity) {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor(activity);
      whenParked(night, notice -> night.world.faults.mend(activity));
      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
    }
  }

  @Test
  void aTargetThatNeverOpenedIsNotNeededForARollback() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor("FenceCloseTarget");
      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
    }
  }

  @Test
  void aTargetOutOfReachIsTriedOnceAndNotAtEachStepAnew() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor("FenceCloseTarget");
      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
      assertFalse(night.world.faults.calls().contains("BatchDrain"));
    }
  }

  @Test
  void whatSomebodyMovedBeforeItIsProvenIsBroughtBackWithoutAskingAnybody() {
    String jobs = "oms-legacy-batch-rehearsal";
    String target = "oms-target-app-rehearsal";
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      Set<String> once = ConcurrentHashMap.newKeySet();
      night.world.faults.before(
          "DnsAwaitPropagation",
          () -> {
            if (once.add("moved")) {
              night.world.levers.hold(jobs, "po-send", true);
              night.world.levers.bring(target, Mode.UP);
            }
          });
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(15, night.world.levers.released(jobs).size());
      assertEquals(Mode.DOWN, night.world.levers.mode(target));
      assertTrue(
          night.world.levers.notices().stream()
              .noneMatch(notice -> notice.event() == Event.PARKED));
      StepRun proof =
          end.steps().stream()
              .filter(run -> run.step() == Step.VERIFY_CONNECTIVITY)
              .findFirst()
              .get();
      assertTrue(proof.detail().contains("po-send"), proof.detail());
      assertTrue(proof.detail().contains("application is UP"), proof.detail());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FenceOpenLegacy", "ErpCheck"})
  void aNameThatSomebodyLedElsewhereIsBroughtBackWithoutAskingAnybody(String meanwhile) {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      Set<String> once = ConcurrentHashMap.newKeySet();
      night.world.faults.before(
          meanwhile,
          () -> {
            if (once.add("moved")) {
              night.world.levers.lead(Side.TARGET);
            }
          });
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(Side.LEGACY, night.world.levers.live());
      assertTrue(
          night.world.levers.notices().stream()
              .noneMatch(notice -> notice.event() == Event.PARKED));
    }
  }

  /** Also where it was proven, has moved since, and the second proof is what fails. */
  @Test
  void aRollbackThatParkedOverItsLastLookProvesLegacyOnceMore() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      Set<String> once = ConcurrentHashMap.newKeySet();
      List<Integer> checks = new CopyOnWriteArrayList<>();
      night.world.faults.before(
          "ErpCheck",
          () -> {
            checks.add(1);
            if (once.add("late")) {
              night.world.levers.hold("oms-legacy-batch-rehearsal", "po-send", true);
            } else if (checks.size() < 4) {
              night.world.levers.erpAnswers(false);
            }
          });
      List<String> parked = new CopyOnWriteArrayList<>();
      whenParked(
          night,
          notice -> {
            parked.add(notice.subject());
            if (parked.size() > 1) {
              checks.addAll(List.of(1, 1, 1));
              night.world.levers.erpAnswers(true);
            }
          });
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(2, parked.size(), parked::toString);
    }
  }

  @Test
  void whatALateCallOfTheOvertakenRunMovesBehindTheVerificationIsBroughtBack() {
    String jobs = "oms-legacy-batch-rehearsal";
    String application = "oms-legacy-app-rehearsal";
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      Set<String> once = ConcurrentHashMap.newKeySet();
      night.world.faults.before(
          "ErpCheck",
          () -> {
            if (once.add("late")) {
              night.world.levers.hold(jobs, "po-send", true);
              night.world.levers.bring(application, Mode.MAINTENANCE);
            }
          });
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals(15, night.world.levers.released(jobs).size());
      assertEquals(Mode.UP, night.world.levers.mode(application));
      StepRun look =
          end.steps().stream().filter(run -> run.step() == Step.LOOK_AGAIN).findFirst().get();
      assertTrue(look.detail().contains("po-send"), look.detail());
      Instant done = Objects.requireNonNull(look.to());
      assertFalse(done.isBefore(end.begun().plusSeconds(60)), "looked before it could be late");
    }
  }

  @Test
  void aParkedRollbackThatWasOvertakenMovesNothingMoreWhenItIsRepaired() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.faults.breakFor("ErpCheck");
      whenParked(
          night,
          notice -> {
            night.world.faults.mend("ErpCheck");
            night.world.fence.takenOver();
          });
      assertEquals(Outcome.SUPERSEDED, night.rollBack(null).outcome());
    }
  }

  @Test
  void nobodyStartsARollbackByHandWithoutASignedOrder() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      RunStatus end =
          night
              .world
              .workflow(Rollback.class, night.world.ids().rollback())
              .run(
                  new RollbackRequest(
                      night.world.plan, "hash", "rehearsal", "x", 0L, "by hand", true, null));

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

  @Test
  void aTargetThatTookOrdersAndIsOutOfReachIsWaitedFor() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.faults.breakFor("FenceCloseTarget");
      whenParked(night, notice -> night.world.faults.mend("FenceCloseTarget"));

      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
      assertTrue(night.world.faults.calls().contains("SyncCarryBack"));
    }
  }

  @Test
  void twoPeopleMayForfeitWhatATargetOutOfReachHoldsOnceItIsShut() {
    try (Night night =
        new Night(Plans.oms(), "rehearsal").because("aurora-cluster-stopped, seen")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.fence.shutTargetFromOutside();
      night.loseTarget();
      night.twoAgreeWhenAsked();
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
      assertFalse(night.world.faults.calls().contains("SyncCarryBack"));

      night.targetIsBack();
      night.world.result(night.world.ids().forfeitedTarget(), String.class);
      assertTrue(
          night.world.levers.notices().stream()
              .anyMatch(notice -> notice.text().contains("never carried back")));
      assertEquals(FenceState.CLOSED, night.world.fence.state(Side.TARGET));
    }
  }

  @Test
  void aSchedulerOfAClosedTargetThatIsGoneForGoodIsLeftByOrderOfTwo() {
    try (Night night = new Night(Plans.oms(), "rehearsal").because("the scheduler is lost")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.faults.breakFor("BatchHold");
      night.twoAgreeWhenAsked();
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
      assertEquals(FenceState.OPEN, night.world.fence.state(Side.LEGACY));
      assertTrue(night.world.faults.calls().contains("SyncCarryBack"), "no order is lost");
      night.world.faults.mend("BatchHold");
      night.world.result(night.world.ids().forfeitedTarget(), String.class);
      assertEquals(List.of(), night.world.levers.released("oms-target-batch-rehearsal"));
    }
  }

  @Test
  void nobodyIsAskedToForfeitWhatATargetHoldsThatAnswers() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.faults.breakFor("SyncCarryBack");
      whenParked(
          night,
          notice -> {
            assertEquals(List.of(), night.parked().status().gates());
            night.world.faults.mend("SyncCarryBack");
          });

      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FenceCloseTarget", "BatchHold"})
  void aTargetThatIsBackWhilePeopleAreAskedIsWaitedForNoLonger(String lost) {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.loseTarget();
      if (!lost.equals("FenceCloseTarget")) {
        night.targetIsBack();
        night.world.faults.breakFor(lost);
        night.world.faults.breakFor("BatchObserve oms-target-batch-rehearsal");
      }
      night.world.levers.onNotice(
          notice -> {
            if (notice.event() == Event.GATE_OPENED) {
              night
                  .world
                  .temporal()
                  .registerDelayedCallback(
                      Duration.ofMinutes(20),
                      () -> {
                        night.targetIsBack();
                        night.world.faults.mend(lost);
                        night.world.faults.mend("BatchObserve oms-target-batch-rehearsal");
                      });
            }
          });
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
      assertTrue(night.world.faults.calls().contains("SyncCarryBack"), "nothing was given up");
      assertEquals(List.of(), night.world.levers.released("oms-target-batch-rehearsal"));
      assertEquals(1, end.decisions().size(), "nothing but the order was decided");
    }
  }

  @Test
  void whatTheTargetsJobsHaveDoneIsToldToLegacyAlsoWhereOneOfThemNeverEnds() {
    try (Night night = new Night(Plans.oms(), "rehearsal").because("one job hangs")) {
      String target = "oms-target-batch-rehearsal";
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.levers.jobs(target).doneElsewhere(List.of("po-send@1"));
      night.world.faults.breakFor("BatchDrain");
      night.twoAgreeWhenAsked();
      night.world.faults.before(
          "BatchDrain", () -> night.world.levers.jobs(target).doneElsewhere(List.of("po-send@2")));

      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
      assertEquals(
          List.of("po-send@1", "po-send@2"),
          night.world.levers.jobs("oms-legacy-batch-rehearsal").observed().done());
    }
  }

  @Test
  void aNoLeavesTheRollbackParkedAndIsAskedAgain() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.faults.breakFor("BatchHold");
      List<String> asked = new CopyOnWriteArrayList<>();
      night.world.levers.onNotice(
          notice -> {
            if (notice.event() == Event.GATE_OPENED) {
              OpenGate gate = night.parked().status().gates().get(0);
              asked.add(gate.gate());
              if (asked.size() == 1) {
                night.answerParked(gate, gate.people().get(0), Answer.REJECT);
              } else {
                night.world.faults.mend("BatchHold");
                night.parked().repair();
              }
            }
          });

      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
      assertEquals(List.of("leave-target", "leave-target"), asked);
      assertEquals(List.of(), night.world.levers.released("oms-target-batch-rehearsal"));
    }
  }

  @Test
  void anApplicationOfTheTargetThatAnswersNobodyWhileLegacyIsProvenIsLeftByOrderOfTwo() {
    try (Night night = new Night(Plans.oms(), "rehearsal").because("a 503 of its balancer")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.faults.before(
          "FenceOpenLegacy",
          () -> {
            night.world.levers.bring("oms-target-app-rehearsal", Mode.UP);
            night.world.faults.breakFor("ApplicationBring");
          });
      night.twoAgreeWhenAsked();
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
    }
  }

  @Test
  void whoIsRevokedBeforeTheSecondAgreesHasNotAgreed() {
    try (Night night = new Night(Plans.oms(), "rehearsal").because("ecs-service-at-zero")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.loseTarget();
      List<String> agreed = new CopyOnWriteArrayList<>();
      night.world.levers.onNotice(
          notice -> {
            if (notice.event() == Event.GATE_OPENED) {
              OpenGate gate = night.parked().status().gates().get(0);
              night.agree(gate, gate.people().get(0));
              night.world.decisions.revoke(gate.people().get(0));
              night.agree(gate, gate.people().get(1));
              agreed.addAll(night.parked().status().gates().get(0).agreed());
              night.targetIsBack();
              night.parked().repair();
            }
          });
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
      assertEquals(1, agreed.size(), agreed::toString);
      assertTrue(night.world.faults.calls().contains("SyncCarryBack"), "nothing was given up");
      assertTrue(
          end.decisions().stream()
              .anyMatch(decision -> decision.reason().contains("counts no more: the key of")),
          end.decisions()::toString);
    }
  }

  @Test
  void aYesToForfeitThatComesWhenTheTargetIsBackGivesNothingUp() {
    try (Night night = new Night(Plans.oms(), "rehearsal").because("aurora-cluster-stopped")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.loseTarget();
      night.world.levers.onNotice(
          notice -> {
            if (notice.event() == Event.GATE_OPENED) {
              OpenGate gate = night.parked().status().gates().get(0);
              night.targetIsBack();
              gate.people().subList(0, 2).forEach(person -> night.agree(gate, person));
            }
          });
      RunStatus end = night.rollBack(null);

      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
      assertTrue(night.world.faults.calls().contains("SyncCarryBack"), "nothing was given up");
    }
  }

  @Test
  void nobodyForfeitsOrdersWithoutNamingWhatShutsTheTarget() {
    try (Night night = new Night(Plans.oms(), "rehearsal").because("I am sure")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.loseTarget();
      List<Receipt> receipts = new CopyOnWriteArrayList<>();
      night.world.levers.onNotice(
          notice -> {
            if (notice.event() == Event.GATE_OPENED) {
              OpenGate gate = night.parked().status().gates().get(0);
              gate.people().forEach(person -> receipts.add(night.agree(gate, person)));
              night.targetIsBack();
              night.parked().repair();
            }
          });

      assertEquals(Outcome.ROLLED_BACK, night.rollBack(null).outcome());
      assertTrue(receipts.stream().noneMatch(Receipt::accepted), receipts::toString);
      assertTrue(receipts.get(0).reason().contains("ecs-service-at-zero"), receipts::toString);
      assertTrue(night.world.faults.calls().contains("SyncCarryBack"));
    }
  }

  private static void whenParked(Night night, Consumer<Notice> then) {
    night.world.levers.onNotice(
        notice -> {
          if (notice.event() == Event.PARKED) {
            assertEquals(Outcome.PARKED, night.parked().status().outcome());
            then.accept(notice);
            night.parked().repair();
          }
        });
  }
}
