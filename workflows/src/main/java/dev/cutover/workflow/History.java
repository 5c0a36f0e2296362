package dev.cutover.workflow;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;

/**
 * How long the history of this run has grown. Temporal ends a run whose history exceeds its limits
 * (51,200 events, 50 MB), and its deadline with it.
 */
final class History {

  private static final long LONG = 4_000;
  private static final long TOO_LONG = 30_000;
  private static final long TOO_MANY_BYTES = 20L * 1024 * 1024;

  private boolean asked;

  /**
   * Whether this is the next history of a run: anybody who starts one may claim that its gates were
   * passed in an earlier one. What a schedule or a retry begins anew has an earlier run as well. It
   * does not hold off whoever runs workers of their own in the namespace.
   */
  static boolean isContinued() {
    WorkflowInfo info = Workflow.getInfo();
    String cron = info.getCronSchedule();
    return info.getContinuedExecutionRunId().isPresent()
        && info.getAttempt() == 1
        && (cron == null || cron.isEmpty());
  }

  /** Somebody wants the run to go on in a new one. */
  void ask() {
    asked = true;
  }

  /** Whether to go on in a new one where nothing is lost by it. */
  boolean isLong() {
    WorkflowInfo info = Workflow.getInfo();
    return asked || info.isContinueAsNewSuggested() || info.getHistoryLength() >= LONG;
  }

  /** Whether to go on in a new one now, although the step has to begin anew. */
  static boolean isTooLong() {
    WorkflowInfo info = Workflow.getInfo();
    return info.getHistoryLength() >= TOO_LONG || info.getHistorySize() >= TOO_MANY_BYTES;
  }
}
