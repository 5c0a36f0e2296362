package dev.cutover.workflow;

import dev.cutover.activity.FenceState;
import dev.cutover.plan.Step;
import io.temporal.failure.ActivityFailure;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The target as a rollback meets it. One that never opened holds nothing, and is not waited for;
 * one that took orders is, for as long as nobody forfeits them.
 */
final class RollbackTarget {

  /** Where a target that is out of reach leaves only to wait for it or to do without its data. */
  private static final Set<Step> NEED_IT =
      EnumSet.of(Step.CLOSE_TARGET, Step.ALIGN_LEGACY_SEQUENCES, Step.CARRY_BACK);

  private static final String LEFT = "left by order, for the task that waits for it";

  private static final String FORFEITED = "left as it is: what the target holds is forfeited";

  private final StepLog log;
  private boolean opened;
  private boolean gone;
  private boolean forfeited;
  private boolean left;
  private @Nullable InTheWay inTheWay;

  RollbackTarget(StepLog log) {
    this.log = log;
  }

  /** Legacy is set SWITCHED before the target opens: anything else means that it never opened. */
  void seenFromLegacy(FenceState legacy) {
    opened = legacy == FenceState.SWITCHED || legacy == FenceState.COMPLETED;
  }

  /** Asks for what can be done without, where there is nothing to lose. */
  void onTarget(Runnable action) {
    if (gone || forfeited) {
      log.note(forfeited ? FORFEITED : "left as it is, like the steps before");
      return;
    }
    try {
      action.run();
    } catch (ActivityFailure e) {
      if (opened || RollbackProcedure.isOvertaken(e)) {
        throw e;
      }
      gone = true;
      log.note("left as it is, the target never opened: " + Failures.inWords(e));
    }
  }

  /**
   * What does no harm while its fence is closed, so that people may decide to go on without.
   *
   * @param look whether it is there
   */
  void onLever(BooleanSupplier look, Runnable action) {
    if (left) {
      log.note(LEFT);
      return;
    }
    onTarget(
        () -> {
          try {
            action.run();
          } catch (ActivityFailure e) {
            inTheWay = new InTheWay(e, look);
            throw e;
          }
        });
  }

  /** Takes from it what it holds, if it can hold anything. */
  void takeBack(Runnable action) {
    if (!opened || forfeited) {
      log.note(forfeited ? FORFEITED : "the target never opened: nothing to take back");
    } else {
      action.run();
    }
  }

  /** Whether what stands in the way of a step can be what the target holds alone. */
  boolean mayBeForfeitedAt(Step step) {
    return opened && !forfeited && NEED_IT.contains(step);
  }

  /** Whether the lever that failed, and does no harm as it is, is there; null for anything else. */
  @Nullable BooleanSupplier lookAtWhatFailed(ActivityFailure failure) {
    InTheWay last = inTheWay;
    return last != null && last.failure.equals(failure) ? last.look : null;
  }

  /** Whether it is still asked for anything. */
  boolean isAsked() {
    return !gone && !forfeited && !left;
  }

  /** Its scheduler and its application stay as they are: nothing more is asked of them. */
  void leave() {
    left = true;
  }

  /** What it took is given up: from now on nothing is asked of that side. */
  void forfeit() {
    forfeited = true;
  }

  boolean isForfeited() {
    return forfeited;
  }

  private record InTheWay(ActivityFailure failure, BooleanSupplier look) {}
}
