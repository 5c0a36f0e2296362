package dev.cutover.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.cutover.plan.Side;
import dev.cutover.workflow.TaskQueues;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import io.temporal.spring.boot.autoconfigure.template.WorkersTemplate;
import io.temporal.spring.boot.autoconfigure.template.WorkersTemplate.RegisteredInfo;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class WorkerApplicationTest {

  private static final TaskQueues QUEUES = new TaskQueues("oms", "rehearsal");

  @Test
  void oneProcessServesAllSites(@TempDir Path directory) throws IOException {
    try (InMemoryTemporal temporal = InMemoryTemporal.start();
        ConfigurableApplicationContext worker =
            WorkerApplication.start(settings(directory, temporal).values())) {
      Map<String, RegisteredInfo> served =
          worker.getBean(WorkersTemplate.class).getRegisteredInfo();

      assertThat(served.keySet())
          .containsExactlyInAnyOrder(
              QUEUES.control(), QUEUES.of(Side.LEGACY), QUEUES.shards(), QUEUES.of(Side.TARGET));
      assertThat(activities(served, QUEUES.control()))
          .contains("DnsBring", "NotificationSend", "DecisionVerify");
      assertThat(activities(served, QUEUES.of(Side.LEGACY)))
          .contains(
              "FenceFreeze",
              "SyncCopy",
              "ComparisonCompare",
              "SchemaCheck",
              "BatchHold",
              "LedgerAppend",
              "LedgerRead");
      assertThat(activities(served, QUEUES.shards()))
          .contains("SyncCopy", "ComparisonCompare")
          .noneMatch(activity -> activity.startsWith("Fence"));
      assertThat(activities(served, QUEUES.of(Side.TARGET)))
          .contains("FenceOpenTarget", "ApplicationProbe", "BatchRelease", "ErpCheck")
          .doesNotContain("DecisionVerify");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"control", "legacy", "legacy-shards", "target"})
  void aProcessMayServeOneSiteAlone(String site, @TempDir Path directory) throws IOException {
    try (InMemoryTemporal temporal = InMemoryTemporal.start();
        ConfigurableApplicationContext worker =
            WorkerApplication.start(
                settings(directory, temporal)
                    .without("cutover.sites")
                    .with("spring.profiles.active", site)
                    .values())) {
      Map<String, RegisteredInfo> alone = worker.getBean(WorkersTemplate.class).getRegisteredInfo();
      Map<String, RegisteredInfo> all = all(directory, temporal);
      Set<String> queues =
          site.equals("legacy")
              ? Set.of(QUEUES.of(Side.LEGACY), QUEUES.shards())
              : Set.of("oms-rehearsal-" + site);
      assertThat(alone.keySet()).isEqualTo(queues);
      for (String queue : queues) {
        assertThat(activities(alone, queue)).isEqualTo(activities(all, queue));
      }
    }
  }

  private static Map<String, RegisteredInfo> all(Path directory, InMemoryTemporal temporal)
      throws IOException {
    try (ConfigurableApplicationContext worker =
        WorkerApplication.start(settings(directory, temporal).values())) {
      return worker.getBean(WorkersTemplate.class).getRegisteredInfo();
    }
  }

  @Test
  void aSiteThatNoProfileBroughtIsRefused(@TempDir Path directory) throws IOException {
    Map<String, Object> settings =
        Settings.complete(directory).with("cutover.sites", "control,target").values();

    assertThatThrownBy(() -> WorkerApplication.start(settings))
        .isInstanceOf(DoubtfulSettings.class)
        .hasMessageContaining("spring.profiles.active");
  }

  @Test
  void noProcedureIsForgotten(@TempDir Path directory) throws IOException {
    Set<String> procedures =
        new ClassFileImporter()
            .importPackages("dev.cutover.workflow").stream()
                .filter(type -> type.isAnnotatedWith(WorkflowInterface.class))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    try (InMemoryTemporal temporal = InMemoryTemporal.start();
        ConfigurableApplicationContext worker =
            WorkerApplication.start(settings(directory, temporal).values())) {
      Map<String, RegisteredInfo> served =
          worker.getBean(WorkersTemplate.class).getRegisteredInfo();

      assertThat(served.values())
          .flatExtracting(RegisteredInfo::getRegisteredWorkflowInfo)
          .flatExtracting(workflow -> workflow.getMetadata().getWorkflowMethods())
          .extracting(POJOWorkflowMethodMetadata::getName)
          .containsExactlyInAnyOrderElementsOf(procedures);
    }
  }

  @Test
  void aWorkerThatIsStoppedPollsNoMore(@TempDir Path directory) throws IOException {
    try (InMemoryTemporal temporal = InMemoryTemporal.start()) {
      ConfigurableApplicationContext worker =
          WorkerApplication.start(settings(directory, temporal).values());
      WorkerFactory polling = worker.getBean(WorkerFactory.class);
      assertThat(polling.isStarted()).isTrue();

      worker.close();

      assertThat(polling.isTerminated()).isTrue();
    }
  }

  @Test
  void anUnreachableTemporalIsToldByItsAddress(@TempDir Path directory) throws IOException {
    String address = "127.0.0.1:" + InMemoryTemporal.freePort();
    Map<String, Object> settings =
        Settings.complete(directory).with("spring.temporal.connection.target", address).values();

    assertThatThrownBy(() -> WorkerApplication.start(settings))
        .isInstanceOf(TemporalUnreachable.class)
        .hasMessageContaining(address)
        .extracting(e -> ((TemporalUnreachable) e).getExitCode())
        .isEqualTo(5);
  }

  @Test
  void doubtfulSettingsStopTheWorkerBeforeItConnects(@TempDir Path directory) throws IOException {
    Map<String, Object> settings =
        Settings.complete(directory).without("cutover.environment").values();

    assertThatThrownBy(() -> WorkerApplication.start(settings))
        .isInstanceOf(DoubtfulSettings.class)
        .hasMessageContaining("cutover.environment is missing")
        .extracting(e -> ((DoubtfulSettings) e).getExitCode())
        .isEqualTo(2);
  }

  private static Settings settings(Path directory, InMemoryTemporal temporal) throws IOException {
    return Settings.complete(directory)
        .without("cutover.sites")
        .with("cutover.in-memory-temporal", true)
        // Left in the file of whoever rolls back offline: not for a Temporal in memory.
        .with("cutover.build", "1.4.0")
        .with("spring.temporal.connection.target", temporal.address());
  }

  private static Set<String> activities(Map<String, RegisteredInfo> served, String queue) {
    RegisteredInfo info = served.get(queue);
    return Objects.requireNonNull(info, queue).getRegisteredActivityInfo().stream()
        .flatMap(activity -> activity.getMetadata().getActivityMethods().stream())
        .map(POJOActivityMethodMetadata::getActivityTypeName)
        .collect(Collectors.toSet());
  }
}
