package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Plan;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How the answers of several people become a decision, and which of them count. */
final class DecisionRulesTest {

  private static final Plan TWO = Plans.twoApproveGo(Plans.small());
  private static final String LEAD = "taro-tanaka";
  private static final String MANAGER = "sato";

  @Test
  void onePersonCountsOnceHoweverOftenTheyApprove() {
    try (Night night = new Night(TWO, "rehearsal").at("go")) {
      List<Receipt> receipts =
          atGo(
              night,
              (gate, given) -> {
                given.add(night.decide(gate, LEAD, Answer.APPROVE));
                given.add(night.because("and again").decide(gate, LEAD, Answer.APPROVE));
              });
      RunStatus end = night.run();

      assertNoGo(end);
      assertTrue(receipts.get(0).accepted());
      assertRefused(receipts.get(1), "already answered");
    }
  }

  @Test
  void oneNoWinsOverTheYesesBeforeIt() {
    try (Night night = new Night(TWO, "rehearsal").at("go")) {
      List<Receipt> receipts =
          atGo(
              night,
              (gate, given) -> {
                given.add(night.decide(gate, LEAD, Answer.APPROVE));
                given.add(night.decide(gate, MANAGER, Answer.REJECT));
              });

      assertNoGo(night.run());
      assertTrue(receipts.stream().allMatch(Receipt::accepted), receipts::toString);
    }
  }

  @Test
  void aNoThatIsStillBeingCheckedWinsOverTheYesThatHasDecided() {
    try (Night night = new Night(Plans.small(), "rehearsal").at("go")) {
      List<Receipt> receipts =
          whileTheManagersIsBeingChecked(night, Answer.REJECT, UnaryOperator.identity());
      RunStatus end = night.run();

      assertTrue(receipts.get(0).accepted(), receipts::toString);
      assertNoGo(end);
      assertTrue(String.valueOf(end.reason()).contains("REJECT by " + MANAGER), end.reason());
    }
  }

  @Test
  void whoIsRevokedWhileTheGateWaitsForAnotherAnswerHasNotApproved() {
    try (Night night = new Night(Plans.small(), "rehearsal").at("go")) {
      AtomicBoolean revoked = new AtomicBoolean();
      List<Receipt> receipts =
          whileTheManagersIsBeingChecked(
              night,
              Answer.APPROVE,
              verdict -> {
                revoked.compareAndSet(false, MANAGER.equals(verdict.person()));
                return revoked.get()
                    ? LateVerdict.refused(verdict, "the key was revoked")
                    : verdict;
              });
      RunStatus end = night.run();

      assertTrue(receipts.get(0).accepted(), receipts::toString);
      assertNoGo(end);
      assertTrue(
          end.decisions().stream()
              .filter(taken -> LEAD.equals(taken.person()))
              .anyMatch(taken -> taken.reason().equals("counts no more: the key was revoked")),
          () -> end.decisions().toString());
    }
  }

  @Test
  void whoIsStillEntitledWhenTheGateHasWaitedHasApproved() {
    try (Night night = new Night(Plans.small(), "rehearsal").at("go")) {
      whileTheManagersIsBeingChecked(
          night,
          Answer.APPROVE,
          verdict ->
              MANAGER.equals(verdict.person())
                  ? LateVerdict.refused(verdict, "a stranger")
                  : verdict);

      assertEquals(Outcome.COMPLETED, night.run().outcome());
    }
  }

  private static List<Receipt> whileTheManagersIsBeingChecked(
      Night night, Answer managers, UnaryOperator<Verdict> judge) {
    night.world.decisions.verifyBy(new LateVerdict(night, LEAD, MANAGER, judge));
    return atGo(
        night,
        (gate, given) -> {
          night.world.cutover().decideBySignal(night.signed(gate, MANAGER, managers));
          given.add(night.decide(gate, LEAD, Answer.APPROVE));
        });
  }

  @Test
  void aYesBehindANoIsTooLate() {
    try (Night night = new Night(TWO, "rehearsal").at("go")) {
      List<String> refusals = new CopyOnWriteArrayList<>();
      atGo(
          night,
          (gate, given) -> {
            night.decide(gate, LEAD, Answer.REJECT);
            refusals.add(refusal(night, gate, MANAGER, Answer.APPROVE));
          });

      assertNoGo(night.run());
      assertTrue(refusals.get(0).matches(".*(already decided|no gate with this nonce).*"));
    }
  }

  @Test
  void bothOfTwoAreEnough() {
    try (Night night = new Night(TWO, "rehearsal").at("go")) {
      atGo(
          night,
          (gate, given) -> {
            given.add(night.decide(gate, LEAD, Answer.APPROVE));
            given.add(night.decide(gate, MANAGER, Answer.APPROVE));
          });

      assertEquals(Outcome.COMPLETED, night.run().outcome());
    }
  }

