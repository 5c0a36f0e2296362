package dev.cutover.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Whether something that was away is back, looked for beside a question: who waits for people must
 * not go on waiting once it could go on by itself. What answers at every look is not away; that it
 * does not do what it should is for people to mend.
 */
final class Comeback {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  /** Each look leaves a dozen events, and a question may stand for days. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final BooleanSupplier look;
  private boolean away;
  private boolean back;
  private boolean stopped;

  private Comeback(BooleanSupplier look, boolean away) {
    this.look = look;
    this.away = away;
  }

  /**
   * @param look fails, or is false, while it is away
   * @param away whether it is known to be away
   */
  static Comeback watch(BooleanSupplier look, boolean away) {
    Comeback comeback = new Comeback(look, away);
    Async.procedure(comeback::lookOn);
    return comeback;
  }

  private void lookOn() {
    Duration pause = FIRST_PAUSE;
    while (!stopped && !back) {
      boolean answers = answers(look);
      back = away && answers;
      away = !answers;
      Workflow.await(pause, () -> stopped || back);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
  }

  static boolean answers(BooleanSupplier look) {
    try {
      return look.getAsBoolean();
    } catch (ActivityFailure away) {
      return false;
    }
  }

  boolean isBack() {
    return back;
  }

  /** Whether it was away when it was last looked for. */
  boolean wasAway() {
    return away;
  }

  void stop() {
    stopped = true;
  }
}
