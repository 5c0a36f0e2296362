package dev.cutover.sandbox;

import dev.cutover.plan.Answer;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;

/** Somebody entitled orders the rollback at the gate that is always open. */
record OrderRollback(Ground ground) implements Deed {

  @Override
  public void begin() {
    Cutover cutover = ground.client().newWorkflowStub(Cutover.class, ground.ids().cutover());
    RunStatus status = cutover.status();
    OpenGate standing =
        status.gates().stream()
            .filter(OpenGate::standing)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no gate stands open"));
    cutover.decide(
        Ballot.signed(ground.plan(), ground.world(), status, standing, Answer.ROLL_BACK));
  }
}
