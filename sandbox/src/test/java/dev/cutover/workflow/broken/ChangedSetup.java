package dev.cutover.workflow.broken;

import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.SchemaScope;
import dev.cutover.activity.SyncActivities;
import dev.cutover.plan.Bindings;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.workflow.Setup;
import dev.cutover.workflow.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The setup as a change would break one that is under way. */
public final class ChangedSetup {

  private ChangedSetup() {}

  /** Does the last step first. */
  public static final class ChecksFirst implements Setup {

    @Override
    public List<String> run(Request request) {
      Databases databases = databases(request);
      List<String> findings = sync(request).findings(databases, scope(request));
      sync(request).prepare(databases.legacy(), tables(request));
      sync(request).prepare(databases.target(), tables(request));
      return findings;
    }
  }

  /** Does the same kinds of steps in the same order, on the sides the other way round. */
  public static final class TargetFirst implements Setup {

    @Override
    public List<String> run(Request request) {
      Databases databases = databases(request);
      sync(request).prepare(databases.target(), tables(request));
      sync(request).prepare(databases.legacy(), tables(request));
      return sync(request).findings(databases, scope(request));
    }
  }

  private static SyncActivities sync(Setup.Request request) {
    String queue =
        new TaskQueues(request.plan().system().name(), request.environment()).of(Side.LEGACY);
    return Workflow.newActivityStub(
        SyncActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(queue)
            .setStartToCloseTimeout(Duration.ofHours(12))
            .build());
  }

  private static Databases databases(Setup.Request request) {
    return new Databases(database(request, Side.LEGACY), database(request, Side.TARGET));
  }

  private static Database database(Setup.Request request, Side side) {
    Bindings bindings =
        Objects.requireNonNull(request.plan().environments().get(request.environment())).bindings();
    return new Database(
        request.plan().system().name(), request.environment(), side, bindings.of(side).database());
  }

  private static SchemaScope scope(Setup.Request request) {
    return new SchemaScope(
        tables(request), request.plan().data().waivers(), request.plan().outOfScope());
  }

  private static List<Table> tables(Setup.Request request) {
    return request.plan().data().tables();
  }
}
