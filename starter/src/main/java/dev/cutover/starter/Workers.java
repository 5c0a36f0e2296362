package dev.cutover.starter;

import dev.cutover.plan.Side;
import dev.cutover.workflow.TaskQueues;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.TimeUnit;

/**
 * Whether anybody works on an environment's task queues: a run that nobody takes up would be waited
 * for in silence. The in-memory server can't tell; then nothing is said.
 */
final class Workers {

  /** A worker that has just been started is not known at once. */
  private static final int MOST_LOOKS = 10;

  private static final long LOOK_EVERY_MILLIS = 300;

  private Workers() {}

  /**
   * @throws TemporalClient.OutOfReach naming the first queue that nobody polls
   */
  static void require(WorkflowClient client, TaskQueues queues) {
    requireControl(client, queues);
    for (Side side : Side.values()) {
      require(client, queues.of(side), TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY);
    }
    require(client, queues.shards(), TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY);
  }

  /**
   * @throws TemporalClient.OutOfReach if nobody works on the procedures
   */
  static void requireControl(WorkflowClient client, TaskQueues queues) {
    require(client, queues.control(), TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW);
  }

  private static void require(WorkflowClient client, String queue, TaskQueueType type) {
    for (int looks = 1; isIdle(client, queue, type); looks++) {
      if (looks == MOST_LOOKS) {
        throw new TemporalClient.OutOfReach(
            "no worker polls the task queue "
                + queue
                + ": start one with the settings of this environment (cutover worker,"
                + " docs/worker.md)");
      }
      pause();
    }
  }

  private static boolean isIdle(WorkflowClient client, String queue, TaskQueueType type) {
    try {
      return client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeTaskQueue(
                  DescribeTaskQueueRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                      .setTaskQueueType(type)
                      .build())
              .getPollersCount()
          == 0;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Code.UNIMPLEMENTED) {
        return false;
      }
      throw e;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking for workers", e);
    }
  }
}
