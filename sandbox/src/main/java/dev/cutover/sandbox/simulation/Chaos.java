package dev.cutover.sandbox.simulation;

import dev.cutover.sandbox.memory.Mishaps;
import dev.cutover.sandbox.simulation.Trail.Lane;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls and effects go wrong. The business goes on at each call of the procedure, and effects
 * that are late arrive there: it is the procedure's own pace, whatever the threads do, that says
 * what comes before what.
 */
final class Chaos implements Mishaps {

  private static final int AFTER_ALL = 1_000_000;

  private static final List<String> KNOW_NO_EPOCH =
      List.of("BatchHold", "BatchRelease", "ApplicationBring");

  private static final List<String> CAN_BREAK =
      List.of(
          "FenceFreeze",
          "FenceProveFrozen",
          "FenceSwitchLegacy",
          "FenceOpenTarget",
          "FenceOpenTarget",
          "FenceCloseTarget",
          "FenceComplete",
          "FenceOpenLegacy",
          "SyncDelta",
          "SyncCarryBack",
          "SyncAlignSequences",
          "ComparisonCompareChanged",
          "ApplicationBring",
          "ApplicationBring",
          "ApplicationProbe",
          "BatchHold",
          "BatchDrain",
          "BatchRelease",
          "DnsBring",
          "DnsBring",
          "DnsAwaitPropagation",
          "ErpCheck",
          "NotificationSend",
          "DecisionVerify");

  private final Dice dice;
  private final Duration untilNothingIsLate;
  private final Trail trail;
  private final Tally tally;
  private final Checks checks;
  private final Business business;
  private final IntConsumer eachTick;
  private final int often;
  private final @Nullable String breaks;
  private final int breaksAt;
  private final Broken how;
  private final Set<String> broken = new HashSet<>();
  private final List<Late> late = new ArrayList<>();
  private final ThreadLocal<Boolean> hasActed = ThreadLocal.withInitial(() -> false);
  private Duration lastTick = Duration.ZERO;
  private int breakable;
  private int tick;

  Chaos(
      Dice dice,
      @Nullable String troubled,
      Duration untilNothingIsLate,
      Trail trail,
      Tally tally,
      Checks checks,
      Business business,
      IntConsumer eachTick) {
    this.dice = dice;
    this.untilNothingIsLate = untilNothingIsLate;
    this.trail = trail;
    this.tally = tally;
    this.checks = checks;
    this.business = business;
    this.eachTick = eachTick;
    this.often = dice.oneOf("how often", List.of(0, 10, 20, 20, 40, 80, 160));
    String chosen = dice.chance("breaks", 400) ? dice.oneOf("what breaks", CAN_BREAK) : null;
    this.breaks = troubled == null ? chosen : troubled;
    this.breaksAt = dice.oneOf("breaks at", List.of(1, 1, 1, 2, 3));
    this.how = dice.oneOf("how it breaks", List.of(Broken.values()));
  }

  /** In which way an activity goes wrong until somebody mends it. */
  private enum Broken {
    OUT_OF_ORDER,
    ANSWERS_LOST,
    EFFECTS_LATE
  }

  /** An effect that is still under way. */
  private record Late(int due, Duration atLast, Effect effect, Supplier<?> change) {}

  static Lane lane(String activity) {
    return switch (activity) {
      case "SyncCopy",
          "SyncSplit",
          "ComparisonShards",
          "ComparisonCompare",
          "ComparisonCompareChanged" ->
          Lane.SHARDS;
      case "FenceKeepLease" -> Lane.LEASE;
      case "NotificationSend" -> Lane.NOTICES;
      case "LedgerAppend", "LedgerRead" -> Lane.LEDGER;
      case "DecisionVerify" -> Lane.PEOPLE;
      default -> Lane.PROCEDURE;
    };
  }

  /** The business and everything late go on. */
  private void tick() {
    tick++;
    Duration now = trail.sinceBegun();
    arrive(one -> one.due() <= tick || one.atLast().compareTo(now) <= 0);
    checks.after(null, checks.before());
    business.tick(now.minus(lastTick), now);
    lastTick = now;
    eachTick.accept(tick);
  }

  /** Nothing is late any more. */
  synchronized void settle() {
    arrive(one -> true);
    tick();
  }

  private void arrive(Predicate<Late> due) {
    List<Late> arriving =
        late.stream()
            .filter(due)
            .sorted(
                Comparator.comparingInt(Late::due).thenComparing(one -> one.effect().toString()))
            .toList();
    late.removeAll(arriving);
    for (Late one : arriving) {
      Lane lane = lane(one.effect().activity()) == Lane.LEDGER ? Lane.LEDGER : Lane.PROCEDURE;
      String what = "late: " + one.effect();
      try {
        done(one.effect(), one.change());
        trail.add(lane, what);
      } catch (RuntimeException refused) {
        trail.add(lane, what + ", refused: " + words(refused));
      }
    }
  }

