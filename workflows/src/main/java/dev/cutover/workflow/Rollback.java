package dev.cutover.workflow;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
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

  /** Answers the question whether to do without a target that stays out of reach. */
  @UpdateMethod(name = "decide")
  Receipt decide(String signedText);

  @UpdateValidatorMethod(updateName = "decide")
  void validateDecide(String signedText);

  /** The same signed text, for {@code temporal workflow signal} and the web UI's dialog. */
  @SignalMethod(name = "decide")
  void decideBySignal(String signedText);

  @QueryMethod(name = "status")
  RunStatus status();
}
