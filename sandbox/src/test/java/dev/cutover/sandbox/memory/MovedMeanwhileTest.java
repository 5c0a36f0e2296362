package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepRun;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody moves while a rollback goes on does not stay where it is. */
final class MovedMeanwhileTest {

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
      night.whenParked(
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
      night.whenParked(
          notice -> {
            night.world.faults.mend("ErpCheck");
            night.world.fence.takenOver();
          });
      assertEquals(Outcome.SUPERSEDED, night.rollBack(null).outcome());
    }
  }
}
