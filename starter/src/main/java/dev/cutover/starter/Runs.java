package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.WorkflowIds;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.common.converter.DataConverterException;
import org.jspecify.annotations.Nullable;

/** What runs say of themselves. */
final class Runs {

  private Runs() {}

  /**
   * Null if there is no such run, or if no worker answers for it just now.
   *
   * @throws TemporalClient.OutOfReach if it is Temporal that does not answer
   */
  static @Nullable RunStatus status(WorkflowClient client, String workflowId) {
    try {
      return client.newUntypedWorkflowStub(workflowId).query("status", RunStatus.class);
    } catch (WorkflowException | StatusRuntimeException e) {
      if (isTemporalGone(e)) {
        throw TemporalClient.lost(workflowId);
      }
      refuseUnreadable(e);
      return null;
    }
  }

  /** The rollback that a cutover waits for; null if it waits for none, or is one itself. */
  static @Nullable RunStatus rollbackOf(WorkflowClient client, String id, RunStatus run) {
    return run.reason() == null || run.outcome() != null || id.equals(rollbackId(run))
        ? null
        : status(client, rollbackId(run));
  }

  static String rollbackId(RunStatus cutover) {
    return new WorkflowIds(cutover.system(), cutover.environment()).rollback();
  }

  /** A rollback that is parked has an outcome to show, and is not at its end. */
  static boolean hasEnded(RunStatus run) {
    return run.outcome() != null && !isParked(run);
  }

  static boolean isParked(@Nullable RunStatus run) {
    return run != null && run.outcome() == Outcome.PARKED;
  }

  /** Whether a call failed because nobody was there to take it. */
  static boolean isTemporalGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException answer
          && answer.getStatus().getCode() == Code.UNAVAILABLE) {
        return true;
      }
    }
    return false;
  }

  /**
   * Nothing is wrong with whoever answered, where the answer is what could not be read.
   *
   * @throws BadInput if that is it
   */
  static void refuseUnreadable(Throwable failure) {
    String unreadable = unreadable(failure);
    if (unreadable != null) {
      throw new BadInput(unreadable);
    }
  }

  /** Why an answer could not be read, as one that is encrypted; null where that is not it. */
  static @Nullable String unreadable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataConverterException) {
        return "what Temporal has of it can't be read: " + rootMessage(cause);
      }
    }
    return null;
  }

  /** What was behind a failure, in its own words. */
  static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
