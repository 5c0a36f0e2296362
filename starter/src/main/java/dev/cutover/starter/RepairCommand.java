package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cutover repair}: what stood in the way of a parked rollback has been mended. */
@Command(name = "repair", description = "let a parked rollback go on")
final class RepairCommand implements Callable<Integer> {

  @Mixin private RunArgument run = new RunArgument();

  @Override
  public Integer call() {
    try (TemporalClient temporal = TemporalClient.connect()) {
      RunStatus status = run.status(temporal.client());
      RunStatus rollback = Runs.rollbackOf(temporal.client(), run.id(), status);
      if (!Runs.isParked(rollback == null ? status : rollback)) {
        throw new BadInput(
            run.id()
                + " is not parked: there is nothing to repair. Where levers stand wrong all the"
                + " same: cutover rollback "
                + run.id());
      }
      String id = Runs.rollbackId(status);
      temporal.client().newUntypedWorkflowStub(id).signal("repair");
      System.out.println(id + " goes on");
      return ExitCode.DONE;
    }
  }
}
