package dev.cutover.workflow;

import dev.cutover.activity.FailureType;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;

/** What lies behind the failure that a stub throws. */
final class Failures {

  private Failures() {}

  static boolean is(Throwable failure, FailureType type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure application && type.matches(application)) {
        return true;
      }
    }
    return false;
  }

  /** Whether something ended because it was cancelled, and not of itself. */
  static boolean isCancellation(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CanceledFailure) {
        return true;
      }
    }
    return false;
  }

  /** Whether nobody took it or gave a sign in time, and not whoever did it that says it failed. */
  static boolean isTimeout(ActivityFailure failure) {
    return failure.getCause() instanceof TimeoutFailure;
  }

  /** The activity that failed and its own words, without Temporal's wrapping. */
  static String inWords(Throwable failure) {
    @Nullable String activity = null;
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ActivityFailure failed) {
        activity = failed.getActivityType();
      }
      root = cause;
    }
    String words = words(root);
    return (activity == null ? "" : activity + ": ") + words;
  }

  private static @Nullable String words(Throwable root) {
    if (root instanceof ApplicationFailure application) {
      return application.getOriginalMessage();
    } else if (root instanceof TimeoutFailure timeout
        && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
      return "no worker took it: is the worker of that site running?";
    } else if (root instanceof CanceledFailure) {
      return "the run was cancelled from outside";
    }
    return root.getMessage();
  }
}
