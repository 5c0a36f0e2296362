package dev.cutover.workflow;

import dev.cutover.activity.FailureType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
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
    String words =
        root instanceof ApplicationFailure application
            ? application.getOriginalMessage()
            : root.getMessage();
    return (activity == null ? "" : activity + ": ") + words;
  }
}
