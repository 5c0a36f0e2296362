package dev.cutover.sandbox;

import dev.cutover.plan.Plan;
import dev.cutover.sandbox.fault.Wiring;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/**
 * Everything that a fault can lay hands on.
 *
 * @param client straight to Temporal, beside the worker's wire
 */
record Ground(
    World world,
    Wiring wiring,
    WorkerProcess workers,
    WorkflowClient client,
    WorkflowIds ids,
    String queue,
    CutoverRequest request) {

  Plan plan() {
    return request.plan();
  }

  WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(queue).build();
  }
}
