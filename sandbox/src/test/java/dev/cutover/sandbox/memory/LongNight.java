package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import dev.cutover.starter.PendingActivities;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RunStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
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
    begin(null);
  }

  void begin(@Nullable Step drillAfter) {
    Cutover cutover = night.world.workflow(Cutover.class, id);
    WorkflowClient.start(
        cutover::run,
        new CutoverRequest(night.world.plan, "hash", "rehearsal", Night.ATTEMPT, drillAfter));
  }

  /** What a worker does that finds the run handed over, and nobody going on with it. */
  void goOnAsHandedOver() {
    List<WorkflowExecutionHistory> all = histories();
    HistoryEvent started = all.get(all.size() - 1).getEvents().get(0);
    CutoverRequest request =
        client
            .getOptions()
            .getDataConverter()
            .fromPayload(
                started.getWorkflowExecutionStartedEventAttributes().getInput().getPayloads(0),
                CutoverRequest.class,
                CutoverRequest.class);
    WorkflowClient.start(night.world.workflow(Cutover.class, id)::run, request);
  }

  /** Lets virtual time pass although activities are running, each of which holds the clock. */
  void advance(Duration by) {
    TestWorkflowEnvironment temporal = night.world.temporal();
    List<CompletableFuture<Void>> sleeps = new ArrayList<>();
    do {
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
    int open = 0;
    for (HistoryEvent event : client.fetchHistory(id, runId()).getEvents()) {
      open +=
          switch (event.getEventType()) {
            case EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> 1;
            case EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
                EVENT_TYPE_WORKFLOW_TASK_FAILED,
                EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT,
                EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
                EVENT_TYPE_ACTIVITY_TASK_FAILED,
                EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT,
                EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
                -1;
            default -> 0;
          };
    }
    return open == 0;
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
