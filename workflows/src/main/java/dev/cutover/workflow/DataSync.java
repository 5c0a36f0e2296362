package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.plan.Plan;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies what is not copied yet, then follows the journal until the lag is under the limit. */
@WorkflowInterface
public interface DataSync {

  @WorkflowMethod(name = "DataSync")
  Synced run(Request request);

  /**
   * Limits what all its copies write together.
   *
   * @param rowsPerSecond 0 for no limit
   * @return the limit that holds now
   */
  @UpdateMethod(name = "throttle")
  long throttle(long rowsPerSecond);

  @UpdateValidatorMethod(updateName = "throttle")
  void validateThrottle(long rowsPerSecond);

  /**
   * @param conductor the run on whose behalf it syncs; null: whoever holds the epoch now
   * @param from where an earlier history of the same sync left off; null at its start
   */
  record Request(
      Plan plan, String environment, @Nullable Conductor conductor, @Nullable Position from) {

    public Request(Plan plan, String environment, @Nullable Conductor conductor) {
      this(plan, environment, conductor, null);
    }
  }

  /**
   * How far a sync has come.
   *
   * @param tables how many are copied
   * @param shards how many of the next one
   * @param passes how often the journal was carried
   */
  record Position(int tables, int shards, int passes, List<Copied> copied) {}

  /** What was brought over. */
  record Synced(List<Copied> copied, Delta delta) {

    public long rows() {
      return copied.stream().mapToLong(Copied::rows).sum();
    }
  }
}
