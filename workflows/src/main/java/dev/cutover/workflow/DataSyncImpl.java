package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Databases;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.plan.Limits;
import dev.cutover.plan.Side;
import dev.cutover.plan.SourceLimit;
import dev.cutover.plan.Table;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/** The pre-migration sync. */
public final class DataSyncImpl implements DataSync {

  private static final int ROUNDS = 50;
  private static final int PASSES = 200;

  private final BoundPlan bound;
  private final Sites sites;

  @WorkflowInit
  public DataSyncImpl(Request request) {
    bound = BoundPlan.of(request.plan(), request.environment());
    sites = new Sites(bound.queues());
  }

  @Override
  public Synced run(Request request) {
    Conductor given = request.conductor();
    Conductor conductor = given == null ? holder(bound, sites) : given;
    List<Copied> copied = copy(bound, sites, conductor);
    Delta delta = catchUp(bound, sites, conductor);
    Workflow.await(Workflow::isEveryHandlerFinished);
    return new Synced(copied, delta);
  }

  @Override
  public long throttle(long rowsPerSecond) {
    return throttle(bound, sites, rowsPerSecond);
  }

  /** All copies ask the target for their turn, whichever worker has them and whoever began them. */
  static long throttle(BoundPlan bound, Sites sites, long rowsPerSecond) {
    sites
        .throttling("throttle to " + rowsPerSecond + " rows/s")
        .throttle(bound.database(Side.TARGET), rowsPerSecond);
    return rowsPerSecond;
  }

  @Override
  public void validateThrottle(long rowsPerSecond) {
    refuseNegative(rowsPerSecond);
  }

  static void refuseNegative(long rowsPerSecond) {
    if (rowsPerSecond < 0) {
      throw new IllegalArgumentException("rows per second must be 1 or more, or 0 for no limit");
    }
  }

  private static Conductor holder(BoundPlan bound, Sites sites) {
    FenceRow legacy =
        sites.fence(Side.LEGACY, "observe legacy's fence").observe(bound.database(Side.LEGACY));
    if (legacy.state() != FenceState.OPEN) {
      throw FailureType.PRECONDITION.because(
          "legacy's fence is "
              + legacy.state()
              + ": a cutover is under way, which syncs by itself");
    }
    return new Conductor(bound.system(), bound.name(), legacy.attempt(), legacy.epoch());
  }

  private static List<Copied> copy(BoundPlan bound, Sites sites, Conductor conductor) {
    Databases databases = bound.databases();
    int chunk = bound.plan().data().chunkRows();
    SourceLimit limit = bound.plan().data().sourceLimit();
    Shards<Copied> copies = new Shards<>(bound.plan().data().parallelShards());
    for (Table table : bound.tables()) {
      for (Shard shard : sites.sync("split " + table.name()).split(databases, table, chunk)) {
        String summary = "copy " + table.name() + " shard " + shard.number();
        copies.begin(
            () ->
                Async.function(
                    sites.copying(summary)::copy, conductor, databases, shard, chunk, limit));
      }
    }
    return copies.results();
  }

  private static Delta catchUp(BoundPlan bound, Sites sites, Conductor conductor) {
    Limits limits = bound.plan().limits();
    for (int pass = 1; ; pass++) {
      Delta delta =
          sites
              .sync("delta from legacy")
              .delta(conductor, bound.databases(), Side.LEGACY, bound.tables(), ROUNDS);
      if (limits.allowLag(delta.left(), delta.age())) {
        return delta;
      }
      if (pass == PASSES) {
        throw FailureType.PRECONDITION.because(
            "legacy is written faster than its journal is carried: "
                + delta.lag()
                + ", the plan allows "
                + limits.syncLagInWords());
      }
    }
  }
}
