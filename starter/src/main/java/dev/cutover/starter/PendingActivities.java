package dev.cutover.starter;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.List;

/** The activities of a workflow that have not ended, as Temporal tells of them. */
public final class PendingActivities {

  private PendingActivities() {}

  /**
   * Those of the workflow's latest run.
   *
   * @throws io.grpc.StatusRuntimeException if there is no such workflow, or Temporal is not there
   */
  public static List<PendingActivityInfo> of(WorkflowClient client, String workflowId) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .build())
        .getPendingActivitiesList();
  }
}
