package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Plan;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Observation.Question;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.WorkerDeploymentVersion;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers of two builds beside each other, on a Temporal server of their own. */
@Tag("temporal-server")
final class BuildsTest {

  private static final long PATIENCE_SECONDS = 180;

  @Test
  void aRunEndsOnTheBuildThatItBeganOnAlthoughAnotherIsCurrentByThen(@TempDir Path directory)
      throws IOException, InterruptedException {
    Plan plan = ServedWorld.oms();
    try (ServedWorld served = new ServedWorld(plan, 1_000, directory)) {
      served.worker("--cutover.build=1");
      served.setUp();
      Cutover cutover =
          served.client.newWorkflowStub(Cutover.class, served.options(served.ids.cutover()));
      CutoverRequest request = Ballot.request(plan, served.world, ServedWorld.ENVIRONMENT, null);
      WorkflowClient.start(cutover::run, request);
      served.worker("--cutover.build=2");
      makeCurrent(served, "2");
      try (Stage stage = new Stage(plan, served.world, Scenario.CLEAN, cutover)) {
        stage.begin();
        RunStatus end = WorkflowStub.fromTyped(cutover).getResult(RunStatus.class);
        assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      }
      served
          .client
          .newWorkflowStub(Observation.class, served.options(served.ids.observation()))
          .run(new Observation.Request(plan, ServedWorld.ENVIRONMENT, Question.LEVERS));

      assertEquals(Set.of("1"), builds(served, served.ids.setup()));
      assertEquals(Set.of("1"), builds(served, served.ids.cutover()));
      assertEquals(Set.of("1"), builds(served, served.ids.syncOf(request.attempt())));
      assertEquals(Set.of("2"), builds(served, served.ids.observation()));
    }
  }

  /** Which builds have worked on a workflow. */
  private static Set<String> builds(ServedWorld served, String id) {
    return served.client.fetchHistory(id).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        .map(event -> event.getWorkflowTaskCompletedEventAttributes().getDeploymentVersion())
        .map(WorkerDeploymentVersion::getBuildId)
        .collect(Collectors.toSet());
  }

  /** As a person does it, once Temporal has heard of the build. */
  private static void makeCurrent(ServedWorld served, String build) throws InterruptedException {
    SetWorkerDeploymentCurrentVersionRequest request =
        SetWorkerDeploymentCurrentVersionRequest.newBuilder()
            .setNamespace(served.client.getOptions().getNamespace())
            .setDeploymentName("oms-" + ServedWorld.ENVIRONMENT)
            .setBuildId(build)
            .build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        served
            .client
            .getWorkflowServiceStubs()
            .blockingStub()
            .setWorkerDeploymentCurrentVersion(request);
        return;
      } catch (StatusRuntimeException notThereYet) {
        assertTrue(System.nanoTime() - end < 0, String.valueOf(notThereYet.getMessage()));
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }
}
