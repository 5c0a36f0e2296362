package dev.cutover.worker;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.WorkflowIds;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runs that are under way: a worker that can't read what they were written with would take
 * their tasks, fail them, and keep them from the workers that can.
 */
final class OpenRuns {

  /** A stranger's signal names whatever key it likes; it must not keep workers from starting. */
  private static final Set<EventType> FROM_ANYBODY =
      Set.of(
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ADMITTED,
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED);

  private final WorkflowServiceStubs temporal;
  private final String namespace;

  OpenRuns(WorkflowServiceStubs temporal, String namespace) {
    this.temporal = temporal;
    this.namespace = namespace;
  }

  /**
   * @throws DoubtfulSettings naming the keys that are missing, or are others than they should be
   */
  void requireTheirKeys(CutoverSettings settings) {
    WorkflowIds ids =
        new WorkflowIds(
            Objects.requireNonNull(settings.system()),
            Objects.requireNonNull(settings.environment()));
    PayloadCodec codec = Payloads.codec(settings.keys());
    List<String> findings = new ArrayList<>();
    for (String id :
        List.of(
            ids.cutover(),
            ids.rollback(),
            ids.forfeitedTarget(),
            ids.dataSync(),
            ids.comparison())) {
      Set<String> unread = new TreeSet<>();
      read(WorkflowExecution.newBuilder().setWorkflowId(id).build(), codec, unread);
      for (String key : unread) {
        findings.add(
            "cutover.encryption.keys "
                + (settings.keys().names().contains(key) ? "has another key " : "lacks the key ")
                + key
                + ", which the open run "
                + id
                + " was written with: give it, or end that run if it is not yours"
                + " (docs/encryption.md)");
      }
    }
    if (!findings.isEmpty()) {
      throw new DoubtfulSettings(findings);
    }
  }

  private void read(WorkflowExecution run, PayloadCodec codec, Set<String> unread) {
    try {
      DescribeWorkflowExecutionResponse description =
          temporal
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(namespace)
                      .setExecution(run)
                      .build());
      if (description.getWorkflowExecutionInfo().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
        collect(description, codec, unread);
        readHistory(run, codec, unread);
      }
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Code.NOT_FOUND) {
        throw e;
      }
    }
  }

  private void readHistory(WorkflowExecution run, PayloadCodec codec, Set<String> unread) {
    ByteString page = ByteString.EMPTY;
    do {
      GetWorkflowExecutionHistoryResponse answer =
          temporal
              .blockingStub()
              .getWorkflowExecutionHistory(
                  GetWorkflowExecutionHistoryRequest.newBuilder()
                      .setNamespace(namespace)
                      .setExecution(run)
                      .setNextPageToken(page)
                      .build());
      answer.getHistory().getEventsList().stream()
          .filter(event -> !FROM_ANYBODY.contains(event.getEventType()))
          .forEach(event -> collect(event, codec, unread));
      page = answer.getNextPageToken();
    } while (!page.isEmpty());
  }

  private static void collect(Object value, PayloadCodec codec, Set<String> unread) {
    if (value instanceof Payload payload) {
      if (Payloads.keyOf(payload).isPresent()) {
        Payloads.keyOf(codec.decode(List.of(payload)).get(0)).ifPresent(unread::add);
      }
    } else if (value instanceof Message message) {
      collect(message.getAllFields().values(), codec, unread);
    } else if (value instanceof Collection<?> several) {
      several.forEach(one -> collect(one, codec, unread));
    }
  }
}
