package dev.cutover.sandbox.memory;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceActivities;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Side;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Both fences as the protocol moves them, without databases. */
public final class MemoryFence implements FenceActivities {

  private final Faults faults;
  private final MemoryRows rows;
  private final Set<Rule> leftOut;
  private final @Nullable Supplier<Instant> clock;
  private final Map<Side, Row> fences = new EnumMap<>(Side.class);
  private final Map<String, Instant> askedUntil = new HashMap<>();
  private volatile boolean targetShut;

  /**
   * @param clock of both databases; without one no lease ever runs out
   */
  MemoryFence(
      Faults faults, MemoryRows rows, @Nullable Supplier<Instant> clock, Set<Rule> leftOut) {
    this.faults = faults;
    this.rows = rows;
    this.clock = clock;
    this.leftOut = leftOut;
    fences.put(Side.LEGACY, new Row(FenceState.OPEN, 0, "", null));
    fences.put(Side.TARGET, new Row(FenceState.CLOSED, 0, "", null));
  }

  private record Row(FenceState state, long epoch, String attempt, @Nullable Instant lease) {}

  /** Where a side's fence stands. */
  public FenceState state(Side side) {
    return row(side).state();
  }

  public long epoch(Side side) {
    return row(side).epoch();
  }

  /** Whether the business may write, a lease that ran out considered. */
  public boolean writable(Side side) {
    Row row = row(side);
    if (side == Side.TARGET && targetShut) {
      return false;
    }
    return row.state() == FenceState.OPEN || (row.state() == FenceState.FROZEN && ranOut(row));
  }

  private boolean ranOut(Row row) {
    return clock != null && row.lease() != null && !clock.get().isBefore(row.lease());
  }

  /** The number of the run that may move the levers. */
  public long epoch() {
    return epoch(Side.LEGACY);
  }

  /** Where both fences stand before a test begins. */
  public synchronized void stands(FenceState legacy, FenceState target) {
    put(Side.LEGACY, legacy, null);
    put(Side.TARGET, target, null);
  }

  /** Its cluster is stopped, say: its fence may say OPEN, and nobody can write there. */
  public synchronized void shutTargetFromOutside() {
    targetShut = true;
  }

  /** What another run does first when it takes the levers: the target's row is raised later. */
  public void takenOver() {
    overtake(Side.LEGACY);
  }

  /** Another run has taken the levers of either side. */
  public void takenOverOnBothSides() {
    overtake(Side.LEGACY);
    overtake(Side.TARGET);
  }

  private synchronized void overtake(Side side) {
    Row row = row(side);
    fences.put(side, new Row(row.state(), row.epoch() + 1, "another run", row.lease()));
  }

  private synchronized Row row(Side side) {
    return Objects.requireNonNull(fences.get(side));
  }

  private FenceRow seen(Side side) {
    Row row = row(side);
    return new FenceRow(
        row.state(), row.epoch(), row.attempt(), row.lease(), writable(side), "memory");
  }

  @Override
  public FenceRow observe(Database database) {
    faults.called("FenceObserve", database.side().name());
    return seen(database.side());
  }

  /** What a lever that knows no epoch asks before it moves. */
  boolean passes(Conductor conductor, Database database) {
    long epoch = epoch(database.side());
    if (epoch > conductor.epoch() && !leftOut.contains(Rule.EPOCH)) {
      throw FailureType.STALE_EPOCH.because("the fence stands at epoch " + epoch);
    }
    return true;
  }

  @Override
  public long takeEpoch(Database legacy, String attempt, long expected, boolean evenIfCompleted) {
    faults.called("FenceTakeEpoch", "LEGACY");
    return faults.act(
        new Mishaps.Effect("FenceTakeEpoch", "LEGACY", null),
        () -> taken(attempt, expected, evenIfCompleted));
  }

  private synchronized long taken(String attempt, long expected, boolean evenIfCompleted) {
    Row row = row(Side.LEGACY);
    if (row.attempt().equals(attempt)) {
      return row.epoch();
    }
    if (row.state() == FenceState.COMPLETED && !evenIfCompleted) {
      throw FailureType.COMPLETED.because("the cutover is complete");
    }
    if (row.epoch() != expected) {
      throw FailureType.STALE_EPOCH.because("epoch is " + row.epoch() + ", not " + expected);
    }
    fences.put(Side.LEGACY, new Row(row.state(), expected + 1, attempt, row.lease()));
    return expected + 1;
  }

