package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cutover.plan.Plan;
import dev.cutover.starter.SearchAttributes;
import dev.cutover.starter.TemporalClient;
import dev.cutover.worker.WorkerApplication;
import dev.cutover.workflow.Setup;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A world whose Temporal and workers are processes of their own, so that they can be killed. */
final class ServedWorld implements AutoCloseable {

  static final String ENVIRONMENT = "rehearsal";

  final World world;
  final WorkflowClient client;
  final WorkflowIds ids;
  final TaskQueues queues;

  private final Plan plan;
  private final Path log;
  private final Path settings;
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
    log = directory.resolve("log");
    world = parts.add(new World(plan, orders, 7, TemporalServer.Kind.FOUND));
    settings =
        Files.writeString(
            directory.resolve("worker.properties"),
            world.workerSettings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n")));
    client = parts.add(TemporalClient.connect(world.temporal.address(), "default")).client();
    SearchAttributes.register(client);
  }

  Process worker(String... arguments) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerApplication.class.getName(),
            "--spring.config.additional-location=file:" + settings);
    java.command().addAll(List.of(arguments));
    Process worker =
        java.redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    parts.add(worker::destroyForcibly);
    return worker;
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
