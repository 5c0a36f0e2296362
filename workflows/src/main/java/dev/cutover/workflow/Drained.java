package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceRow;
import dev.cutover.plan.Levers.FenceRule;
import dev.cutover.plan.Side;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Moves of a fence that wait for open transactions. Those that stay open beyond the plan's limit
 * make the move fail, unless the plan allows their sessions to be ended.
 */
record Drained(BoundPlan bound, Sites sites, Consumer<String> note, Moves moves) {

  /** For a task that looks again and again, and has no step to note anything at. */
  static Drained quietly(BoundPlan bound, Sites sites, Moves moves) {
    return new Drained(bound, sites, note -> {}, moves);
  }

  void move(Side side, Conductor conductor, Runnable move) {
    FenceRule rule = bound.plan().levers().fence();
    try {
      move.run();
    } catch (ActivityFailure e) {
      if (!rule.mayKillSessions() || !Failures.is(e, FailureType.DRAIN_TIMEOUT)) {
        throw e;
      }
      end(side, conductor, e);
      move.run();
    }
  }

  /** Twice the limit: before the flip, and once more behind it. */
  void closeTarget(Conductor conductor) {
    Duration drain = bound.plan().levers().fence().drain();
    move(
        Side.TARGET,
        conductor,
        () ->
            moves.moved(
                Side.TARGET,
                sites
                    .fenceFor(Side.TARGET, drain.multipliedBy(2).plusMinutes(1), "close the target")
                    .closeTarget(conductor, bound.database(Side.TARGET), drain)));
  }

  private void end(Side side, Conductor conductor, ActivityFailure stillOpen) {
    try {
      List<String> ended =
          sites
              .fence(side, "end the sessions that stay open")
              .endSessions(conductor, bound.database(side));
      note.accept("ended: " + String.join(", ", ended));
    } catch (ActivityFailure e) {
      if (RollbackProcedure.isOvertaken(e)) {
        throw e;
      }
      // No worse than where the plan allows nothing: who stays open is told, and waited for.
      note.accept("not ended: " + Failures.inWords(e));
      throw stillOpen;
    }
  }

  /** Is told where a fence stands that was moved. */
  interface Moves {
    void moved(Side side, FenceRow row);
  }
}
