package dev.cutover.starter;

import dev.cutover.temporal.PayloadKeys;
import dev.cutover.temporal.Payloads;
import dev.cutover.temporal.TemporalProfile;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Temporal as the environment names it ({@link TemporalProfile}), its web UI by {@code
 * TEMPORAL_UI_ADDRESS}, and the keys of payloads by {@code CUTOVER_PAYLOAD_KEYS}.
 */
public final class TemporalClient implements AutoCloseable {

  private static final String KEYS = "CUTOVER_PAYLOAD_KEYS";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int UI_PORT = 8233;

  private final String address;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalClient(
      String address,
      String namespace,
      PayloadKeys keys,
      WorkflowServiceStubsOptions.Builder connection) {
    this.address = address;
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            connection
                // A person waits at the other end: the SDK would try for a minute.
                .setRpcRetryOptions(RpcRetryOptions.newBuilder().setExpiration(PATIENCE).build())
                .validateAndBuildWithDefaults());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                .setDataConverter(Payloads.converter(keys))
                .build());
  }

  /**
   * Connects, or says that it can't.
   *
   * @throws BadInput if the environment's settings can't be read
   * @throws OutOfReach if Temporal does not answer within five seconds
   */
  public static TemporalClient connect() {
    return connect(System.getenv());
  }

  static TemporalClient connect(Map<String, String> variables) {
    TemporalProfile profile;
    try {
      profile = TemporalProfile.of(variables);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()));
    }
    return new TemporalClient(
            profile.address(), profile.namespace(), keys(variables), profile.connection())
        .connected();
  }

  private static PayloadKeys keys(Map<String, String> variables) {
    String keys = variables.getOrDefault(KEYS, "");
    try {
      return keys.isBlank() ? PayloadKeys.none() : PayloadKeys.parse(keys);
    } catch (IllegalArgumentException e) {
      throw new BadInput(KEYS + " " + e.getMessage() + " (docs/encryption.md)");
    }
  }

  /** Connects to an address of the caller's choice, with nothing of the environment's. */
  public static TemporalClient connect(String address, String namespace) {
    return new TemporalClient(
            address,
            namespace,
            PayloadKeys.none(),
            WorkflowServiceStubsOptions.newBuilder().setTarget(address))
        .connected();
  }

  private TemporalClient connected() {
    try {
      stubs.connect(PATIENCE);
      return this;
    } catch (StatusRuntimeException | IllegalStateException e) {
      close();
      throw new OutOfReach(
          "Temporal does not answer at "
              + address
              + ": start it, or set TEMPORAL_ADDRESS and what belongs to it ("
              + Runs.rootMessage(e)
              + ")");
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
