package dev.cutover.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;

/** The first words with Temporal, which tell an unreachable one from a slow one within seconds. */
final class TemporalGreeting {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private TemporalGreeting() {}

  static void exchange(WorkflowServiceStubs temporal, String target, String namespace) {
    try {
      temporal.connect(PATIENCE);
      temporal
          .blockingStub()
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
    } catch (StatusRuntimeException e) {
      throw new TemporalUnreachable(target, namespace, reason(e.getStatus()), e);
    }
  }

  private static String reason(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> "nobody answers there";
      case NOT_FOUND -> "it does not exist";
      default -> status.getCode() + " " + status.getDescription();
    };
  }
}
