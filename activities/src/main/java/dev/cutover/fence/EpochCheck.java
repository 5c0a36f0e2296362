package dev.cutover.fence;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FenceActivities;
import dev.cutover.activity.FenceRow;
import io.temporal.failure.ApplicationFailure;

/**
 * Asked before each move of a lever that knows no epoch itself, so that a run which was overtaken
 * without hearing of it, or whose worker slept, asks nothing more of a scheduler or an application.
 */
@FunctionalInterface
public interface EpochCheck {

  /**
   * @param side whose lever is to be moved
   * @return false if its fence can't be asked: what runs beside a database that is out of reach has
   *     to be stopped and started all the same
   * @throws ApplicationFailure STALE_EPOCH if a newer run has the levers
   */
  boolean passes(Conductor conductor, Database side);

  /** By the fence of the lever's own side, which its site reaches, and which is raised first. */
  static EpochCheck by(FenceActivities fence) {
    return (conductor, side) -> {
      FenceRow row;
      try {
        row = fence.observe(side);
      } catch (IllegalStateException | IllegalArgumentException outOfReach) {
        return false;
      }
      if (row.epoch() > conductor.epoch()) {
        throw DatabaseFence.stale(row, conductor);
      }
      return true;
    };
  }
}
