package dev.cutover.starter;

import dev.cutover.starter.RunView.Rate;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.WorkflowIds;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Follows a run, and the rollback that it may start, to its end. */
public final class Follow {

  private static final long POLL_MILLIS = 250;

  private final WorkflowClient client;
  private final RunView view;
  private final Rates rates;

  public Follow(WorkflowClient client, RunView view) {
    this.client = client;
    this.view = view;
    this.rates = new Rates(client);
  }

  /**
   * Shows the run until it ends or parks.
   *
   * @throws TemporalClient.OutOfReach if Temporal goes away for good
   */
  public RunStatus toItsEnd(String workflowId) {
    WorkflowStub run = client.newUntypedWorkflowStub(workflowId);
    while (true) {
      try {
        RunStatus result = run.getResult(POLL_MILLIS, TimeUnit.MILLISECONDS, RunStatus.class);
        RunStatus rollback = result.rollback();
        if (rollback != null) {
          view.show(rollback, List.of());
        }
        view.show(result, List.of());
        return result;
      } catch (TimeoutException stillRunning) {
        RunStatus parked = look(workflowId);
        if (parked != null) {
          return parked;
        }
      } catch (WorkflowException e) {
        throw new IllegalStateException("workflow " + workflowId + " failed: " + rootMessage(e), e);
      }
    }
  }

  /** Shows where the run is; returns the status of a rollback that waits for a person. */
  private @Nullable RunStatus look(String workflowId) {
    RunStatus status = query(workflowId);
    if (status == null) {
      return null;
    }
    view.show(status, rates(status, workflowId));
    if (status.reason() == null) {
      return null;
    }
    String rollbackId = new WorkflowIds(status.system(), status.environment()).rollback();
    RunStatus rollback = query(rollbackId);
    if (rollback == null) {
      return null;
    }
    view.show(rollback, rates(rollback, rollbackId));
    return rollback.outcome() == Outcome.PARKED ? rollback : null;
  }

  private List<Rate> rates(RunStatus status, String workflowId) {
    List<Rate> all = new ArrayList<>();
    try {
      all.addAll(rates.of(workflowId));
      all.addAll(
          rates.of(
              new WorkflowIds(status.system(), status.environment()).syncOf(status.attempt())));
    } catch (StatusRuntimeException notThere) {
      return all;
    }
    return all;
  }

  private @Nullable RunStatus query(String workflowId) {
    try {
      return client.newUntypedWorkflowStub(workflowId).query("status", RunStatus.class);
    } catch (WorkflowException | StatusRuntimeException busyOrAbsent) {
      return null;
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
