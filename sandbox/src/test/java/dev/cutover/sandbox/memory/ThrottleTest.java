package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.DataSync;
import io.temporal.client.WorkflowUpdateException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** People slow a copy down, and let it run again, while it runs. */
final class ThrottleTest {

  private static String refusal(Executable update) {
    return String.valueOf(assertThrows(WorkflowUpdateException.class, update).getCause());
  }

  @Test
  void aSyncIsThrottledWhileItCopies() {
    try (MemoryWorld world = new MemoryWorld(Plans.oms(), "rehearsal", gate -> {})) {
      String id = world.ids().dataSync();
      world.faults.before(
          "SyncCopy",
          () ->
              world
                  .temporal()
                  .getWorkflowClient()
                  .newWorkflowStub(DataSync.class, id)
                  .throttle(5_000));

      world.workflow(DataSync.class, id).run(new DataSync.Request(world.plan, "rehearsal", null));

      assertEquals(5_000, world.data.limit());
    }
  }

  @Test
  void aCutoverIsThrottledInItsStepSync() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      AtomicReference<Long> limit = new AtomicReference<>();
      night.world.faults.before("SyncCopy", () -> limit.set(night.world.cutover().throttle(700)));

      night.run();

      assertEquals(700, limit.get());
      assertEquals(700, night.world.data.limit());
    }
  }

  @Test
  void aCutoverThatCopiesNothingRefusesItAndSaysWhy() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      AtomicReference<String> refused = new AtomicReference<>("");
      night.whenTheFirstGateOpens(
          () -> {
            Cutover cutover = night.world.cutover();
            refused.set(refusal(() -> cutover.throttle(700)));
          });

      night.run();

      assertTrue(
          String.valueOf(refused.get()).contains("nothing is copied now"), refused::toString);
      assertEquals(0, night.world.data.limit());
    }
  }

  @Test
  void aNegativeLimitIsRefused() {
    try (MemoryWorld world = new MemoryWorld(Plans.oms(), "rehearsal", gate -> {})) {
      String id = world.ids().dataSync();
      AtomicReference<String> refused = new AtomicReference<>("");
      world.faults.before(
          "SyncCopy",
          () ->
              refused.set(
                  refusal(
                      () ->
                          world
                              .temporal()
                              .getWorkflowClient()
                              .newWorkflowStub(DataSync.class, id)
                              .throttle(-1))));

      world.workflow(DataSync.class, id).run(new DataSync.Request(world.plan, "rehearsal", null));

      assertTrue(String.valueOf(refused.get()).contains("1 or more"));
      assertEquals(0, world.data.limit());
    }
  }
}
