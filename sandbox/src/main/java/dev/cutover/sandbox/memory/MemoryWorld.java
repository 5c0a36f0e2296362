package dev.cutover.sandbox.memory;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.temporal.PayloadKeys;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workflows on levers in memory, under virtual time. */
public final class MemoryWorld implements AutoCloseable {

  public final Plan plan;
  public final Faults faults;
  public final MemoryFence fence;
  public final MemoryData data;
  public final MemoryLevers levers;
  public final MemoryDecision decisions;

  private final String environment;
  private final TestWorkflowEnvironment temporal;

  /**
   * @param onGate called while a gate opens, with the clock standing still: the place to answer it
   */
  public MemoryWorld(Plan plan, String environment, Consumer<Notice> onGate) {
    this(plan, environment, onGate, null, PayloadKeys.none(), null);
  }

  /** A night that begins at an instant of its own. */
  public MemoryWorld(Plan plan, String environment, Consumer<Notice> onGate, Instant begins) {
    this(plan, environment, onGate, null, PayloadKeys.none(), begins);
  }

  /**
   * @param server address of a real Temporal server, where time passes as it does; null for one in
   *     memory
   * @param keys what histories are encrypted with
   */
  public MemoryWorld(
      Plan plan,
      String environment,
      Consumer<Notice> onGate,
      @Nullable String server,
      PayloadKeys keys) {
    this(plan, environment, onGate, server, keys, null);
  }

  private MemoryWorld(
      Plan plan,
      String environment,
      Consumer<Notice> onGate,
      @Nullable String server,
      PayloadKeys keys,
      @Nullable Instant begins) {
    this.plan = plan;
    this.environment = environment;
    MemorySystem system = new MemorySystem(plan, environment, null, Set.of());
    faults = system.faults;
    fence = system.fence;
    data = system.data;
    levers = system.levers;
    decisions = system.decisions;
    levers.onNotice(
        notice -> {
          if (notice.event() == Event.GATE_OPENED) {
            onGate.accept(notice);
          }
        });
    temporal = MemoryTemporal.create(true, server, keys, begins);
    TaskQueues queues = new TaskQueues(plan.system().name(), environment);
    for (String queue :
        List.of(
            queues.control(), queues.of(Side.LEGACY), queues.shards(), queues.of(Side.TARGET))) {
      Worker worker = temporal.newWorker(queue);
      worker.registerWorkflowImplementationTypes(workflows());
      worker.registerActivitiesImplementations(system.activities());
    }
    temporal.start();
  }

  /** Every workflow there is. */
  static Class<?>[] workflows() {
    return MemoryTemporal.workflows();
  }

  public TestWorkflowEnvironment temporal() {
    return temporal;
  }

  public WorkflowIds ids() {
    return new WorkflowIds(plan.system().name(), environment);
  }

  /** A workflow of any type, on the control queue. */
  public <T> T workflow(Class<T> type, String id) {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(new TaskQueues(plan.system().name(), environment).control())
                .build());
  }

  /** What a workflow that runs, or has run, ends with. */
  public <T> T result(String id, Class<T> type) {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(id).getResult(type);
  }

  /** The cutover that runs, to query and to signal. */
  public Cutover cutover() {
    return temporal.getWorkflowClient().newWorkflowStub(Cutover.class, ids().cutover());
  }

  @Override
  public void close() {
    temporal.close();
  }
}
