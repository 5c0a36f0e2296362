package dev.cutover.starter;

import dev.cutover.plan.Plan;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RollbackRequest;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run was started with, read from its history: Temporal keeps that whether or not a worker
 * is there, and also of a run that was terminated.
 */
record Started(Plan plan, String planHash, String environment) {

  /**
   * What an id was started with, or would be with a plan file, where Temporal has the run no more.
   *
   * @throws BadInput if the id names no cutover and no rollback
   */
  static Started find(WorkflowClient client, String id, @Nullable Path plan) {
    return plan == null ? read(client, id) : of(PlanArgument.load(plan), id);
  }

  /**
   * The environment of a plan file whose cutover or rollback an id names.
   *
   * @throws BadInput if it names none of that plan
   */
  static Started of(PlanArgument.Loaded loaded, String id) {
    String system = loaded.plan().system().name();
    return loaded.plan().environments().keySet().stream()
        .filter(
            environment -> {
              WorkflowIds ids = new WorkflowIds(system, environment);
              return id.equals(ids.cutover()) || id.equals(ids.rollback());
            })
        .findFirst()
        .map(environment -> new Started(loaded.plan(), loaded.hash(), environment))
        .orElseThrow(
            () ->
                new BadInput(
                    id
                        + " is no run of this plan; there can be "
                        + loaded.plan().environments().keySet().stream()
                            .sorted()
                            .map(environment -> new WorkflowIds(system, environment).cutover())
                            .toList()));
  }

  WorkflowIds ids() {
    return new WorkflowIds(plan.system().name(), environment);
  }

  TaskQueues queues() {
    return new TaskQueues(plan.system().name(), environment);
  }

  /**
   * @throws BadInput if Temporal knows no such run, or it is neither a cutover nor a rollback
   */
  private static Started read(WorkflowClient client, String id) {
    WorkflowExecutionStartedEventAttributes begin;
    try {
      begin =
          client
              .fetchHistory(id)
              .getHistory()
              .getEvents(0)
              .getWorkflowExecutionStartedEventAttributes();
    } catch (WorkflowNotFoundException | WorkflowServiceException e) {
      if (Runs.isTemporalGone(e)) {
        throw TemporalClient.lost(id);
      }
      throw new BadInput(
          id + ": Temporal knows no such run (any more): give its plan with --plan FILE");
    }
    String type = begin.getWorkflowType().getName();
    var converter = client.getOptions().getDataConverter();
    var input = Optional.of(begin.getInput());
    if (type.equals("Cutover")) {
      CutoverRequest request =
          converter.fromPayloads(0, input, CutoverRequest.class, CutoverRequest.class);
      return new Started(request.plan(), request.planHash(), request.environment());
    } else if (type.equals("Rollback")) {
      RollbackRequest request =
          converter.fromPayloads(0, input, RollbackRequest.class, RollbackRequest.class);
      return new Started(request.plan(), request.planHash(), request.environment());
    }
    throw new BadInput(id + " is a " + type + ": name a cutover or a rollback");
  }

  /** Whether a workflow of this id runs now. */
  static boolean isRunning(WorkflowClient client, String id) {
    try {
      return client.newUntypedWorkflowStub(id).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException | WorkflowServiceException e) {
      if (Runs.isTemporalGone(e)) {
        throw TemporalClient.lost(id);
      }
      return false;
    }
  }
}
