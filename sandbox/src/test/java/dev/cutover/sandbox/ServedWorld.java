package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.starter.SearchAttributes;
import dev.cutover.starter.TemporalClient;
import dev.cutover.workflow.Setup;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A world whose Temporal and workers are processes of their own, so that they can be killed. */
final class ServedWorld implements AutoCloseable {

  static final String ENVIRONMENT = "rehearsal";

  final World world;
  final WorkflowClient client;
  final WorkflowIds ids;
  final TaskQueues queues;

  private final Plan plan;
  private final WorkerProcess workers;
  private final Teardown parts = new Teardown();

  /**
   * Where the program {@code temporal} is not found the test is skipped, or fails if it may not.
   */
  ServedWorld(Plan plan, int orders, Path directory) throws IOException {
    boolean found = TemporalProgram.find().isPresent();
    String missing = "the program temporal is not on the PATH";
    assumeTrue(found || Boolean.getBoolean("cutover.require-parts"), missing);
    assertTrue(found, missing);
    this.plan = plan;
    ids = new WorkflowIds(plan.system().name(), ENVIRONMENT);
    queues = new TaskQueues(plan.system().name(), ENVIRONMENT);
    world = parts.add(new World(plan, orders, 7, TemporalServer.Kind.FOUND));
    workers =
        parts.add(new WorkerProcess(world.workerSettings(), directory, List.of("-Xmx256m"), false));
    client = parts.add(TemporalClient.connect(world.temporal.address(), "default")).client();
    SearchAttributes.register(client);
  }

  /** The OMS plan, for a world in which no call is under way for long. */
  static Plan oms() throws IOException {
    Path file = Path.of("..", "plans", "oms.yaml");
    return ScenarioPlan.quick(PlanReader.read("plans/oms.yaml", Files.readAllBytes(file)).plan());
  }

  Process worker(String... arguments) throws IOException {
    return workers.start(arguments);
  }

  /** Needs a worker. */
  void setUp() {
    client
        .newWorkflowStub(Setup.class, options(ids.setup()))
        .run(new Setup.Request(plan, ENVIRONMENT));
  }

  WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(queues.control()).build();
  }

  @Override
  public void close() {
    parts.close();
  }
}
