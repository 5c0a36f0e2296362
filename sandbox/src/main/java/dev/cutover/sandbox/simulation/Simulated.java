package dev.cutover.sandbox.simulation;

import dev.cutover.plan.GateRule;
import dev.cutover.plan.Gates;
import dev.cutover.plan.Plan;
import dev.cutover.sandbox.memory.MemorySystem;
import dev.cutover.sandbox.memory.Rule;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is simulated.
 *
 * @param leftOut rules of the protocol that are not kept, to see that they are missed
 * @param troubled an activity that breaks in every night that calls it; null: some in some
 * @param served what workers serve; the levers' own activities, but where a test plants a mistake
 */
record Simulated(
    Plan plan,
    String planHash,
    String environment,
    Set<Rule> leftOut,
    @Nullable String troubled,
    Function<MemorySystem, Object[]> served) {

  static Simulated of(Plan plan, String planHash, String environment) {
    return new Simulated(plan, planHash, environment, Set.of(), null, MemorySystem::activities);
  }

  Object[] activities(MemorySystem system) {
    return served.apply(system);
  }

  /** One night of eight each task replays the run from its history. */
  boolean isCached(long seed) {
    return Math.floorMod(seed, 8) != 0;
  }

  /**
   * In one night of three COMPLETE waits longer than any deadline, so that it is the one to act.
   */
  Plan planOf(long seed) {
    return Math.floorMod(seed, 3) == 0 ? patientAtComplete() : plan;
  }

  private Plan patientAtComplete() {
    Gates gates = plan.gates();
    GateRule complete = gates.complete();
    GateRule patient =
        new GateRule(
            complete.question(),
            complete.role(),
            complete.required(),
            complete.requesterMayApprove(),
            Duration.ofHours(24),
            complete.remindEvery(),
            complete.escalateAfter(),
            complete.silence());
    return plan.with(new Gates(gates.go(), gates.switchOver(), patient, gates.discrepancy()));
  }
}
