package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FenceState;
import dev.cutover.workflow.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a rehearsal may begin anew. */
final class SetupTest {

  private static List<String> reset(Night night, String environment) {
    return night
        .world
        .workflow(Setup.class, night.world.ids().setup())
        .run(new Setup.Request(night.world.plan, environment, true));
  }

  @Test
  void aRehearsalThatWasRolledBackCanBeReset() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      assertEquals(List.of(), reset(night, "rehearsal"));
      assertEquals(1, night.world.fence.epoch());
      assertTrue(night.world.faults.calls().contains("SyncReset"));
    }
  }

  @Test
  void nothingIsResetWhileTheTargetIsLive() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      night.world.fence.stands(FenceState.COMPLETED, FenceState.OPEN);

      List<String> objections = reset(night, "rehearsal");

      assertTrue(objections.toString().contains("COMPLETED"), objections::toString);
      assertFalse(night.world.faults.calls().contains("SyncReset"));
    }
  }

  @Test
  void productionIsNeverReset() {
    try (Night night = new Night(Plans.oms(), "production")) {
      assertEquals(List.of("only rehearsal is reset, not production"), reset(night, "production"));
      assertFalse(night.world.faults.calls().contains("SyncReset"));
    }
  }
}
