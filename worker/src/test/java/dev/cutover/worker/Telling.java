package dev.cutover.worker;

import dev.cutover.activity.NotificationActivities;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.workflow.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/**
 * A run that does nothing but tell of a notice, as the procedures do it but without their pauses.
 */
@WorkflowInterface
public interface Telling {

  int ATTEMPTS = 4;

  @WorkflowMethod
  void tell(String endpoint, Notice notice, Duration startToClose);

  /** Like the procedures', the activity has no heartbeat timeout. */
  final class Impl implements Telling {

    @Override
    public void tell(String endpoint, Notice notice, Duration startToClose) {
      Workflow.newActivityStub(
              NotificationActivities.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue(new TaskQueues("oms", "rehearsal").control())
                  .setStartToCloseTimeout(startToClose)
                  .setRetryOptions(
                      RetryOptions.newBuilder()
                          .setInitialInterval(Duration.ofMillis(1))
                          .setMaximumAttempts(ATTEMPTS)
                          .build())
                  .build())
          .send(endpoint, notice);
    }
  }
}
