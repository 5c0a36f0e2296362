package dev.cutover.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For want of a key nothing is taken for what it is not. */
final class UnreadableAnswerTest {

  private static final String OLD = "2029:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String NEW = "2030:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(options(OLD)).build());

  /** Keeps a lease, or says why it can't. */
  @ActivityInterface
  public interface Lease {
    boolean keep(String whose);
  }

  /** Takes any failure of its lease for the loss of it. */
  @WorkflowInterface
  public interface Holder {
    @WorkflowMethod
    String hold(String whose);
  }

  /** Waits for the answer beside itself, where a failure is no failure of its own. */
  public static final class HolderImpl implements Holder {

    @Override
    public String hold(String whose) {
      Lease lease =
          Workflow.newActivityStub(
              Lease.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue("legacy")
                  .setStartToCloseTimeout(Duration.ofMinutes(1))
                  .build());
      return Async.function(lease::keep, whose)
          .thenApply(kept -> "kept: " + kept)
          .exceptionally(lost -> "lost: " + lost.getCause())
          .get();
    }
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void aWorkflowWaitsForAWorkerThatCanReadWhatItWasAnswered() throws Exception {
    WorkerFactory legacy = worker("legacy", NEW + "," + OLD);
    WorkerFactory without = worker("control", OLD);
    WorkflowStub run = run();
    run.start("ours");
    awaitFailedTask(run);
    without.shutdownNow();
    WorkerFactory with = worker("control", OLD + "," + NEW);

    assertThat(run.getResult(String.class)).isEqualTo("kept: true");
    with.shutdownNow();
    legacy.shutdownNow();
  }

  /** Failures and refusals go the same way as answers. */
  @Test
  void whatFailsUnderAKeyIsToldAsItFailed() {
    WorkerFactory legacy = worker("legacy", NEW);
    WorkerFactory control = worker("control", NEW);
    WorkflowStub run = client(NEW).newUntypedWorkflowStub("Holder", workflow());
    run.start("nobody's");

    assertThat(run.getResult(String.class)).contains("lost: ").contains("nobody holds it");
    control.shutdownNow();
    legacy.shutdownNow();
  }

  private WorkflowStub run() {
    return client(OLD).newUntypedWorkflowStub("Holder", workflow());
  }

  private static WorkflowOptions workflow() {
    return WorkflowOptions.newBuilder().setWorkflowId("holder").setTaskQueue("control").build();
  }

  private WorkflowClient client(String keys) {
    return WorkflowClient.newInstance(temporal.getWorkflowServiceStubs(), options(keys));
  }

  private static WorkflowClientOptions options(String keys) {
    return WorkflowClientOptions.newBuilder()
        .setDataConverter(Payloads.converter(PayloadKeys.parse(keys)))
        .build();
  }

  /** Without a cache: a dead worker's would hold its workflows for ever in memory. */
  private WorkerFactory worker(String queue, String keys) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client(keys), WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
    Worker worker = factory.newWorker(queue);
    worker.registerWorkflowImplementationTypes(HolderImpl.class);
    worker.registerActivitiesImplementations(
        (Lease)
            whose -> {
              if (whose.startsWith("nobody")) {
                throw ApplicationFailure.newNonRetryableFailure("nobody holds it", "Refused");
              }
              return true;
            });
    factory.start();
    return factory;
  }

  private void awaitFailedTask(WorkflowStub run) throws InterruptedException {
    String id = run.getExecution().getWorkflowId();
    while (client(NEW).fetchHistory(id).getEvents().stream()
        .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
