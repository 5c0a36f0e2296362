package dev.cutover.starter;

import dev.cutover.plan.Environment;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepRun;
import dev.cutover.workflow.WorkflowIds;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long the rollback of the last drill took, as far as Temporal still knows it. */
final class MeasuredDrill {

  private static final int MOST_LOOKED_AT = 20;

  private MeasuredDrill() {}

  /** Of the newest rehearsal that was rolled back on purpose: a better drill takes its place. */
  static Optional<Duration> newest(WorkflowClient client, String system) {
    String id = new WorkflowIds(system, Environment.REHEARSAL).cutover();
    String query = "WorkflowId = '" + id + "' AND ExecutionStatus = 'Completed'";
    try (Stream<WorkflowExecutionMetadata> ended = client.listExecutions(query)) {
      return ended.limit(MOST_LOOKED_AT).flatMap(run -> rollback(client, run).stream()).findFirst();
    } catch (WorkflowServiceException | StatusRuntimeException e) {
      if (Runs.isTemporalGone(e)) {
        throw TemporalClient.lost(id);
      }
      // A server that keeps no list has measured nothing.
      return Optional.empty();
    }
  }

  private static Optional<Duration> rollback(WorkflowClient client, WorkflowExecutionMetadata run) {
    try {
      RunStatus result =
          client
              .newUntypedWorkflowStub(
                  WorkflowTargetOptions.newBuilder()
                      .setWorkflowExecution(run.getExecution())
                      .build())
              .getResult(RunStatus.class);
      return Optional.ofNullable(took(result));
    } catch (WorkflowException | DataConverterException e) {
      // One that an older version ended, or that is encrypted with a key that is not here.
      return Optional.empty();
    }
  }

  private static @Nullable Duration took(RunStatus rehearsal) {
    RunStatus rollback = rehearsal.rollback();
    boolean drill = String.valueOf(rehearsal.reason()).startsWith(RunStatus.DRILL);
    if (!drill || rollback == null || rollback.outcome() != Outcome.ROLLED_BACK) {
      return null;
    }
    List<StepRun> steps = rollback.steps();
    StepRun last = steps.get(steps.size() - 1);
    return last.to() == null ? null : Duration.between(rollback.begun(), last.to());
  }
}
