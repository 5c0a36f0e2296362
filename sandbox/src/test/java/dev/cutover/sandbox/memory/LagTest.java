package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Limits;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import dev.cutover.workflow.DataSync;
import dev.cutover.workflow.DataSync.Synced;
import dev.cutover.workflow.RunStatus;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** A sync follows the journal until what waits there is little and young enough. */
final class LagTest {

  private static Plan allowing(Duration syncLag) {
    Plan plan = Plans.oms();
    Limits limits = plan.limits();
    return plan.with(
        new Limits(
            limits.cutover(),
            limits.overrunBudget(),
            limits.reserve(),
            limits.syncLagRows(),
            syncLag,
            limits.batchDrain(),
            limits.steps()));
  }

  @Test
  void aSyncGoesOnWhileTheOldestRowWaitsLongerThanThePlanAllows() {
    Plan plan = allowing(Duration.ofSeconds(30));
    try (MemoryWorld world = new MemoryWorld(plan, "rehearsal", gate -> {})) {
      world.data.leave(5, null);
      world.data.leave(5, Duration.ofSeconds(31));
      world.data.leave(5, Duration.ofSeconds(30));

      Synced synced =
          world
              .workflow(DataSync.class, world.ids().dataSync())
              .run(new DataSync.Request(plan, "rehearsal", null));

      assertEquals(5, synced.delta().left());
      assertEquals(3, Collections.frequency(world.faults.calls(), "SyncDelta"));
    }
  }

  @Test
  void whoDecidesOnGoReadsTheLagInRowsAndSeconds() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.data.leave(12, Duration.ofMillis(2_400));

      RunStatus status = night.run();

      String detail =
          status.steps().stream()
              .filter(run -> run.step() == Step.SYNC)
              .findFirst()
              .orElseThrow()
              .detail();
      assertTrue(
          detail.contains("12 in the journal, the oldest for 3 s at most"), detail::toString);
    }
  }
}
