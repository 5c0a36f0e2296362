package dev.cutover.starter;

import dev.cutover.plan.Plan;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Observation.Observed;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.workflow.WorkflowMethod;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One environment of a plan, where the smaller workflows are run to their results. */
record Place(WorkflowClient client, Plan plan, String environment) {

  private static final long LOOK_SECONDS = 5;

  WorkflowIds ids() {
    return new WorkflowIds(plan.system().name(), environment);
  }

  private TaskQueues queues() {
    return new TaskQueues(plan.system().name(), environment);
  }

  /**
   * Runs a workflow and waits for its result, as long as there are workers to give one.
   *
   * @throws BadInput if it is running already
   * @throws TemporalClient.OutOfReach if Temporal or a worker is
   */
  <T, R> R result(Class<T> type, String id, Function<T, R> method) {
    return result(type, id, method, () -> Workers.require(client, queues()));
  }

  /**
   * Looks at what may be out of reach with its worker: one on control is enough. It changes
   * nothing, so it stands in nobody's way, and nobody's look in its own.
   *
   * @throws TemporalClient.OutOfReach if Temporal or a worker is
   */
  Observed look(Observation.Request request) {
    return result(
        Observation.class,
        ids().observation(UUID.randomUUID().toString()),
        observation -> observation.run(request),
        () -> Workers.requireControl(client, queues()));
  }

  private <T, R> R result(
      Class<T> type, String id, Function<T, R> method, Runnable requireWorkers) {
    requireWorkers.run();
    T workflow =
        client.newWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(queues().control())
                .build());
    try {
      // A synchronous call would take the result of a run that is there already for its own.
      WorkflowClient.start(() -> method.apply(workflow));
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw new BadInput(id + " is already running: wait until it has ended, then start it again");
    }
    return await(id, resultOf(type, workflow), requireWorkers);
  }

  /** As the workflow's own method declares it: a list of records can't be named by its class. */
  @SuppressWarnings("unchecked")
  private static <R> CompletableFuture<R> resultOf(Class<?> type, Object workflow) {
    Method run =
        Arrays.stream(type.getMethods())
            .filter(method -> method.isAnnotationPresent(WorkflowMethod.class))
            .findFirst()
            .orElseThrow();
    return (CompletableFuture<R>)
        WorkflowStub.fromTyped(workflow)
            .getResultAsync(run.getReturnType(), run.getGenericReturnType());
  }

  private static <R> R await(String id, CompletableFuture<R> result, Runnable requireWorkers) {
    while (true) {
      try {
        return result.get(LOOK_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException stillRunning) {
        requireWorkers.run();
      } catch (ExecutionException e) {
        if (Runs.isTemporalGone(e)) {
          throw TemporalClient.lost(id);
        }
        throw new IllegalStateException(id + " failed: " + Runs.rootMessage(e), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
