package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.batch.HttpBatch;
import dev.cutover.plan.Batch.Job;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.starter.SearchAttributes;
import dev.cutover.starter.TemporalClient;
import dev.cutover.worker.WorkerApplication;
import dev.cutover.workflow.Comparison;
import dev.cutover.workflow.DataSync;
import dev.cutover.workflow.Payloads;
import dev.cutover.workflow.Setup;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three worker processes share the shards; one of them is killed, and nothing is done twice. */
@Tag("temporal-server")
@Timeout(300)
final class KilledShardTest {

  private static final String ENVIRONMENT = "rehearsal";
  private static final long ROWS_PER_SECOND = 10_000;
  private static final long PATIENCE_SECONDS = 120;

  private final List<Process> workers = new ArrayList<>();
  private Map<String, Long> copied = Map.of();

  @Test
  void aKilledWorkersShardsGoOnElsewhereFromTheirLastChunkAndBothSidesEndEqual(
      @TempDir Path directory) throws Exception {
    Plan plan = oms();
    try (World world = new World(plan, 20_000, 7, TemporalServer.Kind.FOUND)) {
      boolean required = Boolean.getBoolean("cutover.require-parts");
      assumeFalse(
          world.temporal.isInMemory() && !required, "the program temporal is not on the PATH");
      assertTrue(!world.temporal.isInMemory(), "the program temporal is not on the PATH");
      try (TemporalClient temporal = TemporalClient.connect(world.temporal.address(), "default")) {
        WorkflowClient client = temporal.client();
        SearchAttributes.register(client);
        for (int i = 0; i < 3; i++) {
          workers.add(worker(world, directory));
        }
        WorkflowIds ids = new WorkflowIds(plan.system().name(), ENVIRONMENT);
        client
            .newWorkflowStub(Setup.class, options(plan, ids.setup()))
            .run(new Setup.Request(plan, ENVIRONMENT));

        holdLegacysJobs(world, plan);
        copyThatLosesAWorker(client, plan, ids.dataSync());
        workers.add(worker(world, directory));
        comparisonThatLosesAWorker(client, plan, ids.comparison());
      } finally {
        workers.forEach(Process::destroyForcibly);
      }
    }
  }

  /** Nobody writes while it is counted what was copied. */
  private static void holdLegacysJobs(World world, Plan plan) {
    String batch =
        Objects.requireNonNull(plan.environments().get(ENVIRONMENT)).bindings().legacy().batch();
    HttpBatch jobs = new HttpBatch(world, progress -> {});
    Conductor run = new Conductor(plan.system().name(), ENVIRONMENT, "killed", 1);
    jobs.hold(run, batch, plan.batch().jobs().stream().map(Job::name).toList());
    jobs.drain(batch, Duration.ofMinutes(1));
  }

  private void copyThatLosesAWorker(WorkflowClient client, Plan plan, String id) throws Exception {
    DataSync sync = client.newWorkflowStub(DataSync.class, options(plan, id));
    CompletableFuture<DataSync.Synced> result =
        WorkflowClient.execute(sync::run, new DataSync.Request(plan, ENVIRONMENT, null));
    assertEquals(ROWS_PER_SECOND, sync.throttle(ROWS_PER_SECOND));
    PendingActivityInfo killed =
        until(client, id, copy -> isRunning(copy, "SyncCopy") && done(copy) > 0);
    kill(killed);
    long begun = System.nanoTime();
    sync.throttle(0);
    until(
        client,
        id,
        result,
        copy -> copy.getActivityId().equals(killed.getActivityId()) && copy.getAttempt() > 1);
    tell("copy", begun);

    DataSync.Synced synced = result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(
        synced.copied().stream().anyMatch(copied -> copied.resumedRows() > 0), synced::toString);
    copied =
        synced.copied().stream()
            .collect(Collectors.groupingBy(Copied::table, Collectors.summingLong(Copied::rows)));
  }

  private void comparisonThatLosesAWorker(WorkflowClient client, Plan plan, String id)
      throws Exception {
    Comparison comparison = client.newWorkflowStub(Comparison.class, options(plan, id));
    CompletableFuture<List<TableComparison>> result =
        WorkflowClient.execute(
            comparison::run, new Comparison.Request(plan, ENVIRONMENT, "killed", null));
    PendingActivityInfo killed = until(client, id, table -> isRunning(table, "Comparison"));
    kill(killed);
    long begun = System.nanoTime();

    List<TableComparison> tables = result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    tell("comparison", begun);
    for (TableComparison table : tables) {
      assertTrue(table.equal(), table::toString);
      assertEquals(table.legacyDigest(), table.targetDigest(), table::toString);
      // A chunk that was copied twice would be counted twice.
      assertEquals(table.legacyRows(), copied.get(table.table()), table::toString);
      assertEquals(table.legacyRows(), table.targetRows());
    }
  }

  private void kill(PendingActivityInfo activity) throws InterruptedException {
    String identity = activity.getLastWorkerIdentity();
    long pid = Long.parseLong(identity.substring(0, identity.indexOf('@')));
    Process worker =
        workers.stream().filter(process -> process.pid() == pid).findFirst().orElseThrow();
    worker.destroyForcibly().waitFor();
    workers.remove(worker);
  }

  private static void tell(String what, long begun) {
    long lost = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    System.out.printf("%s: %.1f s after the kill%n", what, lost / 1000.0);
  }

  private static boolean isRunning(PendingActivityInfo activity, String type) {
    return activity.getActivityType().getName().startsWith(type)
        && activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED;
  }

  private static long done(PendingActivityInfo copy) {
    List<Payload> details = copy.getHeartbeatDetails().getPayloadsList();
    return details.isEmpty()
        ? 0
        : Payloads.converter().fromPayload(details.get(0), Progress.class, Progress.class).done();
  }

  private static PendingActivityInfo until(
      WorkflowClient client, String id, Predicate<PendingActivityInfo> wanted)
      throws InterruptedException {
    return until(client, id, new CompletableFuture<>(), wanted).orElseThrow();
  }

  /** Empty if the workflow has ended meanwhile. */
  private static Optional<PendingActivityInfo> until(
      WorkflowClient client,
      String id,
      CompletableFuture<?> end,
      Predicate<PendingActivityInfo> wanted)
      throws InterruptedException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!end.isDone()) {
      Optional<PendingActivityInfo> found = pending(client, id).stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found;
      }
      assertTrue(System.nanoTime() - patience < 0, "the moment never came");
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return Optional.empty();
  }

  private static List<PendingActivityInfo> pending(WorkflowClient client, String id) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                .build())
        .getPendingActivitiesList();
  }

  private static Process worker(World world, Path directory) throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("worker.properties"),
            world.workerSettings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n")));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerApplication.class.getName(),
            "--cutover.shards=1",
            "--spring.config.additional-location=file:" + settings)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private static WorkflowOptions options(Plan plan, String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(new TaskQueues(plan.system().name(), ENVIRONMENT).control())
        .build();
  }

  private static Plan oms() throws IOException {
    Path file = Path.of("..", "plans", "oms.yaml");
    return PlanReader.read("plans/oms.yaml", Files.readAllBytes(file)).plan();
  }
}
