package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.workflow.Setup;
import dev.cutover.workflow.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said when Temporal goes away, or when a workflow is running already. */
@Timeout(120)
final class OutOfReachTest {

  private static final TaskQueues QUEUES = new TaskQueues("oms", "rehearsal");

  @Test
  void aTemporalThatGoesAwayWhileARunIsFollowedIsSaidAndTheRunIsNamed() throws Exception {
    int port = freePort();
    TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port, true);
    try (TemporalClient temporal = TemporalClient.connect("127.0.0.1:" + port, "default")) {
      begin(temporal, "Cutover", "oms-rehearsal-cutover");
      Follow follow =
          new Follow(temporal.client(), QUEUES, new RunView(silent(), 0, Instant.now()));
      CompletableFuture<Object> end =
          CompletableFuture.supplyAsync(() -> follow.toItsEnd("oms-rehearsal-cutover"));
      server.close();

      ExecutionException failure = assertThrows(ExecutionException.class, end::get);

      assertInstanceOf(TemporalClient.OutOfReach.class, failure.getCause());
      assertTrue(String.valueOf(failure.getMessage()).contains("oms-rehearsal-cutover is kept"));
    }
  }

  @Test
  void aWorkflowThatIsRunningAlreadyIsBadInput() throws Exception {
    int port = freePort();
    TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port, true);
    try (TemporalClient temporal = TemporalClient.connect("127.0.0.1:" + port, "default")) {
      Place place = new Place(temporal.client(), oms(), "rehearsal");
      begin(temporal, "Setup", place.ids().setup());
      Setup.Request request = new Setup.Request(place.plan(), place.environment());

      BadInput refused =
          assertThrows(
              BadInput.class,
              () -> place.result(Setup.class, place.ids().setup(), setup -> setup.run(request)));

      assertTrue(
          String.valueOf(refused.getMessage())
              .startsWith("oms-rehearsal-setup is already running"));
    } finally {
      server.close();
    }
  }

  /** Nobody works here, so that it stays where it is. */
  private static void begin(TemporalClient temporal, String type, String id) {
    temporal
        .client()
        .newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(QUEUES.control()).build())
        .start();
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Plan oms() throws IOException {
    Path file = Path.of("..", "plans", "oms.yaml");
    return PlanReader.read("plans/oms.yaml", Files.readAllBytes(file)).plan();
  }
}
