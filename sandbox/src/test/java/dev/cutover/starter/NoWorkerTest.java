package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.workflow.ObservationImpl;
import dev.cutover.workflow.TaskQueues;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.worker.WorkerFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real server tells who polls a queue. */
@Tag("temporal-server")
final class NoWorkerTest {

  private static final TaskQueues QUEUES = new TaskQueues("oms", "rehearsal");

  @Test
  void aQueueThatNobodyPollsIsSaidBeforeAnythingIsStarted() {
    try (TemporalDevServer server = server();
        TemporalClient temporal = TemporalClient.connect(server.getTarget(), "default")) {
      TemporalClient.OutOfReach said =
          assertThrows(
              TemporalClient.OutOfReach.class, () -> Workers.require(temporal.client(), QUEUES));

      assertTrue(
          String.valueOf(said.getMessage())
              .startsWith("no worker polls the task queue oms-rehearsal-control: start one"));
    }
  }

  /** A rollback by hand begins with it, and must not need the site that was lost. */
  @Test
  void aLookAtTheLeversNeedsNoWorkerButThatOfTheProcedures() throws IOException {
    Path oms = Path.of("..", "plans", "oms.yaml");
    Plan plan = PlanReader.read("plans/oms.yaml", Files.readAllBytes(oms)).plan();
    try (TemporalDevServer server = server();
        TemporalClient temporal = TemporalClient.connect(server.getTarget(), "default")) {
      WorkerFactory workers = WorkerFactory.newInstance(temporal.client());
      workers
          .newWorker(QUEUES.control())
          .registerWorkflowImplementationTypes(ObservationImpl.class);
      workers.start();
      LeversNow now = LeversNow.observe(new Place(temporal.client(), plan, "rehearsal"));
      workers.shutdownNow();

      assertEquals(7, now.levers().size());
      now.levers().forEach(lever -> assertEquals("out of reach", lever.position()));
      assertThrows(TemporalClient.OutOfReach.class, now::epoch);
    }
  }

  private static TemporalDevServer server() {
    Optional<Path> program =
        Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
            .map(directory -> Path.of(directory, "temporal"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        program.isPresent() || Boolean.getBoolean("cutover.require-parts"),
        "the program temporal is not on the PATH");
    return TemporalDevServer.start(
        "default",
        TemporalDevServerOptions.newBuilder()
            .setExistingPath(program.orElseThrow().toString())
            .setDownloadEnabled(false)
            .build());
  }
}
