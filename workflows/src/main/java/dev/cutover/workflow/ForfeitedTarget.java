package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.LedgerActivities.Entry;
import dev.cutover.plan.Plan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open end of a rollback that had to do without the target: waits until it is back, and shuts
 * it for good before anybody can write there.
 */
@WorkflowInterface
public interface ForfeitedTarget {

  /** Returns how it ended, for people to read. */
  @WorkflowMethod(name = "ForfeitedTarget")
  String run(Request request);

  /**
   * Which target, and by the leave of which run.
   *
   * @param conductor of the rollback
   * @param forfeited whether what it holds was given up
   * @param held how much that is, once people were told; null before
   * @param recorded what an earlier history of the same task has written down; null at its start
   */
  record Request(
      Plan plan,
      String environment,
      Conductor conductor,
      boolean forfeited,
      @Nullable String held,
      @Nullable Recorded recorded) {}

  /**
   * What the ledger was told, under an attempt of its own: the rollback's is over by then.
   *
   * @param entries how many the ledger was given
   * @param unwritten those of them that it has not confirmed
   * @param levers where each was observed last
   */
  record Recorded(String attempt, int entries, List<Entry> unwritten, Map<String, String> levers) {}
}
