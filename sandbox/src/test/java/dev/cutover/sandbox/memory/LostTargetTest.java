package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.Database;
import dev.cutover.activity.FenceState;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are asked where a part of the target is lost, and what their answers do. */
final class LostTargetTest {

  @Test
  void aTargetThatTookOrdersAndIsOutOfReachIsWaitedFor() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
      night.world.faults.breakFor("FenceCloseTarget");
      night.whenParked(notice -> night.world.faults.mend("FenceCloseTarget"));

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
      assertEquals(
          List.of(
              "RUN oms rehearsal of " + end.attempt(),
              "LEVER batch target",
              "LEVER application target",
              "LEVER fence target",
              "OUTCOME oms rehearsal"),
          recordedOfTheForfeitedTarget(night));
    }
  }

  private static List<String> recordedOfTheForfeitedTarget(Night night) {
    List<LedgerLine> all =
        night.world.decisions.read(new Database("oms", "rehearsal", Side.LEGACY, "any"), -1);
    List<String> own =
        all.stream()
            .filter(line -> line.entry().contains("ForfeitedTarget"))
            .map(LedgerLine::attempt)
            .toList();
    return all.stream()
        .filter(line -> own.contains(line.attempt()))
        .map(line -> LedgerEntry.parse(line.entry()))
        .map(
            entry ->
                entry.kind()
                    + " "
                    + entry.subject()
                    + (entry.kind() == Kind.RUN ? " of " + entry.facts().get("rollback") : ""))
        .toList();
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
      night.whenParked(
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
}
