package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import dev.cutover.starter.PendingActivities;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A night that the test watches while it goes on, in more than one history. */
final class LongNight implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final long LONGEST_SECONDS = 300;

  final Night night;
  private final WorkflowClient client;
  private final String id;

  /**
   * No call is late: an activity that hangs, or that a history's end has cut off, holds the clock
   * in memory, and a rollback would wait for it for ever.
   */
  LongNight(Plan plan) {
    Plan hasty = plan.with(plan.levers().withLateCalls(Duration.ZERO));
    night = new Night(hasty, "rehearsal");
    client = night.world.temporal().getWorkflowClient();
    id = night.world.ids().cutover();
  }

  void begin() {
    begin((Step) null);
  }

  void begin(@Nullable Step drillAfter) {
    begin(night.request(drillAfter));
  }

  void begin(CutoverRequest request) {
    Cutover cutover = night.world.workflow(Cutover.class, id);
    WorkflowClient.start(cutover::run, request);
  }

  /** Takes the hand-over up as Temporal does when the first worker is there again. */
  void goOnAsHandedOver() {
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker(Relay.QUEUE).registerWorkflowImplementationTypes(Relay.Runner.class);
    workers.start();
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(Relay.QUEUE).build();
    String queue = new TaskQueues(night.world.plan.system().name(), "rehearsal").control();
    WorkflowClient.start(client.newWorkflowStub(Relay.class, options)::passOn, queue, handedOver());
    until(() -> histories().size() > 1);
    workers.shutdown();
  }

  /** Somebody who has seen what is handed over starts a run with it. */
  void beginAsHandedOver() {
    begin(handedOver());
  }

  /** What the last history was begun with. */
  private CutoverRequest handedOver() {
    List<WorkflowExecutionHistory> all = histories();
    HistoryEvent started = all.get(all.size() - 1).getEvents().get(0);
    return client
        .getOptions()
        .getDataConverter()
        .fromPayload(
            started.getWorkflowExecutionStartedEventAttributes().getInput().getPayloads(0),
            CutoverRequest.class,
            CutoverRequest.class);
  }

  /**
   * Lets virtual time pass although activities are running, each of which holds the clock. A
   * workflow's task that is under way holds it as well, and has to: where the clock runs on, the
   * task is late.
   */
  void advance(Duration by) {
    TestWorkflowEnvironment temporal = night.world.temporal();
    List<CompletableFuture<Void>> sleeps = new ArrayList<>();
    do {
      until(() -> open("WORKFLOW_TASK") == 0);
      sleeps.add(CompletableFuture.runAsync(() -> temporal.sleep(by)));
    } while (!isOneOver(sleeps));
  }

  private static boolean isOneOver(List<CompletableFuture<Void>> sleeps) {
    try {
      CompletableFuture.anyOf(sleeps.toArray(CompletableFuture[]::new))
          .get(500, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException oneMoreIsNeeded) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("the clock does not move", e);
    }
  }

  /** Virtual time passes from here on. */
  RunStatus end() {
    try {
      return stub().getResult(LONGEST_SECONDS, TimeUnit.SECONDS, RunStatus.class);
    } catch (TimeoutException e) {
      throw new AssertionError("it stands still: " + night.world.temporal().getDiagnostics(), e);
    }
  }

  /**
   * Waits until workers have whatever there is to do: in memory, an activity that is cancelled
   * before a worker has taken it holds the clock for ever.
   */
  void cancel() {
    until(
        () ->
            PendingActivities.of(client, id).stream()
                .noneMatch(
                    activity ->
                        activity.getState()
                            == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED));
    stub().cancel();
  }

  WorkflowStub stub() {
    return client.newUntypedWorkflowStub(id);
  }

  /** The clock stands still meanwhile. */
  void awaitGate(String gate) {
    until(() -> night.isOpen(gate));
  }

  void awaitRollback() {
    until(() -> night.world.faults.calls().stream().filter("FenceTakeEpoch"::equals).count() > 1);
  }

  /** Returns when the run has gone on in a new history. */
  void handOver() {
    String before = runId();
    night.world.cutover().handOver();
    until(() -> !runId().equals(before));
  }

  /** Waits until the run rests: a task that is cut off holds the clock in memory for ever. */
  void terminate(String reason) {
    until(this::rests);
    stub().terminate(reason);
  }

  private boolean rests() {
    return open("WORKFLOW_TASK") + open("ACTIVITY_TASK") == 0;
  }

  /** How many tasks of a kind are not done yet. */
  private int open(String kind) {
    int open = 0;
    for (HistoryEvent event : client.fetchHistory(id, runId()).getEvents()) {
      String type = event.getEventType().name();
      if (type.equals("EVENT_TYPE_" + kind + "_SCHEDULED")) {
        open++;
      } else if (type.matches("EVENT_TYPE_" + kind + "_(COMPLETED|FAILED|TIMED_OUT|CANCELED)")) {
        open--;
      }
    }
    return open;
  }

  String runId() {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                .build())
        .getWorkflowExecutionInfo()
        .getExecution()
        .getRunId();
  }

  /** Every history of the run, first first. */
  List<WorkflowExecutionHistory> histories() {
    List<WorkflowExecutionHistory> all = new ArrayList<>();
    for (String run = runId(); !run.isEmpty(); run = before(all.get(all.size() - 1))) {
      all.add(client.fetchHistory(id, run));
    }
    Collections.reverse(all);
    return all;
  }

  private static String before(WorkflowExecutionHistory history) {
    HistoryEvent started = history.getEvents().get(0);
    return started.getWorkflowExecutionStartedEventAttributes().getContinuedExecutionRunId();
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!holds(condition)) {
      assertTrue(System.nanoTime() - end < 0, "it never came to that");
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Between two histories nobody answers for a moment. */
  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (WorkflowException notJustNow) {
      return false;
    }
  }

  @Override
  public void close() {
    night.close();
  }
}
