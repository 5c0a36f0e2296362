package dev.cutover.starter;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.ErpActivities.ErpResult;
import dev.cutover.plan.Side;
import dev.cutover.workflow.Comparison;
import dev.cutover.workflow.DataSync;
import dev.cutover.workflow.ErpCheck;
import dev.cutover.workflow.Setup;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that runs one of the smaller workflows in an environment and prints its result. */
abstract sealed class EnvironmentCommand implements Callable<Integer> {

  @Mixin private PlanArgument file = new PlanArgument();

  @Option(names = "--environment", required = true, paramLabel = "E", description = "of the plan")
  private String environment = "";

  abstract int run(WorkflowClient client, PlanArgument.Loaded loaded, String environment);

  @Override
  public Integer call() {
    PlanArgument.Loaded loaded = file.load();
    String known = loaded.environment(environment);
    try (TemporalClient temporal = TemporalClient.connect()) {
      return run(temporal.client(), loaded, known);
    }
  }

  static <T> T workflow(
      WorkflowClient client, Class<T> type, PlanArgument.Loaded loaded, String environment) {
    String system = loaded.plan().system().name();
    WorkflowIds ids = new WorkflowIds(system, environment);
    String id =
        type == Setup.class
            ? ids.setup()
            : type == DataSync.class
                ? ids.dataSync()
                : type == Comparison.class ? ids.comparison() : ids.erpCheck();
    return client.newWorkflowStub(
        type,
        WorkflowOptions.newBuilder()
            .setWorkflowId(id)
            .setTaskQueue(new TaskQueues(system, environment).control())
            .build());
  }

  @Command(name = "init", description = "lay search attributes, engine tables and triggers")
  static final class Init extends EnvironmentCommand {

    @Override
    int run(WorkflowClient client, PlanArgument.Loaded loaded, String environment) {
      SearchAttributes.register(client);
      List<String> findings =
          workflow(client, Setup.class, loaded, environment)
              .run(new Setup.Request(loaded.plan(), environment));
      findings.forEach(System.out::println);
      System.out.println(findings.isEmpty() ? "ready" : findings.size() + " findings");
      return findings.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(name = "sync", description = "copy, then follow the journal until the lag is small")
  static final class Sync extends EnvironmentCommand {

    @Override
    int run(WorkflowClient client, PlanArgument.Loaded loaded, String environment) {
      DataSync.Synced synced =
          workflow(client, DataSync.class, loaded, environment)
              .run(new DataSync.Request(loaded.plan(), environment, null));
      System.out.printf(
          "%,d rows copied, %,d waiting in the journal%n", synced.rows(), synced.delta().left());
      return ExitCode.DONE;
    }
  }

  @Command(name = "compare", description = "compare counts and checksums; exit 3 if they differ")
  static final class Compare extends EnvironmentCommand {

    @Option(names = "--table", paramLabel = "T", description = "only this table")
    private @Nullable String table;

    @Override
    int run(WorkflowClient client, PlanArgument.Loaded loaded, String environment) {
      String only = table;
      if (only != null
          && loaded.plan().data().tables().stream().noneMatch(t -> t.name().equals(only))) {
        throw new BadInput("--table " + only + ": not in the plan");
      }
      List<TableComparison> tables =
          workflow(client, Comparison.class, loaded, environment)
              .run(
                  new Comparison.Request(
                      loaded.plan(), environment, UUID.randomUUID().toString(), only));
      tables.forEach(Compare::print);
      return tables.stream().allMatch(TableComparison::equal)
          ? ExitCode.DONE
          : ExitCode.ROLLED_BACK;
    }

    private static void print(TableComparison table) {
      System.out.printf(
          "%-24s %,12d %,12d  %s%n",
          table.table(),
          table.legacyRows(),
          table.targetRows(),
          table.equal() ? "equal" : table.confirmed() + " discrepancies");
      for (Discrepancy row : table.examples()) {
        System.out.println("    " + row.kind() + " " + row.key() + " " + row.columns());
      }
    }
  }

  @Command(name = "check-erp", description = "whether the ERP answers from both sides")
  static final class CheckErp extends EnvironmentCommand {

    @Override
    int run(WorkflowClient client, PlanArgument.Loaded loaded, String environment) {
      boolean ok = true;
      for (Side side : Side.values()) {
        List<ErpResult> results =
            workflow(client, ErpCheck.class, loaded, environment)
                .run(new ErpCheck.Request(loaded.plan(), environment, side));
        for (ErpResult result : results) {
          System.out.printf(
              "from %-6s %-24s %s %d ms %s%n",
              side,
              result.check(),
              result.ok() ? "ok" : "FAILED",
              result.millis(),
              result.detail());
          ok &= result.ok();
        }
      }
      return ok ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}
