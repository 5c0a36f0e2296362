package dev.cutover.worker;

import dev.cutover.activity.ErpActivities.ErpResult;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.Side;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.ErpCheck;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The ERP check of the OMS plan, from a client through Temporal to a worker and the ERP. */
final class ErpCheckRun {

  private ErpCheckRun() {}

  static List<ErpResult> through(String temporal, Path directory) throws IOException {
    Path file = Path.of("../plans/oms.yaml");
    Plan plan = PlanReader.read(file.toString(), Files.readAllBytes(file)).plan();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
    try (Erp erp = Erp.start();
        ConfigurableApplicationContext worker =
            WorkerApplication.start(
                Settings.complete(directory)
                    .without("cutover.sites")
                    .with("cutover.endpoints.http.oms-erp-rehearsal.url", erp.url())
                    .with("cutover.in-memory-temporal", true)
                    .with("spring.temporal.connection.target", temporal)
                    .values())) {
      WorkflowClient client =
          WorkflowClient.newInstance(
              stubs,
              WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
      ErpCheck check =
          client.newWorkflowStub(
              ErpCheck.class,
              WorkflowOptions.newBuilder()
                  .setTaskQueue(new TaskQueues("oms", "rehearsal").control())
                  .setWorkflowId(new WorkflowIds("oms", "rehearsal").erpCheck())
                  .build());
      List<ErpResult> results = check.run(new ErpCheck.Request(plan, "rehearsal", Side.TARGET));
      return worker.isActive() ? results : List.of();
    } finally {
      stubs.shutdownNow();
    }
  }
}
