package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.StepOutcome;
import dev.cutover.workflow.RunStatus.StepRun;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

  private final PrintStream out;
  private final int width;
  private final Instant begun;
  private final Set<String> shown = new HashSet<>();
  private boolean moving;

  /**
   * @param width of the terminal; 0 where no line can be redrawn
   * @param begun what elapsed times count from
   */
  public RunView(PrintStream out, int width, Instant begun) {
    this.out = out;
    this.width = width;
    this.begun = begun;
  }

  /** Shows what is new since the last call, in the order in which it happened. */
  void show(RunStatus status, @Nullable Rate rate) {
    for (News news : News.of(status)) {
      if (news.what() instanceof OpenGate gate) {
        opened(gate);
      } else if (news.what() instanceof DecisionTaken decision) {
        decided(decision);
      } else if (news.what() instanceof StepRun run) {
        ended(status.attempt(), run, news.at());
      }
    }
    running(status, rate);
  }

  private void opened(OpenGate gate) {
    if (!gate.standing() && shown.add(gate.nonce())) {
      text(gate.opened(), "?", "gate " + gate.gate() + " · " + gate.question());
      detail(gate.facts());
      detail(StatusCommand.who(gate));
    }
  }

  private void decided(DecisionTaken decision) {
    if (shown.add(decision.toString())) {
      text(decision.at(), decision.accepted() ? "!" : "×", inWords(decision));
    }
  }

  private void ended(String attempt, StepRun run, Instant at) {
    if (shown.add(attempt + run.step() + run.from())) {
      String took = inWords(Duration.between(run.from(), at));
      text(
          at,
          mark(run.outcome()),
          String.format(Locale.ROOT, "%-52s %9s", run.step().label(), took));
      detail(run.detail());
    }
  }

  private void running(RunStatus status, @Nullable Rate rate) {
    List<StepRun> steps = status.steps();
    if (width == 0 || steps.isEmpty() || steps.get(steps.size() - 1).to() != null) {
      return;
    }
    clear();
    // Behind the last column some terminals go on in the next line.
    out.print(Bar.line(steps.get(steps.size() - 1).step().label(), rate, width - 1));
    out.flush();
    moving = true;
  }

  /** Says something that is not of the run itself. */
  void say(String text) {
    clear();
    out.println(text);
  }

  private void text(Instant at, String mark, String text) {
    clear();
    Duration since = begun.isAfter(at) ? Duration.ZERO : Duration.between(begun, at);
    out.printf("%02d:%02d %s %s%n", since.toMinutes(), since.toSecondsPart(), mark, text);
  }

  private void detail(String text) {
    if (!text.isEmpty()) {
      clear();
      out.println("        " + text);
    }
  }

  /** Takes the line that moves away. */
  void clear() {
    if (moving) {
      out.print("\r\u001b[2K");
      out.flush();
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
    String gate = "gate " + decision.gate() + ": ";
    String why = decision.reason().isEmpty() ? "" : " (" + decision.reason() + ")";
    if (!decision.accepted()) {
      return gate + who(decision.person()) + " was refused" + why;
    }
    return decision.person() == null
        ? gate + decision.answer() + " by silence"
        : gate + decision.answer() + " by " + decision.person() + why;
  }

  private static String who(@Nullable String person) {
    return person == null ? "an answer of nobody known" : "an answer of " + person;
  }

  /** An instant as people read it. */
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String inWords(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /**
   * How far and how fast the rows go that are counted just now.
   *
   * @param what by name
   * @param left null while it can't be told
   */
  record Rate(List<String> what, long done, long total, long perSecond, @Nullable Duration left) {}
}
