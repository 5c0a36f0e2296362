package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.plan.Levers.FenceRule;
import dev.cutover.plan.Side;
import io.temporal.failure.ActivityFailure;
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
      List<String> ended =
          sites
              .fence(side, "end the sessions that stay open")
              .endSessions(conductor, bound.database(side));
      log.note("after " + rule.drain().toSeconds() + " s ended: " + String.join(", ", ended));
      move.run();
    }
  }
}