  @Override
  public FenceRow raise(Conductor conductor, Database target) {
    faults.called("FenceRaise", "TARGET");
    return act(conductor, "FenceRaise", Side.TARGET, () -> raise(conductor));
  }

  private synchronized FenceRow raise(Conductor conductor) {
    Row row = row(Side.TARGET);
    if (row.epoch() > conductor.epoch()) {
      throw FailureType.STALE_EPOCH.because("the target's epoch is " + row.epoch());
    }
    fences.put(
        Side.TARGET, new Row(row.state(), conductor.epoch(), conductor.attempt(), row.lease()));
    return seen(Side.TARGET);
  }

  @Override
  public FenceRow freeze(Conductor conductor, Database legacy, Duration lease) {
    faults.called("FenceFreeze", "LEGACY");
    return act(conductor, "FenceFreeze", Side.LEGACY, () -> frozen(conductor, lease));
  }

  private synchronized FenceRow frozen(Conductor conductor, Duration lease) {
    Row row = row(Side.LEGACY);
    if (row.state() == FenceState.FROZEN && row.epoch() == conductor.epoch() && !ranOut(row)) {
      return seen(Side.LEGACY);
    }
    require(conductor, Side.LEGACY, FenceState.OPEN, FenceState.FROZEN);
    return put(Side.LEGACY, FenceState.FROZEN, clock == null ? null : clock.get().plus(lease));
  }

  /**
   * Without a clock it is asked for twice, then lasts by itself. With one it is renewed as long as
   * it is asked for; an attempt that rested for so long would hold the clock, so it fails instead
   * and comes again.
   */
  @Override
  public boolean keepLease(Conductor conductor, Database legacy, Duration lease, Duration asked) {
    faults.called("FenceKeepLease", "LEGACY");
    if (clock == null) {
      return faults.calls().stream().filter("FenceKeepLease"::equals).count() < 2;
    }
    Mishaps.Effect effect = new Mishaps.Effect("FenceKeepLease", "LEGACY", conductor);
    if (!faults.act(effect, () -> renewed(conductor, lease, clock.get()))) {
      return false;
    }
    Instant until = askedUntil.get(conductor.attempt());
    if (until != null && !clock.get().isBefore(until)) {
      askedUntil.remove(conductor.attempt());
      return true;
    }
    Instant end = clock.get().plus(asked);
    faults.act(effect, () -> renewed(conductor, lease, end));
    askedUntil.put(conductor.attempt(), end);
    throw ApplicationFailure.newBuilder()
        .setMessage("asked for until " + end)
        .setType("ASKED_FOR")
        .setNextRetryDelay(asked)
        .build();
  }

  private synchronized boolean renewed(Conductor conductor, Duration lease, Instant last) {
    Row row = row(Side.LEGACY);
    if (row.state() == FenceState.SWITCHED || row.state() == FenceState.COMPLETED) {
      return false;
    }
    if (row.epoch() != conductor.epoch()) {
      throw stale(Side.LEGACY);
    }
    if (row.state() != FenceState.FROZEN || ranOut(row)) {
      throw FailureType.LEASE_EXPIRED.because("the lease ran out: legacy takes writes again");
    }
    put(Side.LEGACY, FenceState.FROZEN, last.plus(lease));
    return true;
  }

  @Override
  public FreezeProof proveFrozen(Conductor conductor, Database legacy, Duration drain) {
    faults.called("FenceProveFrozen", "LEGACY");
    faults.act(
        new Mishaps.Effect("FenceProveFrozen", "LEGACY", null), () -> rows.drain(Side.LEGACY));
    if (epoch(Side.LEGACY) != conductor.epoch()) {
      throw stale(Side.LEGACY);
    }
    if (state(Side.LEGACY) != FenceState.FROZEN || writable(Side.LEGACY)) {
      throw FailureType.LEASE_EXPIRED.because("the lease ran out: legacy takes writes again");
    }
    return new FreezeProof(1, "legacy is frozen");
  }

  @Override
  public List<String> endSessions(Conductor conductor, Database database) {
    faults.called("FenceEndSessions", database.endpoint());
    return List.of("session 7 of oms_app");
  }

