package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import java.util.List;

/** Who was first, for somebody who starts a run that is under way. */
final class RunningAlready {

  private RunningAlready() {}

  /** Its attempt, when it began and who started it, as far as that can be told. */
  static String inWords(WorkflowClient client, String id) {
    RunStatus status = Runs.status(client, id);
    String run =
        status == null
            ? ""
            : ", attempt " + status.attempt() + ", begun " + RunView.time(status.begun());
    return run + by(client, id);
  }

  /** Of a run that went on in a new history it was a worker that started the last one. */
  private static String by(WorkflowClient client, String id) {
    try {
      List<HistoryEvent> first =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .getWorkflowExecutionHistory(
                  GetWorkflowExecutionHistoryRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                      .setMaximumPageSize(1)
                      .build())
              .getHistory()
              .getEventsList();
      return first.isEmpty()
          ? ""
          : ", started by "
              + first.get(0).getWorkflowExecutionStartedEventAttributes().getIdentity();
    } catch (StatusRuntimeException justEnded) {
      return "";
    }
  }
}
