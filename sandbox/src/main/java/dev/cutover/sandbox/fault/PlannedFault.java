package dev.cutover.sandbox.fault;

import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus.Outcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A fault and the step at which it happens. */
public record PlannedFault(FaultCase fault, Step step) {

  /** As the command line names it. */
  public String key() {
    return fault.name() + "@" + step.key();
  }

  /** Whether it happens to a rollback. */
  public boolean isOfRollback() {
    return step.compareTo(Step.TAKE_EPOCH) >= 0;
  }

  /** Whether a rollback has to come for it. */
  public boolean needsRollback() {
    return isOfRollback() || fault.drill();
  }

  /** How many steps lie from one to the other. */
  public static int apart(Step one, Step other) {
    boolean before = one.compareTo(other) <= 0;
    return EnumSet.range(before ? one : other, before ? other : one).size() - 1;
  }

  /** What a run may come to that all of these happen to. */
  public static Set<Outcome> outcomes(List<PlannedFault> faults) {
    Set<Outcome> allowed = EnumSet.noneOf(Outcome.class);
    faults.forEach(planned -> allowed.addAll(planned.fault().outcomes(planned.step())));
    if (faults.stream().anyMatch(PlannedFault::needsRollback)) {
      allowed.remove(Outcome.COMPLETED);
      allowed.add(Outcome.ROLLED_BACK);
    }
    return allowed;
  }
}
