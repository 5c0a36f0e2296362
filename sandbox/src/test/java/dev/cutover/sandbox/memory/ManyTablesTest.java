package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Plan;
import dev.cutover.workflow.Comparison;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import org.junit.jupiter.api.Test;

/** No history grows with the number of tables beyond what Temporal lets live. */
final class ManyTablesTest {

  /** With {@code -Dcutover.tables=10000} it takes four minutes. */
  private static final int TABLES = Integer.getInteger("cutover.tables", 500);

  private static final int MOST_EVENTS = 5_000;
  private static final int MOST_BYTES = 20_000_000;

  @Test
  void aCutoverOfHundredsOfTablesEndsWithShortHistories() {
    try (LongNight night = new LongNight(Plans.withTables(Plans.small(), TABLES))) {
      night.begin();
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(TABLES, end.tables().size());
      assertEquals(TABLES, calls(night.night.world, "SyncCopy"));
      for (WorkflowExecutionHistory history : night.histories()) {
        assertShort(history);
      }
      WorkflowClient client = night.night.world.temporal().getWorkflowClient();
      String sync = night.night.world.ids().syncOf(Night.ATTEMPT);
      assertShort(client.fetchHistory(sync));
    }
  }

  @Test
  void aComparisonOfManyTablesIsDoneInGroupsAndTellsOfEachTable() {
    Plan plan = Plans.withTables(Plans.small(), 100);
    try (MemoryWorld world = new MemoryWorld(plan, "rehearsal", gate -> {})) {
      world.data.differAtOnce("T00099", 2);
      Comparison comparison = world.workflow(Comparison.class, world.ids().comparison());
      var compared = comparison.run(new Comparison.Request(plan, "rehearsal", Night.ATTEMPT, null));

      assertEquals(100, compared.size());
      assertEquals(2, compared.stream().mapToLong(table -> table.confirmed()).sum());
      assertEquals("T00099", compared.get(99).table());
      WorkflowExecution run = WorkflowStub.fromTyped(comparison).getExecution();
      assertEquals(
          3,
          world
              .temporal()
              .getWorkflowClient()
              .fetchHistory(run.getWorkflowId())
              .getEvents()
              .stream()
              .filter(event -> event.hasChildWorkflowExecutionCompletedEventAttributes())
              .count());
    }
  }

  private static long calls(MemoryWorld world, String activity) {
    return world.faults.calls().stream().filter(activity::equals).count();
  }

  private static void assertShort(WorkflowExecutionHistory history) {
    int events = history.getEvents().size();
    int bytes = history.getEvents().stream().mapToInt(HistoryEvent::getSerializedSize).sum();
    assertTrue(events < MOST_EVENTS, () -> events + " events");
    assertTrue(bytes < MOST_BYTES, () -> bytes + " bytes");
  }
}
