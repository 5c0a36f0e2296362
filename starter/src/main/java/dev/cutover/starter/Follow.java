package dev.cutover.starter;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;

import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Follows a run, and the rollback that it may start, to its end. */
public final class Follow {

  private static final long POLL_MILLIS = 250;

  /** A worker that is started anew answers again within this. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WorkflowClient client;
  private final TaskQueues queues;
  private final RunView view;
  private final Rates rates;
  private final boolean untilDecided;
  private Instant lastAnswer = Instant.now();

  /**
   * @param queues that the run needs workers on
   */
  public Follow(WorkflowClient client, TaskQueues queues, RunView view) {
    this(client, queues, view, false);
  }

  private Follow(WorkflowClient client, TaskQueues queues, RunView view, boolean untilDecided) {
    this.client = client;
    this.queues = queues;
    this.view = view;
    this.rates = new Rates(client);
    this.untilDecided = untilDecided;
  }

  /** Goes on where a rollback is parked and asks people: for a Temporal that ends with us. */
  Follow untilDecided() {
    return new Follow(client, queues, view, true);
  }

  /**
   * Shows the run until it ends or parks.
   *
   * @throws TemporalClient.OutOfReach if Temporal or the last worker goes away for good
   */
  public RunStatus toItsEnd(String workflowId) {
    try {
      return end(workflowId);
    } finally {
      view.clear();
    }
  }

  private RunStatus end(String workflowId) {
    WorkflowStub run = client.newUntypedWorkflowStub(workflowId);
    while (true) {
      try {
        // Whoever waits for a result with a short limit is answered at once, again and again:
        // Temporal ends a long poll ahead of its deadline, and the SDK asks anew until then.
        if (run.describe().getStatus() != WORKFLOW_EXECUTION_STATUS_RUNNING) {
          return result(run);
        }
      } catch (TimeoutException answersLater) {
        // It has ended: the next look tells how.
      } catch (WorkflowNotFoundException | WorkflowFailedException e) {
        return endedOtherwise(workflowId, e);
      } catch (WorkflowException e) {
        if (Runs.isTemporalGone(e)) {
          throw TemporalClient.lost(workflowId);
        }
        // A Temporal that is slow for a moment says nothing of the run.
      }
      RunStatus parked = look(workflowId);
      if (parked != null) {
        return parked;
      }
      pause();
    }
  }

  private RunStatus result(WorkflowStub run) throws TimeoutException {
    RunStatus result = run.getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, RunStatus.class);
    view.show(result, null);
    RunStatus rollback = result.rollback();
    if (rollback != null) {
      view.show(rollback, null);
    }
    return result;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while following a run", e);
    }
  }

  /** A run that was cancelled has lost its result, but not its status. */
  private RunStatus endedOtherwise(String workflowId, WorkflowException how) {
    RunStatus status = Runs.status(client, workflowId);
    if (status == null || !Runs.hasEnded(status)) {
      throw new IllegalStateException(
          "workflow " + workflowId + " failed: " + Runs.rootMessage(how), how);
    }
    view.show(status, null);
    return status;
  }

  /** Shows where the run is; returns the status of a rollback that waits for a person. */
  private @Nullable RunStatus look(String workflowId) {
    RunStatus status = Runs.status(client, workflowId);
    if (status == null) {
      if (lastAnswer.plus(PATIENCE).isBefore(Instant.now())) {
        Workers.require(client, queues);
        lastAnswer = Instant.now();
      }
      return null;
    }
    lastAnswer = Instant.now();
    RunStatus rollback = Runs.rollbackOf(client, workflowId, status);
    if (rollback == null) {
      view.show(status, rates.of(workflowId, sync(status)));
      return waits(status) ? status : null;
    }
    view.show(status, null);
    view.show(rollback, rates.of(Runs.rollbackId(status)));
    return waits(rollback) ? rollback : null;
  }

  private boolean waits(RunStatus rollback) {
    return Runs.isParked(rollback) && !(untilDecided && !rollback.gates().isEmpty());
  }

  private static String sync(RunStatus status) {
    return new WorkflowIds(status.system(), status.environment()).syncOf(status.attempt());
  }
}
