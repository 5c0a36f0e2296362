package dev.cutover.sandbox.memory;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceActivities;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Side;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Both fences as the protocol moves them, without databases. */
public final class MemoryFence implements FenceActivities {

  private final Faults faults;
  private final Map<Side, FenceRow> rows = new EnumMap<>(Side.class);

  MemoryFence(Faults faults) {
    this.faults = faults;
    rows.put(Side.LEGACY, row(FenceState.OPEN, 0, ""));
    rows.put(Side.TARGET, row(FenceState.CLOSED, 0, ""));
  }

  private static FenceRow row(FenceState state, long epoch, String attempt) {
    boolean writable = state == FenceState.OPEN;
    return new FenceRow(state, epoch, attempt, null, writable, "memory");
  }

  /** Where a side's fence stands. */
  public synchronized FenceState state(Side side) {
    return current(side).state();
  }

  /** The number of the run that may move the levers. */
  public synchronized long epoch() {
    return current(Side.LEGACY).epoch();
  }

  /** Where both fences stand before a test begins. */
  public synchronized void stands(FenceState legacy, FenceState target) {
    rows.put(Side.LEGACY, row(legacy, current(Side.LEGACY).epoch(), ""));
    rows.put(Side.TARGET, row(target, current(Side.TARGET).epoch(), ""));
  }

  /** Its cluster is stopped, say: its fence still says OPEN, and nobody can write there. */
  public synchronized void shutTargetFromOutside() {
    FenceRow row = current(Side.TARGET);
    rows.put(
        Side.TARGET,
        new FenceRow(row.state(), row.epoch(), row.attempt(), null, false, row.incarnation()));
  }

  /** What another run does when it takes the levers. */
  public synchronized void takenOver() {
    FenceRow row = current(Side.LEGACY);
    rows.put(Side.LEGACY, row(row.state(), row.epoch() + 1, "another run"));
  }

  private FenceRow current(Side side) {
    return java.util.Objects.requireNonNull(rows.get(side));
  }

  @Override
  public synchronized FenceRow observe(Database database) {
    faults.called("FenceObserve");
    return current(database.side());
  }

  @Override
  public synchronized long takeEpoch(
      Database legacy, String attempt, long expected, boolean evenIfCompleted) {
    faults.called("FenceTakeEpoch");
    FenceRow row = current(Side.LEGACY);
    if (row.attempt().equals(attempt)) {
      return row.epoch();
    }
    if (row.state() == FenceState.COMPLETED && !evenIfCompleted) {
      throw FailureType.COMPLETED.because("the cutover is complete");
    }
    if (row.epoch() != expected) {
      throw FailureType.STALE_EPOCH.because("epoch is " + row.epoch() + ", not " + expected);
    }
    rows.put(Side.LEGACY, row(row.state(), expected + 1, attempt));
    return expected + 1;
  }

  @Override
  public synchronized FenceRow raise(Conductor conductor, Database target) {
    faults.called("FenceRaise");
    return raise(conductor);
  }

  private FenceRow raise(Conductor conductor) {
    FenceRow row = current(Side.TARGET);
    if (row.epoch() > conductor.epoch()) {
      throw FailureType.STALE_EPOCH.because("the target's epoch is " + row.epoch());
    }
    return put(Side.TARGET, row.state(), conductor);
  }

  @Override
  public synchronized FenceRow freeze(Conductor conductor, Database legacy, Duration lease) {
    faults.called("FenceFreeze");
    return move(conductor, Side.LEGACY, FenceState.FROZEN, FenceState.OPEN, FenceState.FROZEN);
  }

  /** Is asked for twice, then lasts by itself: virtual time would not pass while it is kept. */
  @Override
  public boolean keepLease(Conductor conductor, Database legacy, Duration lease, Duration asked) {
    faults.called("FenceKeepLease");
    return faults.calls().stream().filter("FenceKeepLease"::equals).count() < 2;
  }

  @Override
  public synchronized FreezeProof proveFrozen(
      Conductor conductor, Database legacy, Duration drain) {
    faults.called("FenceProveFrozen");
    return new FreezeProof(1, "legacy is frozen");
  }

  @Override
  public synchronized FenceRow switchLegacy(Conductor conductor, Database legacy, Duration drain) {
    faults.called("FenceSwitchLegacy");
    return move(
        conductor, Side.LEGACY, FenceState.SWITCHED, FenceState.FROZEN, FenceState.SWITCHED);
  }

  @Override
  public synchronized FenceRow openTarget(Conductor conductor, Database target) {
    faults.called("FenceOpenTarget");
    return move(conductor, Side.TARGET, FenceState.OPEN, FenceState.CLOSED, FenceState.OPEN);
  }

  @Override
  public synchronized FenceRow closeTarget(Conductor conductor, Database target, Duration drain) {
    faults.called("FenceCloseTarget");
    raise(conductor);
    return move(conductor, Side.TARGET, FenceState.CLOSED, FenceState.OPEN, FenceState.CLOSED);
  }

  @Override
  public synchronized FenceRow complete(Conductor conductor, Database legacy) {
    faults.called("FenceComplete");
    return move(
        conductor, Side.LEGACY, FenceState.COMPLETED, FenceState.SWITCHED, FenceState.COMPLETED);
  }

  @Override
  public synchronized FenceRow openLegacy(Conductor conductor, Database legacy) {
    faults.called("FenceOpenLegacy");
    return move(conductor, Side.LEGACY, FenceState.OPEN, FenceState.values());
  }

  private FenceRow move(Conductor conductor, Side side, FenceState to, FenceState... from) {
    FenceRow row = current(side);
    if (row.epoch() != conductor.epoch()) {
      throw FailureType.STALE_EPOCH.because(side + " stands at epoch " + row.epoch());
    }
    if (!java.util.Arrays.asList(from).contains(row.state())) {
      throw FailureType.PRECONDITION.because(side + " is " + row.state() + ", not " + from[0]);
    }
    FenceRow moved = put(side, to, conductor);
    Side other = side.other();
    if (moved.writable() && current(other).writable()) {
      throw new AssertionError("both sides accept writes");
    }
    return moved;
  }

  private FenceRow put(Side side, FenceState state, Conductor conductor) {
    FenceRow moved = row(state, conductor.epoch(), conductor.attempt());
    rows.put(side, moved);
    return moved;
  }
}
