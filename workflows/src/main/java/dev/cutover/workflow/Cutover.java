package dev.cutover.workflow;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Brings every lever to the target, with checks and decisions between, or rolls back. */
@WorkflowInterface
public interface Cutover {

  @WorkflowMethod(name = "Cutover")
  RunStatus run(CutoverRequest request);

  /** Answers an open gate with a signed statement. */
  @UpdateMethod(name = "decide")
  Receipt decide(String signedText);

  @UpdateValidatorMethod(updateName = "decide")
  void validateDecide(String signedText);

  /** The same signed text, for {@code temporal workflow signal} and the web UI's dialog. */
  @SignalMethod(name = "decide")
  void decideBySignal(String signedText);

  /**
   * Limits what the copies of its sync write together.
   *
   * @param rowsPerSecond 0 for no limit
   * @return the limit that holds now
   */
  @UpdateMethod(name = "throttle")
  long throttle(long rowsPerSecond);

  @UpdateValidatorMethod(updateName = "throttle")
  void validateThrottle(long rowsPerSecond);

  /**
   * Goes on in a new history at the next step or open gate, as it does by itself when its history
   * has grown long.
   */
  @SignalMethod(name = "hand-over")
  void handOver();

  @QueryMethod(name = "status")
  RunStatus status();
}
