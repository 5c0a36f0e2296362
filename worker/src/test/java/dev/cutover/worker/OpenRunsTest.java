package dev.cutover.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cutover.temporal.PayloadKeys;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker that can't read the run of its environment would only keep it from those that can. */
final class OpenRunsTest {

  private static final String OLD = "2029:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String NEW = "2030:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @TempDir private Path directory;

  private final InMemoryTemporal temporal = InMemoryTemporal.start();
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());

  @AfterEach
  void close() {
    stubs.shutdownNow();
    temporal.close();
  }

  @Test
  void aWorkerWithoutTheKeyOfAnOpenRunDoesNotStart() {
    begin(OLD);

    for (String keys : new String[] {"", NEW}) {
      assertThatThrownBy(() -> start(keys).close())
          .isInstanceOf(DoubtfulSettings.class)
          .hasMessageContaining("cutover.encryption.keys lacks the key 2029")
          .hasMessageContaining("oms-rehearsal-cutover");
    }
  }

  /** The key of another environment, for example, which was made in the same month. */
  @Test
  void aWorkerWithAnotherKeyOfThatNameDoesNotStart() {
    begin(OLD);

    assertThatThrownBy(() -> start(NEW.replace("2030", "2029")).close())
        .isInstanceOf(DoubtfulSettings.class)
        .hasMessageContaining("cutover.encryption.keys has another key 2029");
  }

  @Test
  void withTheKeyItStartsThoughANewerOneWrites() throws IOException {
    begin(OLD);

    try (ConfigurableApplicationContext worker = start(NEW + "," + OLD)) {
      assertThat(worker.isRunning()).isTrue();
    }
  }

  @Test
  void aStrangersSignalKeepsNoWorkerFromStarting() throws IOException {
    begin(NEW).signal("decide", "rubbish");
    client(OLD).newUntypedWorkflowStub(id()).signal("decide", "rubbish");

    try (ConfigurableApplicationContext worker = start(NEW)) {
      assertThat(worker.isRunning()).isTrue();
    }
  }

  private WorkflowStub begin(String keys) {
    WorkflowStub run =
        client(keys)
            .newUntypedWorkflowStub(
                "Cutover",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id())
                    .setTaskQueue(new TaskQueues("oms", "rehearsal").control())
                    .build());
    run.start(Map.of("environment", "rehearsal"));
    return run;
  }

  private WorkflowClient client(String keys) {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setDataConverter(Payloads.converter(PayloadKeys.parse(keys)))
            .build());
  }

  private static String id() {
    return new WorkflowIds("oms", "rehearsal").cutover();
  }

  /** Of the target alone, so that nobody takes the run's tasks. */
  private ConfigurableApplicationContext start(String keys) throws IOException {
    Settings settings =
        Settings.complete(directory)
            .without("cutover.sites")
            .with("spring.profiles.active", "target")
            .with("cutover.in-memory-temporal", true)
            .with("spring.temporal.connection.target", temporal.address());
    if (!keys.isEmpty()) {
      settings.with("cutover.encryption.keys", keys);
    }
    return WorkerApplication.start(settings.values());
  }
}
