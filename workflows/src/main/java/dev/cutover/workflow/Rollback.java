package dev.cutover.workflow;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Brings every lever back to legacy, from whatever state it observes; ends with legacy proven live,
 * or waits PARKED for a person.
 */
@WorkflowInterface
public interface Rollback {

  @WorkflowMethod(name = "Rollback")
  RunStatus run(RollbackRequest request);

  /** Goes on with the step at which the rollback is parked. */
  @SignalMethod(name = "repair")
  void repair();

  @QueryMethod(name = "status")
  RunStatus status();
}
