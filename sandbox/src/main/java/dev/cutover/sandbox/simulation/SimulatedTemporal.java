package dev.cutover.sandbox.simulation;

import dev.cutover.activity.ApplicationActivities;
import dev.cutover.activity.BatchActivities;
import dev.cutover.activity.CalendarActivities;
import dev.cutover.activity.ComparisonActivities;
import dev.cutover.activity.DecisionActivities;
import dev.cutover.activity.DnsActivities;
import dev.cutover.activity.ErpActivities;
import dev.cutover.activity.EvidenceActivities;
import dev.cutover.activity.FenceActivities;
import dev.cutover.activity.LedgerActivities;
import dev.cutover.activity.NotificationActivities;
import dev.cutover.activity.SchemaActivities;
import dev.cutover.activity.SyncActivities;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.memory.MemoryTemporal;
import dev.cutover.workflow.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A Temporal in memory that serves one night after the other: starting one costs as much. */
final class SimulatedTemporal implements AutoCloseable {

  private static final List<Class<?>> INTERFACES =
      List.of(
          FenceActivities.class,
          SyncActivities.class,
          ComparisonActivities.class,
          SchemaActivities.class,
          DecisionActivities.class,
          LedgerActivities.class,
          EvidenceActivities.class,
          DnsActivities.class,
          ApplicationActivities.class,
          BatchActivities.class,
          ErpActivities.class,
          NotificationActivities.class,
          CalendarActivities.class);

  private final TestWorkflowEnvironment temporal;
  private final TaskQueues queues;
  private volatile Object[] served = {};

  SimulatedTemporal(String system, String environment, boolean cached) {
    temporal = MemoryTemporal.create(cached);
    queues = new TaskQueues(system, environment);
    Object[] activities = INTERFACES.stream().map(this::served).toArray();
    for (String queue :
        List.of(
            queues.control(), queues.of(Side.LEGACY), queues.shards(), queues.of(Side.TARGET))) {
      Worker worker = temporal.newWorker(queue, options());
      if (queue.equals(queues.control())) {
        worker.registerWorkflowImplementationTypes(MemoryTemporal.workflows());
      }
      worker.registerActivitiesImplementations(activities);
    }
    temporal.start();
  }

  /** On a busy machine a thread that waits for its turn is not yet a deadlock. */
  private static WorkerOptions options() {
    return WorkerOptions.newBuilder()
        .setDefaultDeadlockDetectionTimeout(60_000)
        .setMaxConcurrentWorkflowTaskPollers(2)
        .setMaxConcurrentActivityTaskPollers(2)
        .build();
  }

  private Object served(Class<?> activities) {
    return Proxy.newProxyInstance(
        activities.getClassLoader(),
        new Class<?>[] {activities},
        (proxy, method, arguments) ->
            method.getDeclaringClass() == Object.class
                ? activities.getSimpleName()
                : invoke(activities, method, arguments));
  }

  private Object invoke(Class<?> activities, Method method, Object[] arguments) throws Throwable {
    for (Object candidate : served) {
      if (activities.isInstance(candidate)) {
        try {
          return method.invoke(candidate, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      }
    }
    throw new IllegalStateException("the night is over");
  }

  void serve(Object[] activities) {
    served = activities;
  }

  void stopServing() {
    served = new Object[0];
  }

  WorkflowStub workflow(String type, String id) {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(queues.control()).build());
  }

  WorkflowStub existing(String id) {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(id);
  }

  Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  void later(Duration wait, Runnable action) {
    temporal.registerDelayedCallback(wait, action);
  }

  /** Histories and clock, to find out why nothing happens. */
  String diagnostics() {
    return temporal.getDiagnostics();
  }

  @Override
  public void close() {
    temporal.close();
  }
}
