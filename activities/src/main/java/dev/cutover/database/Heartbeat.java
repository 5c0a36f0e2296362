package dev.cutover.database;

import dev.cutover.activity.Progress;
import io.temporal.activity.Activity;

/** Sign of life of a long activity; it throws when the activity was cancelled. */
@FunctionalInterface
public interface Heartbeat {

  void beat(Progress progress);

  /** Temporal's, for the activity that runs on this thread. */
  static Heartbeat ofActivity() {
    return progress -> Activity.getExecutionContext().heartbeat(progress);
  }
}
