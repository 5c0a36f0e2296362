package dev.cutover.sandbox.memory;

import dev.cutover.workflow.CutoverRequest;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Goes on as a cutover, as an earlier history of one does. */
@WorkflowInterface
public interface Relay {

  String QUEUE = "relay";

  @WorkflowMethod
  void passOn(String queue, CutoverRequest request);

  /** Passes on at once. */
  final class Runner implements Relay {

    @Override
    public void passOn(String queue, CutoverRequest request) {
      Workflow.continueAsNew(
          "Cutover", ContinueAsNewOptions.newBuilder().setTaskQueue(queue).build(), request);
    }
  }
}