  /** Somebody has mended all that was broken. */
  synchronized void mend() {
    if (!broken.isEmpty()) {
      trail.add(Lane.PEOPLE, "mended: " + broken);
    }
    broken.clear();
  }

  @Override
  public synchronized void called(String activity, String lever) {
    hasActed.set(false);
    Lane lane = lane(activity);
    if (lane == Lane.PROCEDURE) {
      tick();
    }
    if (activity.equals(breaks) && ++breakable == breaksAt) {
      broken.add(activity);
      tally.count(Mishap.BROKEN_UNTIL_MENDED);
    }
    String what = activity + " " + lever;
    if (broken.contains(activity) && how == Broken.OUT_OF_ORDER) {
      trail.add(lane, what + ": out of order");
      throw ApplicationFailure.newFailure(activity + " is out of order", "OUT_OF_ORDER");
    }
    if (lane != Lane.LEASE && dice.chance("slow " + what, often / 10)) {
      Duration pause =
          Duration.ofMinutes(dice.oneOf("how slow " + what, List.of(1, 5, 20, 90, 400)));
      tally.count(Mishap.SLOW);
      trail.add(lane, what + ": slow, " + pause.toMinutes() + " min");
      throw again(what + " takes long", pause);
    }
  }

  @Override
  public synchronized <T> T act(Effect effect, Supplier<T> change) {
    Lane lane = lane(effect.activity());
    boolean half = hasActed.get();
    hasActed.set(true);
    int roll = dice.below("mishap " + effect, 1_000);
    if (lane == Lane.LEASE) {
      return lease(effect, change, half, roll);
    }
    if (roll < often) {
      Mishap mishap = half ? Mishap.HALF_DONE : Mishap.FAILS_BEFORE_ITS_EFFECT;
      throw lost(lane, effect, mishap);
    }
    boolean isBroken = broken.contains(effect.activity());
    if (roll < 2 * often || (isBroken && how == Broken.ANSWERS_LOST)) {
      done(effect, change);
      throw lost(lane, effect, Mishap.ANSWER_LOST);
    }
    if (roll < 3 * often || (isBroken && how == Broken.EFFECTS_LATE)) {
      late.add(new Late(tick + lateness(effect), atLast(effect), effect, change));
      throw lost(lane, effect, Mishap.EFFECT_ARRIVES_LATE);
    }
    T result = done(effect, change);
    if (lane != Lane.LEDGER) {
      trail.add(lane, effect.toString());
    }
    return result;
  }

  /** A moment, some steps, or until everything else is over. */
  private int lateness(Effect effect) {
    int most = dice.oneOf("at most so late " + effect, List.of(6, 60, AFTER_ALL));
    return most == AFTER_ALL ? most : 1 + dice.below("how late " + effect, most);
  }

  /** What no epoch refuses must be over when the plan says so: all rests on that. */
  private Duration atLast(Effect effect) {
    return KNOW_NO_EPOCH.contains(effect.activity())
        ? trail.sinceBegun().plus(untilNothingIsLate)
        : Duration.ofDays(AFTER_ALL);
  }

  /** Whoever renews the lease may be gone for longer than it lasts. */
  private <T> T lease(Effect effect, Supplier<T> change, boolean half, int roll) {
    if (half && roll < Math.min(80, 3 * often)) {
      tally.count(Mishap.LEASE_NOT_RENEWED);
      Duration gone = Duration.ofSeconds(dice.oneOf("how long", List.of(20, 50, 300, 1_200)));
      trail.add(Lane.LEASE, "nobody renews the lease for " + gone.toSeconds() + " s");
      throw again("the worker that renews the lease is gone", gone);
    }
    T result = done(effect, change);
    if (half) {
      trail.add(Lane.LEASE, "lease renewed");
    }
    return result;
  }

  private <T> T done(Effect effect, Supplier<T> change) {
    Checks.Seen before = checks.before();
    try {
      return change.get();
    } finally {
      checks.after(effect, before);
    }
  }

  private RuntimeException lost(Lane lane, Effect effect, Mishap mishap) {
    tally.count(mishap);
    trail.add(lane, effect + ": " + mishap.words());
    return ApplicationFailure.newFailure(effect + ": no answer", "NO_ANSWER");
  }

  private static ApplicationFailure again(String message, Duration pause) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType("SLOW")
        .setNextRetryDelay(pause)
        .build();
  }

  private static String words(RuntimeException refused) {
    return refused instanceof ApplicationFailure failure
        ? failure.getType() + ", " + failure.getOriginalMessage()
        : String.valueOf(refused.getMessage());
  }
}
