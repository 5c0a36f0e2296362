package dev.cutover.sandbox;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells each event of a workflow's history as it is recorded, also across restarts of Temporal. */
final class Trail implements AutoCloseable {

  private static final long LOOK_MILLIS = 50;
  private static final long POLL_SECONDS = 10;

  private final WorkflowClient client;
  private final String workflowId;
  private final Consumer<HistoryEvent> listener;
  private final Thread thread;
  private volatile boolean open = true;
  private ByteString page = ByteString.EMPTY;
  private long last;

  /**
   * @param workflowId of a workflow that need not have started yet
   */
  Trail(WorkflowClient client, String workflowId, Consumer<HistoryEvent> listener) {
    this.client = client;
    this.workflowId = workflowId;
    this.listener = listener;
    thread = new Thread(this::follow, "trail of " + workflowId);
    thread.start();
  }

  private void follow() {
    while (open) {
      try {
        look();
      } catch (StatusRuntimeException notStartedOrAway) {
        page = ByteString.EMPTY;
        if (!Pause.millis(LOOK_MILLIS)) {
          return;
        }
      }
    }
  }

  private void look() {
    GetWorkflowExecutionHistoryResponse answer =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .withDeadlineAfter(POLL_SECONDS, TimeUnit.SECONDS)
            .getWorkflowExecutionHistory(
                GetWorkflowExecutionHistoryRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                    .setWaitNewEvent(true)
                    .setNextPageToken(page)
                    .build());
    for (HistoryEvent event : answer.getHistory().getEventsList()) {
      if (event.getEventId() > last) {
        last = event.getEventId();
        listener.accept(event);
      }
    }
    page = answer.getNextPageToken();
    // No further page: the workflow has closed.
    open = open && !page.isEmpty();
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
  }
}
