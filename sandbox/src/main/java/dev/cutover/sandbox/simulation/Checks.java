package dev.cutover.sandbox.simulation;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Bindings;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.memory.MemorySystem;
import dev.cutover.sandbox.memory.MemoryTokens.Token;
import dev.cutover.sandbox.memory.Mishaps.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Holds what has happened against the invariants: after each effect, and in the end. */
final class Checks {

  private final MemorySystem system;
  private final Bindings bindings;
  private final Trail trail;
  private final Set<Violation> violations = new LinkedHashSet<>();
  private Function<Side, List<String>> missing = side -> List.of();
  private Predicate<String> decided = gate -> true;
  private boolean legacyWasWritable = true;

  Checks(MemorySystem system, Bindings bindings, Trail trail) {
    this.system = system;
    this.bindings = bindings;
    this.trail = trail;
  }

  /** An invariant that did not hold. */
  record Violation(Invariant invariant, String what) {}

  /** Where everything stood before an effect. */
  record Seen(Standing legacy, Standing target, Side live, long dnsEpoch) {}

  private record Standing(FenceState state, long epoch, long written) {}

  /**
   * @param lacks acknowledged orders that a side lacks
   * @param hasApproved whether a gate may be passed
   */
  void ask(Function<Side, List<String>> lacks, Predicate<String> hasApproved) {
    missing = lacks;
    decided = hasApproved;
  }

  void violated(Invariant invariant, String what) {
    if (violations.add(new Violation(invariant, what))) {
      trail.add(Trail.Lane.PROCEDURE, "VIOLATED " + invariant.words() + ": " + what);
    }
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  Seen before() {
    return new Seen(
        standing(Side.LEGACY),
        standing(Side.TARGET),
        system.levers.live(),
        system.levers.dnsEpoch());
  }

  private Standing standing(Side side) {
    return new Standing(
        system.fence.state(side), system.fence.epoch(side), system.rows.written(side));
  }

  /**
   * @param effect null if only time has passed
   */
  void after(@Nullable Effect effect, Seen before) {
    boolean legacyWritable = system.fence.writable(Side.LEGACY);
    if (legacyWritable && system.fence.writable(Side.TARGET)) {
      violated(Invariant.NEVER_BOTH_SIDES_WRITABLE, "behind " + effect);
    }
    if (legacyWritable && !legacyWasWritable) {
      nothingMissing(Side.LEGACY, "legacy takes writes again");
    }
    legacyWasWritable = legacyWritable;
    if (effect != null) {
      Seen now = before();
      moved(effect, Side.LEGACY, before.legacy(), now.legacy());
      moved(effect, Side.TARGET, before.target(), now.target());
      Conductor by = effect.by();
      boolean dns = now.live() != before.live() || now.dnsEpoch() != before.dnsEpoch();
      if (dns && by != null && by.epoch() < before.dnsEpoch()) {
        stale(effect, "DNS", before.dnsEpoch());
      }
      gates(effect, now);
    }
  }

  private void moved(Effect effect, Side side, Standing before, Standing now) {
    Conductor by = effect.by();
    if (by == null || before.equals(now)) {
      return;
    }
    if (by.epoch() < before.epoch()) {
      stale(effect, side.toString(), before.epoch());
    }
    Token token = effect.token();
    if (token != null && before.written() != now.written() && !system.tokens.isNewest(token)) {
      violated(
          Invariant.NOTHING_MOVED_WITHOUT_THE_TOKEN,
          effect + " by attempt " + token.attempt() + ", which is not the newest");
    }
    if (side == Side.TARGET && now.state() == FenceState.OPEN && before.state() != now.state()) {
      nothingMissing(Side.TARGET, "the target opens");
    }
  }

  private void stale(Effect effect, String lever, long epoch) {
    violated(
        Invariant.NOTHING_MOVED_WITHOUT_THE_TOKEN,
        effect + " by " + effect.by() + " although " + lever + " stood at epoch " + epoch);
  }

  private void gates(Effect effect, Seen now) {
    String of = bindings.legacy().batch();
    if (effect.activity().equals("BatchHold") && effect.lever().equals(of)) {
      passed("go");
    } else if (now.legacy().state() == FenceState.SWITCHED) {
      passed("switch");
    } else if (now.legacy().state() == FenceState.COMPLETED) {
      passed("complete");
    }
  }

  private void passed(String gate) {
    if (!decided.test(gate)) {
      violated(Invariant.NO_GATE_WITHOUT_A_DECISION, "gate " + gate + " was passed");
    }
  }

  private void nothingMissing(Side side, String when) {
    List<String> lacking = missing.apply(side);
    if (!lacking.isEmpty()) {
      violated(Invariant.NO_ORDER_LOST, "as " + when + " it lacks " + lacking);
    }
  }

  /** Where the business goes on in the end, it has all that it was promised. */
  void inTheEnd(Function<Side, List<String>> twice) {
    for (Side side : Side.values()) {
      if (system.fence.writable(side)) {
        nothingMissing(side, side + " is live in the end,");
        List<String> doubled = twice.apply(side);
        if (!doubled.isEmpty()) {
          violated(Invariant.NO_ORDER_DOUBLED, side + " holds " + doubled + " twice");
        }
      }
    }
  }

  /** Every lever on one side, the other closed. */
  void live(Side side, Invariant invariant) {
    List<String> wrong = new ArrayList<>();
    if (!system.fence.writable(side) || system.fence.writable(side.other())) {
      wrong.add(
          "fences " + system.fence.state(Side.LEGACY) + ", " + system.fence.state(Side.TARGET));
    }
    if (system.levers.live() != side) {
      wrong.add("DNS on " + system.levers.live());
    }
    Mode mode = system.levers.mode(bindings.of(side).application());
    if (mode != Mode.UP) {
      wrong.add("application " + mode);
    }
    List<String> held = system.levers.jobs(bindings.of(side).batch()).observed().held();
    if (!held.isEmpty()) {
      wrong.add("jobs held " + held);
    }
    if (!wrong.isEmpty()) {
      violated(invariant, String.join(", ", wrong));
    }
  }
}
