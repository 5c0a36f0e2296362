package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.Step;
import dev.cutover.starter.SearchAttributes;
import dev.cutover.starter.TemporalClient;
import dev.cutover.worker.WorkerApplication;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.Setup;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Temporal and every worker are gone while the target is live: one command brings legacy back. */
final class OfflineRollbackTest {

  private static final String ENVIRONMENT = "rehearsal";
  private static final long PATIENCE_SECONDS = 120;
  private static final Path PLAN = Path.of("..", "plans", "oms.yaml");

  private final Plan plan;
  private final WorkflowIds ids;

  OfflineRollbackTest() throws IOException {
    plan = PlanReader.read("plans/oms.yaml", Files.readAllBytes(PLAN)).plan();
    ids = new WorkflowIds(plan.system().name(), ENVIRONMENT);
  }

  @Test
  void withoutTemporalOneCommandBringsLegacyBackWithEveryOrder(@TempDir Path directory)
      throws IOException, SQLException, InterruptedException {
    try (World world = new World(plan, 1_000, 11, TemporalServer.Kind.IN_MEMORY);
        OrderClients clients =
            new OrderClients(world, world.dnsEndpoint(), plan.levers().dns().name());
        Prober prober = new Prober(world.legacyDatabase, world.targetDatabase)) {
      untilTheTargetHasTakenOrders(world, clients);
      OfflineCommand command =
          new OfflineCommand(
              OfflineCommand.plan(directory),
              settings(world, directory),
              world.keys(),
              ids.cutover());

      OfflineCommand.Run refused = command.run("database-duty", "Temporal is down");
      assertEquals(1, refused.code(), refused.out());
      assertTrue(refused.out().contains("does not have the role"), refused.out());

      OfflineCommand.Run run = command.run("taro-tanaka", "Temporal is down");
      assertEquals(3, run.code(), run.out());
      assertTrue(run.out().contains("ordered by taro-tanaka"), run.out());
      long before = clients.acknowledgedBy("legacy");
      until(() -> clients.acknowledgedBy("legacy") > before);

      clients.stop();
      OrderClients.Settlement orders = clients.settle(world.legacyDatabase);
      assertTrue(clients.acknowledgedBy("target") > 0);
      assertEquals(0, orders.lost());
      assertEquals(0, orders.doubled());
      assertEquals(0, prober.sightings.bothWritable());
      assertEquals(0, world.erp.doubled());
    }
  }

  private void untilTheTargetHasTakenOrders(World world, OrderClients clients)
      throws InterruptedException {
    ConfigurableApplicationContext worker = WorkerApplication.start(world.workerSettings());
    try (TemporalClient temporal = TemporalClient.connect(world.temporal.address(), "default")) {
      WorkflowClient client = temporal.client();
      SearchAttributes.register(client);
      client
          .newWorkflowStub(Setup.class, options(ids.setup()))
          .run(new Setup.Request(plan, ENVIRONMENT));
      Cutover cutover = client.newWorkflowStub(Cutover.class, options(ids.cutover()));
      WorkflowClient.start(cutover::run, Ballot.request(plan, world, ENVIRONMENT, null));
      try (Stage stage = new Stage(plan, world, Scenario.CLEAN, cutover)) {
        stage.begin();
        until(() -> reached(cutover, Step.DNS_TO_TARGET));
      }
      until(() -> clients.acknowledgedBy("target") > 5);
    } finally {
      worker.close();
      world.temporal.close();
    }
  }

  private static boolean reached(Cutover cutover, Step step) {
    try {
      Step now = cutover.status().step();
      return now != null && now.compareTo(step) >= 0;
    } catch (WorkflowServiceException busy) {
      return false;
    }
  }

  private WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(new TaskQueues(plan.system().name(), ENVIRONMENT).control())
        .build();
  }

  private static Path settings(World world, Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("worker.properties"),
        world.workerSettings().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining("\n")));
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "the moment never came");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
