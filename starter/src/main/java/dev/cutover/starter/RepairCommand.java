package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cutover repair}: what stood in the way of a rollback has been mended. */
@Command(name = "repair", description = "let a rollback go on that is parked, or waits by itself")
final class RepairCommand implements Callable<Integer> {

  @Mixin private RunArgument run = new RunArgument();

  @Override
  public Integer call() {
    try (TemporalClient temporal = TemporalClient.connect()) {
      RunStatus status = run.status(temporal.client());
      RunStatus rollback = Runs.rollbackOf(temporal.client(), run.id(), status);
      String id = Runs.rollbackId(status);
      boolean isRollback = run.id().equals(id) && !Runs.hasEnded(status);
      if (rollback == null && !isRollback) {
        throw new BadInput(
            run.id()
                + " is not rolling back: there is nothing to repair. Where levers stand wrong all"
                + " the same: cutover rollback "
                + run.id());
      }
      temporal.client().newUntypedWorkflowStub(id).signal("repair");
      System.out.println(id + " goes on");
      return ExitCode.DONE;
    }
  }
}
