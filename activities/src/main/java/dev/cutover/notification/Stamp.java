package dev.cutover.notification;

import io.temporal.activity.ActivityInfo;
import java.time.Instant;

/**
 * What is the same in every attempt to tell of a notice.
 *
 * @param id of the one activity that tells of it
 * @param at when the workflow had it to tell
 */
record Stamp(String id, Instant at) {

  static Stamp of(ActivityInfo activity) {
    return new Stamp(
        activity.getWorkflowRunId() + "/" + activity.getActivityId(),
        Instant.ofEpochMilli(activity.getScheduledTimestamp()));
  }
}
