package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** A run that exists already, as an argument of a command. */
final class RunArgument {

  @Parameters(index = "0", paramLabel = "ID", description = "workflow id, as start printed it")
  private String id = "";

  String id() {
    return id;
  }

  /**
   * Where the run stands.
   *
   * @throws BadInput if there is no such run
   * @throws TemporalClient.OutOfReach if no worker answers
   */
  RunStatus status(WorkflowClient client) {
    try {
      return client.newUntypedWorkflowStub(id).query("status", RunStatus.class);
    } catch (WorkflowNotFoundException e) {
      throw new BadInput(id + ": no such run; cutover start and rehearse print the id");
    } catch (WorkflowQueryException | WorkflowServiceException e) {
      if (Runs.isTemporalGone(e)) {
        throw TemporalClient.lost(id);
      }
      Runs.refuseUnreadable(e);
      throw new TemporalClient.OutOfReach(
          "no worker answers for " + id + ": start one (docs/worker.md)");
    }
  }

  /**
   * An open gate of the run.
   *
   * @throws BadInput if it is not open, naming those that are
   */
  OpenGate gate(RunStatus status, String name) {
    return status.gates().stream()
        .filter(gate -> gate.gate().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "gate "
                        + name
                        + " is not open; open are: "
                        + status.gates().stream()
                            .map(OpenGate::gate)
                            .collect(Collectors.joining(", "))));
  }
}
