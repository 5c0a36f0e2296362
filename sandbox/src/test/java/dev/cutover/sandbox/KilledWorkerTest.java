package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is killed in a process of its own, against Temporal in another. */
@Tag("temporal-server")
final class KilledWorkerTest {

  private static final long PATIENCE_SECONDS = 300;

  @Test
  void aRunWhoseWorkerIsKilledInMidCopyGoesOnAndEndsEqual(@TempDir Path directory)
      throws IOException, SQLException, InterruptedException {
    killedWhen(directory, (world, cutover) -> isMidCopy(world));
  }

  @Test
  void aRunWhoseWorkerIsKilledInMidFreezeGoesOnAndEndsEqual(@TempDir Path directory)
      throws IOException, SQLException, InterruptedException {
    killedWhen(directory, (world, cutover) -> isMidFreeze(cutover));
  }

  private static void killedWhen(Path directory, Moment moment)
      throws IOException, SQLException, InterruptedException {
    Plan plan = ServedWorld.oms();
    try (ServedWorld served = new ServedWorld(plan, 40_000, directory)) {
      World world = served.world;
      Process worker = served.worker();
      served.setUp();
      Cutover cutover =
          served.client.newWorkflowStub(Cutover.class, served.options(served.ids.cutover()));
      try (OrderClients clients =
          new OrderClients(world, world.dnsEndpoint(), plan.levers().dns().name())) {
        WorkflowClient.start(
            cutover::run, Ballot.request(plan, world, ServedWorld.ENVIRONMENT, null));
        try (Stage stage = new Stage(plan, world, Scenario.CLEAN, cutover)) {
          stage.begin();
          until(() -> moment.hasCome(world, cutover));
          worker.destroyForcibly().waitFor();
          served.worker();
          RunStatus end = WorkflowStub.fromTyped(cutover).getResult(RunStatus.class);

          assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
          assertTrue(end.tables().stream().allMatch(TableComparison::equal));
        }
        clients.stop();
        OrderClients.Settlement orders = clients.settle(world.targetDatabase);
        assertTrue(orders.placed() > 0);
        assertEquals(0, orders.lost());
        assertEquals(0, orders.doubled());
      }
    }
  }

  private static boolean isMidCopy(World world) {
    try (Connection connection = world.targetDatabase.open(world.targetDatabase.engine());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM cutover_chunk WHERE tab LIKE 'ORDER%' AND copied > 0")) {
      rows.next();
      return rows.getLong(1) > 0;
    } catch (SQLException notPreparedYet) {
      return false;
    }
  }

  private static boolean isMidFreeze(Cutover cutover) {
    try {
      Step step = cutover.status().step();
      return step != null
          && step.compareTo(Step.FREEZE_LEGACY) >= 0
          && step.compareTo(Step.ALIGN_SEQUENCES) <= 0;
    } catch (RuntimeException busy) {
      return false;
    }
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "the moment to kill the worker never came");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private interface Moment {
    boolean hasCome(World world, Cutover cutover);
  }
}
