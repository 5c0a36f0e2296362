package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Answer;
import dev.cutover.plan.Step;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepOutcome;
import dev.cutover.workflow.RunStatus.StepRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What commands say of runs, gates and decisions: words, and never a null. */
final class WordsTest {

  @Test
  void aCutoverWhoseRollbackIsParkedWaitsForAPersonAndNamesTheWayOut() {
    RunStatus cutover = Statuses.ended(null, "ordered by taro-tanaka");
    RunStatus rollback = Statuses.ended(Outcome.PARKED, "ordered by taro-tanaka");

    assertEquals(ExitCode.WAITING, StatusCommand.code(cutover, rollback));
    assertTrue(
        StatusCommand.inWords(cutover, rollback).endsWith("cutover repair oms-rehearsal-rollback"));
    assertEquals(ExitCode.DONE, StatusCommand.code(cutover, Statuses.ended(null, "ordered")));
    assertTrue(Json.of(cutover, rollback).contains("\"PARKED\""));
  }

  @Test
  void whatStandsInTheWayOfAParkedRollbackIsSaidWithItsStep() {
    RunStatus rollback =
        Statuses.parked(
            new StepRun(
                Step.CLOSE_TARGET,
                null,
                Instant.EPOCH,
                null,
                StepOutcome.RUNNING,
                "FenceCloseTarget: no route to host"));

    assertEquals(
        "PARKED at: fence: close target, drain its open transactions (FenceCloseTarget: no route to"
            + " host); mend it, then: cutover repair oms-rehearsal-rollback",
        StatusCommand.inWords(rollback, null));
  }

  @Test
  void aRunBeforeGoHasNoDeadline() {
    assertEquals(
        "running, no deadline before GO", StatusCommand.inWords(Statuses.ended(null, null), null));
  }

  @Test
  void aGateThatStandsOpenAsksNobody() {
    assertEquals(
        "1 of lead [taro], nobody has to: silence changes nothing",
        StatusCommand.who(gate(null, null)));
    assertEquals(
        "1 of lead [taro], until 2030-09-28T13:00:00Z; silence counts as REJECT",
        StatusCommand.who(gate(Instant.parse("2030-09-28T13:00:00.123Z"), Answer.REJECT)));
  }

  @Test
  void aGateSaysWhoseApprovalDoesNotCount() {
    Instant until = Instant.parse("2030-09-28T13:00:00Z");
    String who = StatusCommand.who(gate(until, Answer.REJECT, "taro asked for this run"));

    assertTrue(who.endsWith("; silence counts as REJECT; taro asked for this run"), who);
  }

  @Test
  void aReceiptNamesWhatIsKnown() {
    assertEquals(
        "accepted: gate go, APPROVE by taro",
        DecideCommand.inWords(new Receipt("go", true, "taro", Answer.APPROVE, "")));
    assertEquals(
        "refused: gate go, it could not be verified",
        DecideCommand.inWords(new Receipt("go", false, null, null, "it could not be verified")));
    assertEquals(
        "refused: gate go, taro, this person has already answered",
        DecideCommand.inWords(
            new Receipt("go", false, "taro", null, "this person has already answered")));
  }

  @Test
  void theLinkLeadsToTheRunInTheWebUi() {
    assertEquals(
        "http://temporal.example:8233/namespaces/default/workflows/oms-rehearsal-cutover",
        TemporalClient.link(null, "temporal.example:7233", "default", "oms-rehearsal-cutover"));
    assertEquals(
        "https://ui.example/namespaces/night/workflows/x",
        TemporalClient.link("https://ui.example/", "temporal.example:7233", "night", "x"));
  }

  private static OpenGate gate(@Nullable Instant until, @Nullable Answer silence) {
    return gate(until, silence, null);
  }

  private static OpenGate gate(
      @Nullable Instant until, @Nullable Answer silence, @Nullable String exclusion) {
    return new OpenGate(
        "rollback",
        "Roll back now?",
        "",
        List.of(Answer.ROLL_BACK),
        "lead",
        List.of("taro"),
        1,
        List.of(),
        "nonce",
        Instant.EPOCH,
        until,
        silence,
        until == null,
        exclusion);
  }
}
