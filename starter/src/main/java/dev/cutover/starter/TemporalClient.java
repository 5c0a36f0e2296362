package dev.cutover.starter;

import dev.cutover.workflow.Payloads;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Temporal as the environment names it: {@code TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, and
 * its web UI by {@code TEMPORAL_UI_ADDRESS}.
 */
public final class TemporalClient implements AutoCloseable {

  private static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int UI_PORT = 8233;

  private final String address;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalClient(String address, String namespace) {
    this.address = address;
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                // A person waits at the other end: the SDK would try for a minute.
                .setRpcRetryOptions(RpcRetryOptions.newBuilder().setExpiration(PATIENCE).build())
                .validateAndBuildWithDefaults());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                .setDataConverter(Payloads.converter())
                .build());
  }

  /**
   * Connects, or says that it can't.
   *
   * @throws OutOfReach if Temporal does not answer within five seconds
   */
  public static TemporalClient connect() {
    return connect(
        System.getenv().getOrDefault("TEMPORAL_ADDRESS", DEFAULT_ADDRESS),
        System.getenv().getOrDefault("TEMPORAL_NAMESPACE", "default"));
  }

  /** Connects to an address of the caller's choice. */
  public static TemporalClient connect(String address, String namespace) {
    TemporalClient temporal = new TemporalClient(address, namespace);
    try {
      temporal.stubs.connect(PATIENCE);
      return temporal;
    } catch (StatusRuntimeException | IllegalStateException e) {
      temporal.close();
      throw new OutOfReach(
          "Temporal does not answer at " + address + ": start it, or set TEMPORAL_ADDRESS");
    }
  }

  public WorkflowClient client() {
    return client;
  }

  String address() {
    return address;
  }

  /** Where the web UI shows a run. */
  String link(String workflowId) {
    return link(
        System.getenv("TEMPORAL_UI_ADDRESS"),
        address,
        client.getOptions().getNamespace(),
        workflowId);
  }

  static String link(@Nullable String ui, String address, String namespace, String workflowId) {
    String host = address.contains(":") ? address.substring(0, address.lastIndexOf(':')) : address;
    String base = ui == null || ui.isBlank() ? "http://" + host + ":" + UI_PORT : ui.strip();
    return base.replaceAll("/+$", "") + "/namespaces/" + namespace + "/workflows/" + workflowId;
  }

  /** Temporal answered until now; a run needs nobody who watches it. */
  static OutOfReach lost(String workflowId) {
    return new OutOfReach(
        "Temporal does not answer any more. The run "
            + workflowId
            + " is kept there and goes on with it: look for it again when Temporal is back");
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }

  /** Temporal or a worker can't be reached: exit code 5. */
  public static final class OutOfReach extends RuntimeException {

    OutOfReach(String message) {
      super(message);
    }
  }
}