  @Override
  public FenceRow switchLegacy(Conductor conductor, Database legacy, Duration drain) {
    faults.called("FenceSwitchLegacy", "LEGACY");
    FenceRow row = act(conductor, "FenceSwitchLegacy", Side.LEGACY, () -> switched(conductor));
    faults.act(
        new Mishaps.Effect("FenceSwitchLegacy", "LEGACY's writers", null),
        () -> rows.drain(Side.LEGACY));
    int waiting = rows.journal(Side.LEGACY).size();
    if (waiting > 0 && !leftOut.contains(Rule.JOURNAL_AT_SWITCH)) {
      throw FailureType.JOURNAL_NOT_EMPTY.because("legacy took " + waiting + " writes");
    }
    return row;
  }

  private synchronized FenceRow switched(Conductor conductor) {
    Row row = row(Side.LEGACY);
    boolean lost = row.state() == FenceState.FROZEN && ranOut(row);
    if (lost && row.epoch() == conductor.epoch() && !leftOut.contains(Rule.LEASE_AT_SWITCH)) {
      throw FailureType.LEASE_EXPIRED.because("the lease ran out before SWITCHED");
    }
    return move(
        conductor, Side.LEGACY, FenceState.SWITCHED, FenceState.FROZEN, FenceState.SWITCHED);
  }

  @Override
  public FenceRow openTarget(Conductor conductor, Database target) {
    faults.called("FenceOpenTarget", "TARGET");
    return act(
        conductor,
        "FenceOpenTarget",
        Side.TARGET,
        () -> move(conductor, Side.TARGET, FenceState.OPEN, FenceState.CLOSED, FenceState.OPEN));
  }

  @Override
  public FenceRow closeTarget(Conductor conductor, Database target, Duration drain) {
    faults.called("FenceCloseTarget", "TARGET");
    FenceRow row =
        act(
            conductor,
            "FenceCloseTarget",
            Side.TARGET,
            () -> {
              raise(conductor);
              return move(
                  conductor, Side.TARGET, FenceState.CLOSED, FenceState.OPEN, FenceState.CLOSED);
            });
    faults.act(
        new Mishaps.Effect("FenceCloseTarget", "TARGET's writers", null),
        () -> rows.drain(Side.TARGET));
    return row;
  }

  @Override
  public FenceRow complete(Conductor conductor, Database legacy) {
    faults.called("FenceComplete", "LEGACY");
    return act(
        conductor,
        "FenceComplete",
        Side.LEGACY,
        () ->
            move(
                conductor,
                Side.LEGACY,
                FenceState.COMPLETED,
                FenceState.SWITCHED,
                FenceState.COMPLETED));
  }

  @Override
  public FenceRow openLegacy(Conductor conductor, Database legacy) {
    faults.called("FenceOpenLegacy", "LEGACY");
    return act(
        conductor,
        "FenceOpenLegacy",
        Side.LEGACY,
        () -> move(conductor, Side.LEGACY, FenceState.OPEN, FenceState.values()));
  }

  private FenceRow act(Conductor conductor, String activity, Side side, Supplier<FenceRow> move) {
    return faults.act(new Mishaps.Effect(activity, side.name(), conductor), move);
  }

  private synchronized FenceRow move(
      Conductor conductor, Side side, FenceState to, FenceState... from) {
    require(conductor, side, from);
    FenceRow moved = put(side, to, null);
    if (clock == null && moved.writable() && writable(side.other())) {
      throw new AssertionError("both sides accept writes");
    }
    return moved;
  }

  private void require(Conductor conductor, Side side, FenceState... from) {
    Row row = row(side);
    if (row.epoch() != conductor.epoch() && !leftOut.contains(Rule.EPOCH)) {
      throw stale(side);
    }
    if (!Arrays.asList(from).contains(row.state())) {
      throw FailureType.PRECONDITION.because(side + " is " + row.state() + ", not " + from[0]);
    }
  }

  private ApplicationFailure stale(Side side) {
    return FailureType.STALE_EPOCH.because(side + " stands at epoch " + epoch(side));
  }

  private FenceRow put(Side side, FenceState state, @Nullable Instant lease) {
    Row row = row(side);
    fences.put(side, new Row(state, row.epoch(), row.attempt(), lease));
    return seen(side);
  }
}
