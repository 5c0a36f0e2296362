package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.DecisionActivities.Question;
import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import org.junit.jupiter.api.Test;

/** Whoever asks for a run is known, stays known, and does not approve it. */
final class RequesterTest {

  private static final String LEAD = "taro-tanaka";

  @Test
  void whoAskedStandsInStatusAndLedger() {
    try (Night night = new Night(Plans.small(), "rehearsal").at("go", Answer.REJECT)) {
      DecisionTaken request = night.run().decisions().get(0);

      assertTrue(request.accepted(), request::toString);
      assertEquals("start", request.gate());
      assertEquals(Night.REQUESTER, request.person());
      assertTrue(
          night.world.decisions.ledger().stream()
              .anyMatch(entry -> entry.contains("start") && entry.contains(Night.REQUESTER)),
          night.world.decisions.ledger()::toString);
    }
  }

  @Test
  void aRequestThatDoesNotCountEndsTheRunBeforeAnythingIsTouched() {
    try (Night night = new Night(Plans.small(), "rehearsal")) {
      night.world.decisions.revoke(Night.REQUESTER);

      assertRequestRefused(night, "the key of infrastructure-duty was revoked");
      assertTrue(
          night.world.decisions.ledger().stream()
              .anyMatch(entry -> entry.contains("start") && entry.contains("was revoked")),
          night.world.decisions.ledger()::toString);
    }
  }

  @Test
  void aRequestOfSomebodyUnknownEndsTheRunBeforeAnythingIsTouched() {
    try (Night night = new Night(Plans.small(), "rehearsal").askedForBy("mallory")) {
      assertRequestRefused(night, "is nobody in the plan");
    }
  }

  @Test
  void aRequestThatNobodyCanVerifyEndsTheRunBeforeAnythingIsTouched() {
    try (Night night = new Night(Plans.small(), "rehearsal")) {
      night.world.faults.breakFor("DecisionVerify");

      assertRequestRefused(night, "it could not be verified");
    }
  }

  @Test
  void nobodyApprovesOnePlanAndRunsAnother() {
    Plan signedFor = Plans.small();
    try (Night night = new Night(Plans.twoApproveGo(signedFor), "rehearsal")) {
      RunStatus end =
          night
              .world
              .workflow(Cutover.class, night.world.ids().cutover())
              .run(night.request(night.world.plan, PlanHash.of(signedFor)));

      assertRefused(night, end, "pre-check: the plan of this run has the hash " + night.planHash());
    }
  }

  private static void assertRequestRefused(Night night, String why) {
    RunStatus end = night.run();
    assertRefused(night, end, "pre-check: the request for this run: ");
    assertRefused(night, end, why);
  }

  private static void assertRefused(Night night, RunStatus end, String why) {
    String reason = String.valueOf(end.reason());
    assertEquals(Outcome.FAILED, end.outcome(), reason);
    assertTrue(reason.contains(why), reason);
    assertFalse(night.world.faults.calls().contains("FenceTakeEpoch"));
    assertFalse(night.world.faults.calls().contains("SyncCopy"));
  }

  @Test
  void inProductionASignedRequestIsPartOfTheEvidence() {
    try (Night night = new Night(Plans.small(), "production").askedForBy(null)) {
      RunStatus end = night.run();

      assertTrue(String.valueOf(end.reason()).contains("a signed request"), end.reason());
    }
    try (Night night = new Night(Plans.small(), "production")) {
      RunStatus end = night.run();

      assertFalse(String.valueOf(end.reason()).contains("a signed request"), end.reason());
    }
  }

  @Test
  void whoAskedIsKnownInTheNextHistoryToo() {
    try (LongNight night = new LongNight(Plans.small())) {
      night.night.askedForBy(LEAD).at("go");
      night.begin();
      night.awaitGate("go");
      night.handOver();
      OpenGate go = night.night.openGate("go");

      assertEquals("taro-tanaka asked for this run: another person has to approve", go.exclusion());
      assertExcluded(night.night.decide(go, LEAD, Answer.APPROVE));
      assertTrue(night.night.decide(go, LEAD, Answer.REJECT).accepted());
      assertEquals(Outcome.FAILED, night.end().outcome());
    }
  }

  @Test
  void whoStandsInForTheOneWhoDecidesDoesNotApproveWhatTheyAskedFor() {
    try (LongNight night = new LongNight(Plans.small())) {
      night.night.world.decisions.verifyBy(RequesterTest::entitled);
      night.night.at("go");
      night.begin();
      night.awaitGate("go");
      OpenGate go = night.night.openGate("go");

      assertExcluded(night.night.decide(go, Night.REQUESTER, Answer.APPROVE));
      assertTrue(night.night.decide(go, "database-duty", Answer.REJECT).accepted());
      assertEquals(Outcome.FAILED, night.end().outcome());
    }
  }

  private static Verdict entitled(Question question, String signedText) {
    Statement statement = SignedText.parse(signedText).statement();
    return new Verdict(true, statement.person(), statement.decision(), statement.reason());
  }

  @Test
  void whoAskedMayOrderTheRollbackOfARunThatTheyMayNotApprove() {
    try (LongNight night = new LongNight(Plans.requesterAtGo(Plans.oms(), true))) {
      night.night.askedForBy(LEAD).at("switch");
      night.begin();
      night.awaitGate("switch");
      OpenGate rollback = night.night.openGate("rollback");

      assertExcluded(night.night.decide(night.night.openGate("switch"), LEAD, Answer.APPROVE));
      assertTrue(night.night.decide(rollback, LEAD, Answer.ROLL_BACK).accepted());
      CutoverTest.assertRolledBack(night.night, night.end());
    }
  }

  /** Whatever is wrong with a request: levers that have moved are brought back. */
  @Test
  void anAttemptThatBeginsAnewInItsMiddleRollsBackAlthoughItsRequestCountsNoMore() {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      night.terminate("reset");
      night.night.world.decisions.revoke(Night.REQUESTER);
      night.begin();
      RunStatus end = night.end();

      CutoverTest.assertRolledBack(night.night, end);
      assertTrue(String.valueOf(end.reason()).contains("reset"), end.reason());
      assertTrue(String.valueOf(end.reason()).contains("was revoked"), end.reason());
    }
  }

  private static void assertExcluded(Receipt receipt) {
    assertFalse(receipt.accepted());
    assertTrue(receipt.reason().contains("asked for this run: another person has to approve"));
  }
}
