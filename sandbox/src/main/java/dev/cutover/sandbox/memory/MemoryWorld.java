package dev.cutover.sandbox.memory;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.workflow.ComparisonImpl;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverImpl;
import dev.cutover.workflow.DataSyncImpl;
import dev.cutover.workflow.ErpCheckImpl;
import dev.cutover.workflow.ObservationImpl;
import dev.cutover.workflow.Payloads;
import dev.cutover.workflow.RollbackImpl;
import dev.cutover.workflow.SetupImpl;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workflows on levers in memory, under virtual time. */
public final class MemoryWorld implements AutoCloseable {

  public final Faults faults = new Faults();
  public final MemoryFence fence = new MemoryFence(faults);
  public final MemoryData data = new MemoryData(faults);
  public final MemoryLevers levers = new MemoryLevers(faults);
  public final MemoryDecision decisions;
  public final Plan plan;

  private final String environment;
  private final TestWorkflowEnvironment temporal;

  /**
   * @param onGate called while a gate opens, with the clock standing still: the place to answer it
   */
  public MemoryWorld(Plan plan, String environment, Consumer<Notice> onGate) {
    this(plan, environment, onGate, null);
  }

  /**
   * @param server address of a real Temporal server, where time passes as it does; null for one in
   *     memory
   */
  public MemoryWorld(
      Plan plan, String environment, Consumer<Notice> onGate, @Nullable String server) {
    this.plan = plan;
    this.environment = environment;
    decisions = new MemoryDecision(faults, plan);
    levers.onNotice(
        notice -> {
          if (notice.event() == Event.GATE_OPENED) {
            onGate.accept(notice);
          }
        });
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseExternalService(server != null)
                .setTarget(server)
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .setIdentity("sandbox")
                        .build())
                .registerSearchAttribute(
                    "CutoverSystem", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                    "CutoverEnvironment", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute("CutoverStep", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                    "CutoverOutcome", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .build());
    TaskQueues queues = new TaskQueues(plan.system().name(), environment);
    for (String queue :
        List.of(
            queues.control(), queues.of(Side.LEGACY), queues.shards(), queues.of(Side.TARGET))) {
      Worker worker = temporal.newWorker(queue);
      worker.registerWorkflowImplementationTypes(workflows());
      worker.registerActivitiesImplementations(fence, data, decisions);
      worker.registerActivitiesImplementations(levers.activities());
    }
    temporal.start();
  }

  /** Every workflow there is. */
  static Class<?>[] workflows() {
    return new Class<?>[] {
      CutoverImpl.class,
      RollbackImpl.class,
      DataSyncImpl.class,
      ComparisonImpl.class,
      SetupImpl.class,
      ErpCheckImpl.class,
      ObservationImpl.class
    };
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

  /** The cutover that runs, to query and to signal. */
  public Cutover cutover() {
    return temporal.getWorkflowClient().newWorkflowStub(Cutover.class, ids().cutover());
  }

  @Override
  public void close() {
    temporal.close();
  }
}
