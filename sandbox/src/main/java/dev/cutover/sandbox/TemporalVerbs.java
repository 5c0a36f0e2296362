package dev.cutover.sandbox;

import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.Rollback;
import dev.cutover.workflow.RollbackRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowStub;
import java.util.UUID;

/** What anybody can do to a run with Temporal's own program. */
record TemporalVerbs(Ground ground) {

  void cancel() {
    cutover().cancel();
  }

  /** And then rolls back by hand, as a person would. */
  void terminate() {
    cutover().terminate("by somebody who did not know better");
    CutoverRequest request = ground.request();
    RollbackRequest asked =
        new RollbackRequest(
            request.plan(),
            request.planHash(),
            request.environment(),
            UUID.randomUUID().toString(),
            null,
            "the cutover was terminated",
            true);
    String id = ground.ids().rollback();
    Rollback rollback = ground.client().newWorkflowStub(Rollback.class, ground.options(id));
    try {
      WorkflowClient.start(rollback::run, asked);
    } catch (WorkflowExecutionAlreadyStarted alreadyThere) {
      // One that the cutover had started outlives it.
    }
  }

  void startAgain() {
    CutoverRequest first = ground.request();
    CutoverRequest second =
        new CutoverRequest(
            first.plan(),
            first.planHash(),
            first.environment(),
            UUID.randomUUID().toString(),
            null);
    Cutover stub =
        ground.client().newWorkflowStub(Cutover.class, ground.options(ground.ids().cutover()));
    try {
      WorkflowClient.start(stub::run, second);
      throw new IllegalStateException("a second start of the same run was let in");
    } catch (WorkflowExecutionAlreadyStarted refused) {
      // As was wanted; it names the workflow that runs.
    }
  }

  void malformedSignals() {
    String[] texts = {
      "", "x", "{}", "\u0000", "-----BEGIN SSH SIGNATURE-----", "x".repeat(100_000)
    };
    for (int i = 0; i < 200; i++) {
      cutover().signal("decide", texts[i % texts.length]);
    }
  }

  private WorkflowStub cutover() {
    return ground.client().newUntypedWorkflowStub(ground.ids().cutover());
  }
}
