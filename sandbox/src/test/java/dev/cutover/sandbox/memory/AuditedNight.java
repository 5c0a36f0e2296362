package dev.cutover.sandbox.memory;

import dev.cutover.activity.FenceState;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** What happens in a night, and how its run ends. */
@FunctionalInterface
interface AuditedNight {

  RunStatus play(Night night);

  /** Every kind of question that people are asked, and of answer that they give. */
  static Stream<Named<AuditedNight>> all() {
    return Stream.of(
        named("everybody approves", night -> night.run()),
        named("GO is rejected", night -> night.at("go", Answer.REJECT).run()),
        named("nobody gives GO", night -> night.at("go").run()),
        named("nobody approves COMPLETE", night -> night.at("complete").run()),
        named("a drill", night -> night.run(Step.SWITCH_FENCE)),
        named("a discrepancy is accepted", night -> differing(night, 1, Answer.ACCEPT)),
        named("a discrepancy is repaired", night -> differing(night, 1, Answer.REPAIR)),
        named("nobody answers at a hold", night -> differing(night, 1)),
        named("a rollback rule applies", night -> differing(night, 3)),
        named("a core function fails", AuditedNight::withoutOrders),
        named("the fence is late for COMPLETED", AuditedNight::completedLate),
        named("jobs are not released", AuditedNight::releasedNever),
        named("a rollback by hand", night -> night.rollBack(null)),
        named("an order of somebody without the role", night -> night.rollBack(0, "sato")),
        named("two forfeit what the target holds", AuditedNight::withoutTarget));
  }

  private static Named<AuditedNight> named(String name, AuditedNight happens) {
    return Named.of(name, happens);
  }

  private static RunStatus differing(Night night, int rows, Answer... answers) {
    night.world.data.differ("ORDERS", rows);
    return night.at("discrepancy", answers).run();
  }

  private static RunStatus withoutOrders(Night night) {
    night.world.levers.breakFunction("order-receipt");
    return night.at("rule-core-function", Answer.ROLL_BACK).run();
  }

  private static RunStatus completedLate(Night night) {
    night.world.faults.breakFor("FenceComplete");
    night.world.faults.before(
        "DecisionVerify",
        () -> {
          if (night.world.faults.calls().contains("FenceComplete")) {
            night.world.faults.mend("FenceComplete");
          }
        });
    return night.at("complete-failed", Answer.RETRY).run();
  }

  private static RunStatus releasedNever(Night night) {
    night.world.faults.before("FenceComplete", () -> night.world.faults.breakFor("BatchRelease"));
    return night.at("release", Answer.ACCEPT).run();
  }

  private static RunStatus withoutTarget(Night night) {
    night.because("aurora-cluster-stopped, seen");
    night.world.fence.stands(FenceState.SWITCHED, FenceState.OPEN);
    night.world.fence.shutTargetFromOutside();
    night.loseTarget();
    night.twoAgreeWhenAsked();
    RunStatus end = night.rollBack(null);
    night.targetIsBack();
    night.world.result(night.world.ids().forfeitedTarget(), String.class);
    return end;
  }
}
