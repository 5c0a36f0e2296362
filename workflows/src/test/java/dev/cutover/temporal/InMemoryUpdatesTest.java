package dev.cutover.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.ClientInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.update.v1.Input;
import io.temporal.api.update.v1.Meta;
import io.temporal.api.update.v1.Request;
import io.temporal.api.update.v1.UpdateRef;
import io.temporal.api.update.v1.WaitPolicy;
import io.temporal.api.workflowservice.v1.PollWorkflowExecutionUpdateRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.testserver.TestServer.InProcessTestServer;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** An Update comes behind what happened before its task began, as it does on replay. */
final class InMemoryUpdatesTest {

  private static final String NAMESPACE = "default";
  private static final TaskQueue QUEUE = TaskQueue.newBuilder().setName("queue").build();
  private static final WorkflowExecution RUN =
      WorkflowExecution.newBuilder().setWorkflowId("run").build();

  private static final Meta UPDATE = Meta.newBuilder().setUpdateId("update").build();

  @Test
  void anUpdateComesBehindASignalThatCameBeforeItsTaskBegan() {
    PollWorkflowTaskQueueResponse task = taskOfAnUpdateAndASignal(List.of(new InMemoryUpdates()));

    assertEquals(id(task, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED), positionOf(task));
  }

  @Test
  void theServerByItselfPutsItBeforeTheSignal() {
    PollWorkflowTaskQueueResponse task = taskOfAnUpdateAndASignal(List.of());

    assertEquals(
        id(task, EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED),
        positionOf(task),
        "as long as this is so, InMemoryUpdates is needed");
  }

  private static PollWorkflowTaskQueueResponse taskOfAnUpdateAndASignal(
      List<ClientInterceptor> interceptors) {
    try (InProcessTestServer server = TestServer.createServer()) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder()
                  .setChannel(server.getChannel())
                  .setGrpcClientInterceptors(interceptors)
                  .build());
      try {
        return taskOfAnUpdateAndASignal(stubs);
      } finally {
        stubs.shutdownNow();
      }
    }
  }

  private static PollWorkflowTaskQueueResponse taskOfAnUpdateAndASignal(
      WorkflowServiceStubs stubs) {
    WorkflowServiceBlockingStub temporal = stubs.blockingStub();
    temporal.startWorkflowExecution(
        StartWorkflowExecutionRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setWorkflowId(RUN.getWorkflowId())
            .setRequestId("request")
            .setWorkflowType(WorkflowType.newBuilder().setName("any"))
            .setTaskQueue(QUEUE)
            .build());
    Future<?> unanswered = stubs.futureStub().updateWorkflowExecution(update());
    while (!isThere(temporal)) {
      Thread.onSpinWait();
    }
    temporal.signalWorkflowExecution(
        SignalWorkflowExecutionRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setWorkflowExecution(RUN)
            .setSignalName("any")
            .build());
    PollWorkflowTaskQueueResponse task =
        temporal.pollWorkflowTaskQueue(
            PollWorkflowTaskQueueRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setTaskQueue(QUEUE)
                .build());
    unanswered.cancel(true);
    return task;
  }

  private static boolean isThere(WorkflowServiceBlockingStub temporal) {
    UpdateRef update =
        UpdateRef.newBuilder().setWorkflowExecution(RUN).setUpdateId(UPDATE.getUpdateId()).build();
    try {
      temporal.pollWorkflowExecutionUpdate(
          PollWorkflowExecutionUpdateRequest.newBuilder()
              .setNamespace(NAMESPACE)
              .setUpdateRef(update)
              .build());
      return true;
    } catch (StatusRuntimeException e) {
      assertEquals(Status.Code.NOT_FOUND, e.getStatus().getCode());
      return false;
    }
  }

  private static UpdateWorkflowExecutionRequest update() {
    return UpdateWorkflowExecutionRequest.newBuilder()
        .setNamespace(NAMESPACE)
        .setWorkflowExecution(RUN)
        .setWaitPolicy(
            WaitPolicy.newBuilder()
                .setLifecycleStage(
                    UpdateWorkflowExecutionLifecycleStage
                        .UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ACCEPTED))
        .setRequest(
            Request.newBuilder().setMeta(UPDATE).setInput(Input.newBuilder().setName("any")))
        .build();
  }

  private static long positionOf(PollWorkflowTaskQueueResponse task) {
    return task.getMessages(0).getEventId();
  }

  private static long id(PollWorkflowTaskQueueResponse task, EventType type) {
    return task.getHistory().getEventsList().stream()
        .filter(event -> event.getEventType() == type)
        .mapToLong(HistoryEvent::getEventId)
        .findFirst()
        .orElseThrow();
  }
}
