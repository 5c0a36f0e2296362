package dev.cutover.sandbox.simulation;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FenceActivities;
import dev.cutover.activity.FenceRow;
import java.time.Duration;
import java.util.List;

/** A mistake: a fence is opened earlier than the procedure has it. */
final class WrongOrder implements FenceActivities {

  private final FenceActivities fence;
  private final boolean legacyTooEarly;
  private final boolean targetTooEarly;

  private WrongOrder(FenceActivities fence, boolean legacyTooEarly, boolean targetTooEarly) {
    this.fence = fence;
    this.legacyTooEarly = legacyTooEarly;
    this.targetTooEarly = targetTooEarly;
  }

  static WrongOrder legacyOpensBeforeCarryingBack(FenceActivities fence) {
    return new WrongOrder(fence, true, false);
  }

  static WrongOrder targetOpensBeforeSwitched(FenceActivities fence) {
    return new WrongOrder(fence, false, true);
  }

  @Override
  public FenceRow closeTarget(Conductor conductor, Database target, Duration drain) {
    FenceRow row = fence.closeTarget(conductor, target, drain);
    if (legacyTooEarly) {
      fence.openLegacy(conductor, target);
    }
    return row;
  }

  @Override
  public FenceRow switchLegacy(Conductor conductor, Database legacy, Duration drain) {
    if (targetTooEarly) {
      fence.openTarget(conductor, legacy);
    }
    return fence.switchLegacy(conductor, legacy, drain);
  }

  @Override
  public FenceRow observe(Database database) {
    return fence.observe(database);
  }

  @Override
  public long takeEpoch(Database legacy, String attempt, long expected, boolean evenIfCompleted) {
    return fence.takeEpoch(legacy, attempt, expected, evenIfCompleted);
  }

  @Override
  public FenceRow raise(Conductor conductor, Database target) {
    return fence.raise(conductor, target);
  }

  @Override
  public FenceRow freeze(Conductor conductor, Database legacy, Duration lease) {
    return fence.freeze(conductor, legacy, lease);
  }

  @Override
  public boolean keepLease(Conductor conductor, Database legacy, Duration lease, Duration asked) {
    return fence.keepLease(conductor, legacy, lease, asked);
  }

  @Override
  public FreezeProof proveFrozen(Conductor conductor, Database legacy, Duration drain) {
    return fence.proveFrozen(conductor, legacy, drain);
  }

  @Override
  public List<String> endSessions(Conductor conductor, Database database) {
    return fence.endSessions(conductor, database);
  }

  @Override
  public FenceRow openTarget(Conductor conductor, Database target) {
    return fence.openTarget(conductor, target);
  }

  @Override
  public FenceRow complete(Conductor conductor, Database legacy) {
    return fence.complete(conductor, legacy);
  }

  @Override
  public FenceRow openLegacy(Conductor conductor, Database legacy) {
    return fence.openLegacy(conductor, legacy);
  }
}
