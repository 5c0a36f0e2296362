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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The pre-migration sync. */
public final class DataSyncImpl implements DataSync {

  private static final int ROUNDS = 50;
  private static final int PASSES = 200;

  private final BoundPlan bound;
  private final Sites sites;
  private final History history = new History();

  @WorkflowInit
  public DataSyncImpl(Request request) {
    bound = BoundPlan.of(request.plan(), request.environment());
    sites = new Sites(bound.queues());
  }

  @Override
  public Synced run(Request request) {
    Conductor given = request.conductor();
    Conductor conductor = given == null ? holder(bound, sites) : given;
    Position from = request.from();
    Request goingOn =
        new Request(
            request.plan(),
            request.environment(),
            conductor,
            from == null ? new Position(0, 0, 0, List.of()) : from);
    List<Copied> copied = copy(goingOn, conductor);
    Delta delta = catchUp(goingOn, conductor, copied);
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

  private List<Copied> copy(Request request, Conductor conductor) {
    Position from = Objects.requireNonNull(request.from());
    Databases databases = bound.databases();
    int chunk = bound.plan().data().chunkRows();
    SourceLimit limit = bound.plan().data().sourceLimit();
    Shards<Copied> copies = new Shards<>(bound.plan().data().parallelShards());
    for (int number = from.tables(); number < bound.tables().size(); number++) {
      Table table = bound.tables().get(number);
      int done = number == from.tables() ? from.shards() : 0;
      List<Shard> shards = sites.sync("split " + table.name()).split(databases, table, chunk);
      for (Shard shard : shards.subList(Math.min(done, shards.size()), shards.size())) {
        if (history.isLong()) {
          goOn(request, new Position(number, done, 0, and(from.copied(), copies.results())));
        }
        String summary = "copy " + table.name() + " shard " + shard.number();
        copies.begin(
            () ->
                Async.function(
                    sites.copying(summary)::copy, conductor, databases, shard, chunk, limit));
        done++;
      }
    }
    return and(from.copied(), copies.results());
  }

  private static List<Copied> and(List<Copied> before, List<Copied> since) {
    List<Copied> all = new ArrayList<>(before);
    all.addAll(since);
    return all;
  }

  private Delta catchUp(Request request, Conductor conductor, List<Copied> copied) {
    Limits limits = bound.plan().limits();
    for (int pass = Objects.requireNonNull(request.from()).passes() + 1; ; pass++) {
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
      if (history.isLong()) {
        goOn(request, new Position(bound.tables().size(), 0, pass, copied));
      }
    }
  }

  /** In a new history; what is copied stays copied. */
  private static void goOn(Request request, Position position) {
    Workflow.await(Workflow::isEveryHandlerFinished);
    Workflow.continueAsNew(
        new Request(request.plan(), request.environment(), request.conductor(), position));
  }
}
