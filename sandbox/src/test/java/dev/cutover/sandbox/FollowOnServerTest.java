package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.starter.Follow;
import dev.cutover.starter.RunView;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.TaskQueues;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows a run for hours is no burden to Temporal. */
@Tag("temporal-server")
final class FollowOnServerTest {

  private static final TaskQueues QUEUES = new TaskQueues("oms", "rehearsal");
  private static final String RUN = "oms-rehearsal-cutover";
  private static final int SECONDS = 3;
  private static final int MOST_REQUESTS_A_SECOND = 10;

  @Test
  void aRunIsFollowedWithAFewRequestsASecond(@TempDir Path directory) throws Exception {
    AtomicInteger requests = new AtomicInteger();
    TemporalServer server = TemporalServer.start(TemporalServer.Kind.FOUND, directory);
    WorkflowServiceStubs stubs = counted(server.address(), requests);
    try (server) {
      WorkflowClient client =
          WorkflowClient.newInstance(
              stubs,
              WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
      client
          .newUntypedWorkflowStub(
              "Cutover",
              WorkflowOptions.newBuilder()
                  .setWorkflowId(RUN)
                  .setTaskQueue(QUEUES.control())
                  .build())
          .start();
      PrintStream silent =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      Follow follow = new Follow(client, QUEUES, new RunView(silent, 0, Instant.now()));
      requests.set(0);
      Thread follower = new Thread(() -> follow.toItsEnd(RUN), "follower");
      follower.setDaemon(true);
      follower.start();
      TimeUnit.SECONDS.sleep(SECONDS);

      assertTrue(follower.isAlive(), "nobody follows");
      assertTrue(
          requests.get() <= SECONDS * MOST_REQUESTS_A_SECOND,
          () -> requests + " requests in " + SECONDS + " s");
    } finally {
      stubs.shutdownNow();
    }
  }

  private static WorkflowServiceStubs counted(String address, AtomicInteger requests) {
    ClientInterceptor counting =
        new ClientInterceptor() {
          @Override
          public <A, B> ClientCall<A, B> interceptCall(
              MethodDescriptor<A, B> method, CallOptions options, Channel next) {
            requests.incrementAndGet();
            return next.newCall(method, options);
          }
        };
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(address)
            .setGrpcClientInterceptors(List.of(counting))
            .validateAndBuildWithDefaults());
  }
}
