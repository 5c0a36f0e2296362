package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Databases;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** The pre-migration sync. */
public final class DataSyncImpl implements DataSync {

  private static final int ROUNDS = 50;

  @Override
  public Synced run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues());
    Conductor given = request.conductor();
    Conductor conductor = given == null ? holder(bound, sites) : given;
    List<Copied> copied = copy(bound, sites, conductor);
    Delta delta = catchUp(bound, sites, conductor);
    return new Synced(copied, delta);
  }

  private static Conductor holder(BoundPlan bound, Sites sites) {
    FenceRow legacy =
        sites.fence(Side.LEGACY, "observe legacy's fence").observe(bound.database(Side.LEGACY));
    return new Conductor(bound.system(), bound.name(), legacy.attempt(), legacy.epoch());
  }

  private static List<Copied> copy(BoundPlan bound, Sites sites, Conductor conductor) {
    Databases databases = bound.databases();
    int chunk = bound.plan().data().chunkRows();
    List<Promise<Copied>> copies = new ArrayList<>();
    for (Table table : bound.tables()) {
      for (Shard shard : sites.sync("split " + table.name()).split(databases, table, chunk)) {
        Workflow.await(() -> running(copies) < bound.plan().data().parallelShards());
        copies.add(
            Async.function(
                sites.sync("copy " + table.name() + " shard " + shard.number())::copy,
                conductor,
                databases,
                shard,
                chunk));
      }
    }
    return copies.stream().map(Promise::get).toList();
  }

  private static long running(List<? extends Promise<?>> copies) {
    return copies.stream().filter(copy -> !copy.isCompleted()).count();
  }

  private static Delta catchUp(BoundPlan bound, Sites sites, Conductor conductor) {
    Delta delta;
    do {
      delta =
          sites
              .sync("delta from legacy")
              .delta(conductor, bound.databases(), Side.LEGACY, bound.tables(), ROUNDS);
    } while (delta.left() > bound.plan().limits().syncLagRows());
    return delta;
  }
}
