package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Answer;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.StepOutcome;
import dev.cutover.workflow.RunStatus.StepRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the terminal tells of a run. */
final class RunViewTest {

  private static final Instant START = Instant.parse("2030-09-28T13:00:00Z");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void whatIsNewSinceTheLastLookIsToldInTheOrderInWhichItHappened() {
    RunStatus status =
        Statuses.of(
            List.of(
                step(Step.SYNC, 0, 60),
                step(Step.GATE_GO, 60, 63),
                step(Step.HOLD_LEGACY_BATCH, 63, 64),
                step(Step.GATE_SWITCH, 64, null)),
            List.of(gate("switch", 64)),
            List.of(decision("go", 62, Answer.APPROVE)));

    new RunView(out(), 0, START).show(status, null);

    assertEquals(
        List.of(
            "01:00 ✓ pre-migration sync",
            "01:02 ! gate go: APPROVE by taro-tanaka (as planned)",
            "01:03 ✓ gate GO",
            "01:04 ✓ hold legacy batch jobs, drain the running ones",
            "01:04 ? gate switch · Switch?"),
        lines().stream()
            .filter(line -> line.matches("[0-9].*"))
            .map(line -> line.replaceAll(" +[0-9.]+ s$", ""))
            .toList());
  }

  @Test
  void silenceDecidesBeforeItsStepEndsThoughBothHaveTheSameInstant() {
    RunStatus status =
        Statuses.of(
            List.of(step(Step.COMPARE, 0, 9), step(Step.GATE_GO, 9, null)),
            List.of(),
            List.of(new DecisionTaken("rule", null, Answer.ROLL_BACK, true, "silence", at(9))));

    new RunView(out(), 0, START).show(status, null);

    assertEquals("00:09 ! gate rule: ROLL_BACK by silence", lines().get(0));
  }

  @Test
  void instantsArePrintedToTheSecond() {
    new RunView(out(), 0, START)
        .show(
            Statuses.of(List.of(step(Step.GATE_GO, 0, null)), List.of(gate("go", 1)), List.of()),
            null);

    assertTrue(
        lines()
            .contains(
                "        1 of lead [taro-tanaka], until 2030-09-28T13:30:01Z; silence counts as REJECT"));
  }

  @Test
  void theMovingLineIsTakenAwayBeforeAnythingElseIsPrinted() {
    RunView view = new RunView(out(), 40, START);
    view.show(Statuses.of(List.of(step(Step.SYNC, 0, null)), List.of(), List.of()), null);
    view.show(Statuses.of(List.of(step(Step.SYNC, 0, 1)), List.of(), List.of()), null);

    assertTrue(
        text().startsWith("  ▸ pre-migration sync\r\u001b[2K00:01 ✓ pre-migration sync"), text());
  }

  @Test
  void aRefusedAnswerOfNobodyKnownIsNotSilence() {
    new RunView(out(), 0, START)
        .show(
            Statuses.of(
                List.of(step(Step.GATE_GO, 0, null)),
                List.of(),
                List.of(new DecisionTaken("go", null, null, false, "no such key", at(1)))),
            null);

    assertEquals(
        "00:01 × gate go: an answer of nobody known was refused (no such key)", lines().get(0));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static StepRun step(Step step, long from, @Nullable Integer to) {
    return new StepRun(
        step,
        null,
        at(from),
        to == null ? null : at(to),
        to == null ? StepOutcome.RUNNING : StepOutcome.DONE,
        "");
  }

  private static DecisionTaken decision(String gate, long second, Answer answer) {
    return new DecisionTaken(gate, "taro-tanaka", answer, true, "as planned", at(second));
  }

  private static OpenGate gate(String name, long opened) {
    return new OpenGate(
        name,
        "Switch?",
        "",
        List.of(Answer.APPROVE, Answer.REJECT),
        "lead",
        List.of("taro-tanaka"),
        1,
        List.of(),
        "nonce-" + name,
        at(opened),
        at(opened).plusSeconds(1_800).plusMillis(225),
        Answer.REJECT,
        false,
        null);
  }

  private PrintStream out() {
    return new PrintStream(printed, true, StandardCharsets.UTF_8);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private List<String> lines() {
    return text().lines().toList();
  }
}
