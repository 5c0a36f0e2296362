package dev.cutover.bench;

import dev.cutover.plan.Bindings;
import dev.cutover.plan.Bindings.SideBindings;
import dev.cutover.plan.Data;
import dev.cutover.plan.Environment;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.DataSync;
import dev.cutover.workflow.DataSyncImpl;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A sync led by Temporal: a worker of the procedures, and what workers of the data must be told.
 */
final class Night implements AutoCloseable {

  private final String temporal;
  private final Plan plan;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final WorkerFactory control;

  /**
   * @param planFile a plan, of which only the data are replaced
   */
  Night(String temporal, Path planFile, int chunkRows, int parallelShards) throws IOException {
    this.temporal = temporal;
    this.plan =
        plan(
            planFile,
            new Data(chunkRows, parallelShards, null, null, List.of(TwoSides.ORDERS), List.of()));
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
    client =
        WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    control = WorkerFactory.newInstance(client);
    control.newWorker(queues().control()).registerWorkflowImplementationTypes(DataSyncImpl.class);
    control.start();
  }

  private static TaskQueues queues() {
    return new TaskQueues(TwoSides.SYSTEM, TwoSides.ENVIRONMENT);
  }

  /** Runs the workflow to its end; returns the rows that are copied. */
  long sync() {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(new WorkflowIds(TwoSides.SYSTEM, TwoSides.ENVIRONMENT).dataSync())
            .setTaskQueue(queues().control())
            .build();
    return client
        .newWorkflowStub(DataSync.class, options)
        .run(new DataSync.Request(plan, TwoSides.ENVIRONMENT, null))
        .rows();
  }

  /** The settings of a worker of the databases' sites; nothing else is ever asked of it. */
  Map<String, Object> workerSettings(TwoSides sides, String profile) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("spring.profiles.active", profile);
    settings.put("spring.temporal.connection.target", temporal);
    settings.put("cutover.system", TwoSides.SYSTEM);
    settings.put("cutover.environment", TwoSides.ENVIRONMENT);
    for (String name : List.of(TwoSides.LEGACY, TwoSides.TARGET)) {
      var database = sides.database(name);
      String key = "cutover.endpoints.databases." + name + ".";
      settings.put(key + "url", database.url());
      settings.put(key + "user", database.user());
      settings.put(key + "password", database.password());
      settings.put(key + "business-user", database.businessUser());
      settings.put(key + "business-password", database.businessPassword());
    }
    settings.put("cutover.endpoints.http.none.url", "http://127.0.0.1:9");
    settings.put("cutover.endpoints.dns.none.authoritative", "127.0.0.1:9");
    settings.put("cutover.endpoints.dns.none.key-name", "none.");
    settings.put("cutover.endpoints.dns.none.key-secret", "bm9uZQ==");
    return settings;
  }

  private static Plan plan(Path file, Data data) throws IOException {
    Plan plan = PlanReader.read(file.toString(), Files.readAllBytes(file)).plan();
    Environment environment = Objects.requireNonNull(plan.environments().get(TwoSides.ENVIRONMENT));
    Bindings names = environment.bindings();
    Bindings bindings =
        new Bindings(
            new SideBindings(TwoSides.LEGACY, names.legacy().application(), names.legacy().batch()),
            new SideBindings(TwoSides.TARGET, names.target().application(), names.target().batch()),
            names.dns(),
            names.erp(),
            names.notification());
    return plan.with(data)
        .withEnvironments(
            Map.of(
                TwoSides.ENVIRONMENT,
                new Environment(bindings, environment.window(), environment.parallelOperation())));
  }

  @Override
  public void close() {
    control.shutdownNow();
    service.shutdownNow();
  }
}
