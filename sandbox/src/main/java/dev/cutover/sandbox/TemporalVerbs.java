package dev.cutover.sandbox;

import dev.cutover.activity.FenceRow;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Rollback;
import dev.cutover.workflow.RollbackRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** What anybody can do to a run with Temporal's own program. */
record TemporalVerbs(Ground ground) {

  void cancel() {
    cutover().cancel();
  }

  /** And then rolls back by hand, as a person would. */
  void terminate() {
    // Signed before: whoever waits for the end looks for the rollback at once.
    RollbackRequest asked = orderedNow();
    cutover().terminate("by somebody who did not know better");
    String id = ground.ids().rollback();
    Rollback rollback = ground.client().newWorkflowStub(Rollback.class, ground.options(id));
    try {
      WorkflowClient.start(rollback::run, asked);
    } catch (WorkflowExecutionAlreadyStarted alreadyThere) {
      // One that the cutover had started outlives it.
    }
  }

  private RollbackRequest orderedNow() {
    CutoverRequest request = ground.request();
    FenceRow legacy =
        ground
            .client()
            .newWorkflowStub(Observation.class, ground.options(ground.ids().observation()))
            .run(
                new Observation.Request(
                    request.plan(), request.environment(), Observation.Question.LEVERS))
            .legacy();
    long epoch = Objects.requireNonNull(legacy, "legacy's fence is out of reach").epoch();
    String attempt = UUID.randomUUID().toString();
    String role = request.plan().gates().discrepancy().role();
    Instant now = Instant.now();
    Statement order =
        new Statement(
            request.plan().system().name(),
            request.environment(),
            attempt,
            "rollback",
            RollbackRequest.nonce(epoch),
            request.planHash(),
            "",
            Answer.ROLL_BACK,
            ground.world().people.having(role).get(0),
            "the cutover was terminated",
            now,
            now.plus(Duration.ofMinutes(30)));
    return new RollbackRequest(
        request.plan(),
        request.planHash(),
        request.environment(),
        attempt,
        epoch,
        "the cutover was terminated",
        true,
        ground.world().people.sign(order));
  }

  void startAgain() {
    CutoverRequest first = ground.request();
    CutoverRequest again = Ballot.request(first.plan(), ground.world(), first.environment(), null);
    Cutover stub =
        ground.client().newWorkflowStub(Cutover.class, ground.options(ground.ids().cutover()));
    try {
      WorkflowClient.start(stub::run, again);
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
