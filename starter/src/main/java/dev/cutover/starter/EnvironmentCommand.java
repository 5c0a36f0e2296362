package dev.cutover.starter;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.ErpActivities.ErpResult;
import dev.cutover.plan.Environment;
import dev.cutover.plan.Side;
import dev.cutover.workflow.Comparison;
import dev.cutover.workflow.DataSync;
import dev.cutover.workflow.ErpCheck;
import dev.cutover.workflow.Setup;
import dev.cutover.workflow.WorkflowIds;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that runs one of the smaller workflows in an environment and prints its result. */
abstract sealed class EnvironmentCommand implements Callable<Integer>
    permits EnvironmentCommand.Init,
        EnvironmentCommand.Reset,
        EnvironmentCommand.Sync,
        EnvironmentCommand.Compare,
        EnvironmentCommand.CheckErp,
        SchemaCommand.Propose {

  @Mixin private PlanArgument file = new PlanArgument();

  @Option(names = "--environment", required = true, paramLabel = "E", description = "of the plan")
  private String environment = "";

  abstract int run(Place place);

  @Override
  public Integer call() {
    PlanArgument.Loaded loaded = file.load();
    String known = loaded.environment(environment);
    try (TemporalClient temporal = TemporalClient.connect()) {
      return run(new Place(temporal.client(), loaded.plan(), known));
    }
  }

  @Command(name = "init", description = "lay search attributes, engine tables and triggers")
  static final class Init extends EnvironmentCommand {

    @Override
    int run(Place place) {
      SearchAttributes.register(place.client());
      Setup.Request request = new Setup.Request(place.plan(), place.environment());
      List<String> findings =
          place.result(Setup.class, place.ids().setup(), setup -> setup.run(request));
      findings.forEach(System.out::println);
      System.out.println(findings.isEmpty() ? "ready" : findings.size() + " findings");
      return findings.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(
      name = "reset",
      description = "empty the target and the engine's tables, to rehearse once more")
  static final class Reset extends EnvironmentCommand {

    @Override
    int run(Place place) {
      if (!place.environment().equals(Environment.REHEARSAL)) {
        throw new BadInput(
            "reset is for the environment "
                + Environment.REHEARSAL
                + " alone: it deletes the target's rows, which "
                + place.environment()
                + " may need");
      }
      WorkflowIds ids = place.ids();
      for (String id : List.of(ids.cutover(), ids.rollback(), ids.dataSync(), ids.comparison())) {
        if (Started.isRunning(place.client(), id)) {
          throw new BadInput(id + " is running: wait for its end, or end it, then reset");
        }
      }
      Setup.Request request = new Setup.Request(place.plan(), place.environment(), true);
      List<String> problems = place.result(Setup.class, ids.setup(), setup -> setup.run(request));
      problems.forEach(System.out::println);
      System.out.println(
          problems.isEmpty()
              ? "back at the start"
              : "not reset: roll back first (cutover rollback " + ids.cutover() + ")");
      return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(name = "sync", description = "copy, then follow the journal until the lag is small")
  static final class Sync extends EnvironmentCommand {

    @Override
    int run(Place place) {
      DataSync.Request request = new DataSync.Request(place.plan(), place.environment(), null);
      DataSync.Synced synced =
          place.result(DataSync.class, place.ids().dataSync(), sync -> sync.run(request));
      System.out.printf("%,d rows copied, %s%n", synced.rows(), synced.delta().lag());
      return ExitCode.DONE;
    }
  }

  @Command(name = "compare", description = "compare counts and checksums; exit 3 if they differ")
  static final class Compare extends EnvironmentCommand {

    @Option(names = "--table", paramLabel = "T", description = "only this table")
    private @Nullable String table;

    @Option(names = "--schema", description = "the schemas, not the rows; exit 3 on an error")
    private boolean schema;

    @ArgGroup private Form form = new Form();

    @Override
    int run(Place place) {
      String only = table;
      if (schema && form.csv) {
        throw new BadInput("--schema gives text or --json: leave out --csv");
      }
      if (schema && only != null) {
        throw new BadInput("--schema looks at all tables: leave out --table");
      }
      if (schema) {
        return SchemaReport.print(SchemaReport.findings(place), form.json);
      }
      if (only != null
          && place.plan().data().tables().stream().noneMatch(t -> t.name().equals(only))) {
        throw new BadInput("--table " + only + ": not in the plan");
      }
      Comparison.Request request =
          new Comparison.Request(
              place.plan(), place.environment(), UUID.randomUUID().toString(), only);
      List<TableComparison> tables =
          place.result(Comparison.class, place.ids().comparison(), all -> all.run(request));
      ComparisonReport report = ComparisonReport.of(place, request.attempt(), tables);
      System.out.print(form.of(report));
      return tables.stream().allMatch(TableComparison::equal)
          ? ExitCode.DONE
          : ExitCode.ROLLED_BACK;
    }

    /** What is printed, one of these or text for people. */
    private static final class Form {

      @Option(names = "--json", description = "print one JSON document")
      private boolean json;

      @Option(names = "--csv", description = "print a line for each column that differs")
      private boolean csv;

      private String of(ComparisonReport report) {
        return csv ? report.csv() : (json ? Json.of(report) : report.text()) + "\n";
      }
    }
  }

  @Command(name = "check-erp", description = "whether the ERP answers from both sides")
  static final class CheckErp extends EnvironmentCommand {

    @Override
    int run(Place place) {
      boolean ok = true;
      for (Side side : Side.values()) {
        ErpCheck.Request request = new ErpCheck.Request(place.plan(), place.environment(), side);
        List<ErpResult> results =
            place.result(ErpCheck.class, place.ids().erpCheck(), check -> check.run(request));
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
