package dev.cutover.data;

import dev.cutover.activity.Conductor;
import dev.cutover.data.Procedures.Step;
import java.sql.SQLException;
import java.util.List;

/** A rule of the fence that is left out on purpose: a walk that finds nothing proves nothing. */
enum Plant {
  NONE,
  /** Whoever moves is taken for the newest run. */
  EPOCH_NOT_CHECKED,
  /** Legacy opens, and then the target's rows are carried back. */
  LEGACY_BEFORE_CARRYING_BACK,
  /** The target opens, and then legacy becomes SWITCHED. */
  TARGET_BEFORE_SWITCHED,
  /** Legacy becomes SWITCHED whatever its lease, its writers and its journal say. */
  SWITCHED_UNCHECKED;

  List<Step> cutover() {
    return switch (this) {
      case EPOCH_NOT_CHECKED -> Procedures.CUTOVER.stream().map(Plant::asTheNewest).toList();
      case TARGET_BEFORE_SWITCHED ->
          List.of(
              Procedures.RAISE,
              Procedures.FREEZE,
              Procedures.PROVE,
              Procedures.DELTA,
              Procedures.OPEN_TARGET,
              Procedures.SWITCH,
              Procedures.COMPLETE);
      case SWITCHED_UNCHECKED ->
          Procedures.CUTOVER.stream()
              .map(step -> step.equals(Procedures.SWITCH) ? unchecked() : step)
              .toList();
      default -> Procedures.CUTOVER;
    };
  }

  List<Step> rollback() {
    return switch (this) {
      case EPOCH_NOT_CHECKED -> Procedures.ROLLBACK.stream().map(Plant::asTheNewest).toList();
      case LEGACY_BEFORE_CARRYING_BACK ->
          List.of(Procedures.CLOSE_TARGET, Procedures.OPEN_LEGACY, Procedures.CARRY_BACK);
      default -> Procedures.ROLLBACK;
    };
  }

  private static Step asTheNewest(Step step) {
    return new Step(
        step.what(),
        (data, by) -> {
          long epoch =
              Math.max(
                  data.fence.observe(data.legacy).epoch(), data.fence.observe(data.target).epoch());
          step.move().by(data, new Conductor(by.system(), by.environment(), by.attempt(), epoch));
        });
  }

  private static Step unchecked() {
    return new Step(
        Procedures.SWITCH.what(),
        (data, by) -> {
          String fence = data.connections.dialect("legacy").engineTable("fence");
          try {
            data.asEngine(
                data.legacy,
                "UPDATE "
                    + fence
                    + " SET state = 'SWITCHED', lease_until = NULL"
                    + " WHERE state = 'FROZEN' AND epoch = "
                    + by.epoch());
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
