package dev.cutover.data;

import dev.cutover.activity.Conductor;
import dev.cutover.plan.Side;
import java.time.Duration;
import java.util.List;

/** What a cutover and a rollback do to the fences and between them, in their order. */
final class Procedures {

  /** Whoever waits for a writer here waits in vain: one thing happens at a time. */
  private static final Duration DRAIN = Duration.ofMillis(200);

  static final Step RAISE =
      new Step("raise the target", (data, by) -> data.fence.raise(by, data.target));
  static final Step FREEZE =
      new Step("freeze", (data, by) -> data.fence.freeze(by, data.legacy, TwoDatabases.HOUR));
  static final Step PROVE =
      new Step("prove frozen", (data, by) -> data.fence.proveFrozen(by, data.legacy, DRAIN));
  static final Step DELTA =
      new Step(
          "last delta",
          (data, by) -> data.sync.delta(by, data.both, Side.LEGACY, TwoDatabases.TABLES, 10));
  static final Step SWITCH =
      new Step("switch legacy", (data, by) -> data.fence.switchLegacy(by, data.legacy, DRAIN));
  static final Step OPEN_TARGET =
      new Step("open the target", (data, by) -> data.fence.openTarget(by, data.target));
  static final Step COMPLETE =
      new Step("complete", (data, by) -> data.fence.complete(by, data.legacy));
  static final Step CLOSE_TARGET =
      new Step("close the target", (data, by) -> data.fence.closeTarget(by, data.target, DRAIN));
  static final Step CARRY_BACK =
      new Step("carry back", (data, by) -> data.sync.carryBack(by, data.both, TwoDatabases.TABLES));
  static final Step OPEN_LEGACY =
      new Step("open legacy", (data, by) -> data.fence.openLegacy(by, data.legacy));

  static final List<Step> CUTOVER =
      List.of(RAISE, FREEZE, PROVE, DELTA, SWITCH, OPEN_TARGET, COMPLETE);
  static final List<Step> ROLLBACK = List.of(CLOSE_TARGET, CARRY_BACK, OPEN_LEGACY);

  private Procedures() {}

  /** What a run sends. */
  @FunctionalInterface
  interface Move {
    void by(TwoDatabases data, Conductor conductor);
  }

  /** A step of a procedure. */
  record Step(String what, Move move) {}
}