  @Test
  void whoIsRevokedBeforeTheOtherApprovesHasNotApproved() {
    try (Night night = new Night(TWO, "rehearsal").at("go")) {
      List<Receipt> receipts =
          atGo(
              night,
              (gate, given) -> {
                given.add(night.decide(gate, LEAD, Answer.APPROVE));
                night.world.decisions.revoke(LEAD);
                given.add(night.decide(gate, MANAGER, Answer.APPROVE));
              });
      RunStatus end = night.run();

      assertNoGo(end);
      assertTrue(receipts.stream().allMatch(Receipt::accepted), receipts::toString);
      assertTrue(
          night.world.decisions.ledger().stream()
              .anyMatch(entry -> entry.contains(LEAD) && entry.contains("counts no more")),
          night.world.decisions.ledger()::toString);
    }
  }

  @Test
  void whatAGateDoesNotOfferIsNoAnswer() {
    try (Night night = new Night(TWO, "rehearsal").at("go")) {
      List<Receipt> receipts =
          atGo(night, (gate, given) -> given.add(night.decide(gate, LEAD, Answer.RETRY)));

      assertNoGo(night.run());
      assertRefused(receipts.get(0), "RETRY is not offered: [APPROVE, REJECT]");
    }
  }

  @Test
  void acceptingADiscrepancyNeedsAReason() {
    try (Night night =
        new Night(Plans.small(), "rehearsal").because(" ").at("discrepancy", Answer.ACCEPT)) {
      night.world.data.differ("ORDERS", 1);
      RunStatus end = night.run();

      assertFalse(end.decisions().stream().anyMatch(taken -> taken.answer() == Answer.ACCEPT));
      assertTrue(
          night.receipts.stream().anyMatch(receipt -> receipt.reason().contains("needs a reason")),
          night.receipts::toString);
    }
  }

  @Test
  void anAnswerBehindTheTimeOfTheGateIsTooLate() {
    try (Night night = new Night(TWO, "rehearsal").at("go")) {
      List<String> refusals = new CopyOnWriteArrayList<>();
      atGo(
          night,
          (gate, given) ->
              night
                  .world
                  .temporal()
                  .registerDelayedCallback(
                      TWO.gates().go().answerWithin().plus(Duration.ofSeconds(1)),
                      () -> refusals.add(refusal(night, gate, LEAD, Answer.APPROVE))));

      assertNoGo(night.run());
      night.world.temporal().sleep(Duration.ofMinutes(40));
      assertFalse(refusals.isEmpty());
    }
  }

  @Test
  void anAnswerForAGateThatIsNotOpenYetIsRefused() {
    try (Night night = new Night(Plans.small(), "rehearsal")) {
      List<String> refusals = new CopyOnWriteArrayList<>();
      night.whenTheFirstGateOpens(
          () -> {
            OpenGate go = night.openGate("go");
            OpenGate early =
                new OpenGate(
                    "switch",
                    go.question(),
                    go.facts(),
                    go.offered(),
                    go.role(),
                    go.people(),
                    go.required(),
                    go.agreed(),
                    "a-nonce-of-tomorrow",
                    go.opened(),
                    go.until(),
                    go.silence(),
                    go.standing(),
                    go.exclusion());
            refusals.add(refusal(night, early, LEAD, Answer.APPROVE));
          });

      assertEquals(Outcome.COMPLETED, night.run().outcome());
      assertTrue(refusals.get(0).contains("no gate with this nonce is open"), refusals::toString);
    }
  }

  /** What happens while GO is asked for; silence follows. */
  private static List<Receipt> atGo(Night night, BiConsumer<OpenGate, List<Receipt>> answers) {
    List<Receipt> receipts = new CopyOnWriteArrayList<>();
    night.world.levers.onNotice(
        notice -> {
          if (notice.event() == Event.GATE_OPENED && night.isOpen("go")) {
            answers.accept(night.openGate("go"), receipts);
          } else if (notice.event() == Event.GATE_OPENED) {
            night.world.cutover().status().gates().stream()
                .filter(gate -> !gate.standing())
                .forEach(gate -> night.decide(gate, gate.people().get(0), Answer.APPROVE));
          }
        });
    return receipts;
  }

  private static String refusal(Night night, OpenGate gate, String person, Answer answer) {
    try {
      Receipt receipt = night.decide(gate, person, answer);
      assertFalse(receipt.accepted());
      return receipt.reason();
    } catch (WorkflowUpdateException e) {
      return String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
    } catch (WorkflowNotFoundException e) {
      return "no gate with this nonce: the run has ended";
    }
  }

  private static void assertRefused(Receipt receipt, String why) {
    assertFalse(receipt.accepted());
    assertTrue(receipt.reason().contains(why), receipt.reason());
  }

  private static void assertNoGo(RunStatus end) {
    assertEquals(Outcome.FAILED, end.outcome(), end.reason());
  }
}
