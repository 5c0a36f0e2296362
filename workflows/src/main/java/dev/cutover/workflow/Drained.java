package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.plan.Levers.FenceRule;
import dev.cutover.plan.Side;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.List;

/**
 * Moves of a fence that wait for open transactions. Those that stay open beyond the plan's limit
 * make the move fail, unless the plan allows their sessions to be ended.
 */
record Drained(BoundPlan bound, Sites sites, StepLog log) {

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
            sites
                .fenceFor(Side.TARGET, drain.multipliedBy(2).plusMinutes(1), "close the target")
                .closeTarget(conductor, bound.database(Side.TARGET), drain));
  }

  private void end(Side side, Conductor conductor, ActivityFailure stillOpen) {
    try {
      List<String> ended =
          sites
              .fence(side, "end the sessions that stay open")
              .endSessions(conductor, bound.database(side));
      log.note("ended: " + String.join(", ", ended));
    } catch (ActivityFailure e) {
      if (RollbackProcedure.isOvertaken(e)) {
        throw e;
      }
      // No worse than where the plan allows nothing: who stays open is told, and waited for.
      log.note("not ended: " + Failures.inWords(e));
      throw stillOpen;
    }
  }
}
