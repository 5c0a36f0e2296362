package dev.cutover.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;

/** The first words with Temporal, which tell an unreachable one from a slow one within seconds. */
final class TemporalGreeting {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String target;
  private final String namespace;

  TemporalGreeting(String target, String namespace) {
    this.target = target;
    this.namespace = namespace;
  }

  void exchange(WorkflowServiceStubs temporal) {
    told(
        () -> {
          temporal.connect(PATIENCE);
          temporal
              .blockingStub()
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
        });
  }

  /**
   * Asks Temporal for something else before the worker polls.
   *
   * @throws TemporalUnreachable if it does not answer that
   */
  void told(Runnable question) {
    try {
      question.run();
    } catch (StatusRuntimeException e) {
      throw new TemporalUnreachable(target, namespace, reason(e), e);
    }
  }

  private static String reason(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          "nobody answers there (" + root(failure) + ")";
      case NOT_FOUND -> "it does not exist";
      default -> status.getCode() + " " + status.getDescription();
    };
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
