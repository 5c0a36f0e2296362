package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.StepOutcome;
import dev.cutover.workflow.RunStatus.StepRun;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run on the terminal: a line for each step as it ends, for each gate as it opens and for each
 * decision; where the terminal allows it, a line that moves for what is being done just now.
 */
public final class RunView {

  private static final int BAR = 24;

  private final PrintStream out;
  private final boolean live;
  private final Instant begun;
  private final Set<String> shown = new HashSet<>();
  private boolean moving;

  /**
   * @param live whether the terminal can overwrite a line
   */
  public RunView(PrintStream out, boolean live, Instant begun) {
    this.out = out;
    this.live = live;
    this.begun = begun;
  }

  /** Shows what is new since the last call. */
  public void show(RunStatus status, List<Rate> rates) {
    for (StepRun run : status.steps()) {
      if (run.to() != null && shown.add(status.attempt() + run.step() + run.from())) {
        line(mark(run.outcome()), run.step().label(), Duration.between(run.from(), run.to()));
        detail(run.detail());
      }
    }
    for (OpenGate gate : status.gates()) {
      if (gate.until() != null && shown.add(gate.nonce())) {
        text("?", "gate " + gate.gate() + " · " + gate.question());
        detail(gate.facts());
        detail(
            gate.role()
                + " "
                + gate.people()
                + " until "
                + time(gate.until())
                + ", silence: "
                + gate.silence());
      }
    }
    for (DecisionTaken decision : status.decisions()) {
      if (shown.add(decision.toString())) {
        text(decision.accepted() ? "!" : "×", inWords(decision));
      }
    }
    if (live) {
      running(status, rates);
    }
  }

  private void running(RunStatus status, List<Rate> rates) {
    List<StepRun> steps = status.steps();
    if (steps.isEmpty() || steps.get(steps.size() - 1).to() != null) {
      return;
    }
    StringBuilder text = new StringBuilder("  ▸ " + steps.get(steps.size() - 1).step().label());
    rates.forEach(rate -> text.append("  ").append(bar(rate)));
    clearMoving();
    out.print(text.length() > 110 ? text.substring(0, 110) : text);
    out.flush();
    moving = true;
  }

  private static String bar(Rate rate) {
    int full = rate.total() == 0 ? BAR : (int) Math.min(BAR, BAR * rate.done() / rate.total());
    return rate.what()
        + " ["
        + "█".repeat(full)
        + "·".repeat(BAR - full)
        + "] "
        + String.format(Locale.ROOT, "%,d rows/s", rate.perSecond())
        + (rate.left() == null ? "" : ", " + seconds(rate.left()) + " left");
  }

  private void line(String mark, String what, Duration took) {
    text(mark, String.format(Locale.ROOT, "%-52s %9s", what, seconds(took)));
  }

  private void text(String mark, String text) {
    clearMoving();
    Duration since = Duration.between(begun, Instant.now());
    out.printf("%02d:%02d %s %s%n", since.toMinutes(), since.toSecondsPart(), mark, text);
  }

  private void detail(String text) {
    if (!text.isEmpty()) {
      clearMoving();
      out.println("        " + text);
    }
  }

  private void clearMoving() {
    if (moving) {
      out.print("\r\u001b[2K");
      moving = false;
    }
  }

  private static String mark(StepOutcome outcome) {
    return switch (outcome) {
      case DONE -> "✓";
      case RUNNING -> "▸";
      case FAILED, INTERRUPTED -> "✗";
    };
  }

  private static String inWords(DecisionTaken decision) {
    String who = decision.person() == null ? "silence" : decision.person();
    return "gate "
        + decision.gate()
        + ": "
        + decision.answer()
        + " by "
        + who
        + (decision.accepted() ? "" : " refused")
        + (decision.reason().isEmpty() || decision.person() == null
            ? ""
            : " (" + decision.reason() + ")");
  }

  private static String time(@Nullable Instant at) {
    return at == null ? "-" : at.toString();
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /**
   * How fast something goes.
   *
   * @param left null while it can't be told
   */
  public record Rate(String what, long done, long total, long perSecond, @Nullable Duration left) {}
}
