package dev.cutover.activity;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.List;

/** The batch scheduler of either side. Jobs are named as in the plan. */
@ActivityInterface(namePrefix = "Batch")
public interface BatchActivities {

  BatchObservation observe(String endpoint);

  /**
   * No job starts any more; those that run go on. Fails with STALE_EPOCH.
   *
   * @param side whose fence tells whether the conductor still has the levers
   */
  BatchObservation hold(Conductor conductor, Database side, String endpoint, List<String> jobs);

  /** Waits until no job runs, seen twice; heartbeats. Fails with DRAIN_TIMEOUT, naming the jobs. */
  BatchObservation drain(String endpoint, Duration limit);

  /**
   * Jobs may start again. Fails with STALE_EPOCH.
   *
   * @param side whose fence tells whether the conductor still has the levers
   * @param done occurrences that must not run again, {@code job@instant}
   */
  BatchObservation release(
      Conductor conductor, Database side, String endpoint, List<String> jobs, List<String> done);

  /**
   * @param held jobs that do not start
   * @param done occurrences completed here, {@code job@instant}, newest last, at most 1,000
   */
  record BatchObservation(
      List<String> released, List<String> held, List<String> running, List<String> done) {}
}
