package dev.cutover.starter;

import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Limits what a sync or a cutover in its step sync copies, while it runs. */
@Command(name = "throttle", description = "limit the rows that all copies of a run write a second")
final class ThrottleCommand implements Callable<Integer> {

  @Mixin private RunArgument run = new RunArgument();

  @Parameters(index = "1", paramLabel = "ROWS_PER_SECOND", description = "0 for no limit")
  private long rowsPerSecond;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Override
  public Integer call() {
    if (rowsPerSecond < 0) {
      throw new BadInput("ROWS_PER_SECOND must be 1 or more, or 0 for no limit");
    }
    try (TemporalClient temporal = TemporalClient.connect()) {
      long limit =
          temporal
              .client()
              .newUntypedWorkflowStub(run.id())
              .update("throttle", Long.class, rowsPerSecond);
      Throttled throttled = new Throttled(run.id(), limit);
      System.out.println(json ? Json.of(throttled) : throttled.inWords());
      return ExitCode.DONE;
    } catch (WorkflowUpdateException e) {
      System.err.println("refused: " + Runs.rootMessage(e));
      return ExitCode.FAILED;
    } catch (WorkflowNotFoundException e) {
      throw new BadInput(run.id() + " does not run: name a sync, or a cutover that has not ended");
    } catch (WorkflowServiceException e) {
      if (Runs.isTemporalGone(e)) {
        throw TemporalClient.lost(run.id());
      }
      Runs.refuseUnreadable(e);
      throw new TemporalClient.OutOfReach(
          "no worker answers for " + run.id() + ": start one (docs/worker.md)");
    }
  }

  /**
   * @param rowsPerSecond of all copies together; 0 for no limit
   */
  record Throttled(String id, long rowsPerSecond) {

    String inWords() {
      return rowsPerSecond == 0
          ? id + ": copies run as fast as they can"
          : id + ": all copies together write " + rowsPerSecond + " rows a second at most";
    }
  }
}
