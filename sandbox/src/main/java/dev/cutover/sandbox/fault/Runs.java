package dev.cutover.sandbox.fault;

import dev.cutover.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Which faults are tried in which run. */
public final class Runs {

  /** Steps between two faults of one run, so that it has recovered before the next. */
  private static final int APART = 2;

  private Runs() {}

  /**
   * Each step of each case once. Runs that are shared and runs of one fault take turns, and among
   * these the cases do, so that whoever ends it early has seen something of everything.
   */
  public static List<List<PlannedFault>> all(List<FaultCase> cases) {
    List<List<PlannedFault>> shared = new ArrayList<>();
    List<List<PlannedFault>> alone = new ArrayList<>();
    for (FaultCase fault : cases) {
      if (fault.together() > 1) {
        fault.steps().forEach(step -> put(new PlannedFault(fault, step), shared));
      }
    }
    for (int round = 0; round < Step.values().length; round++) {
      for (FaultCase fault : cases) {
        if (fault.together() == 1 && round < fault.steps().size()) {
          alone.add(List.of(new PlannedFault(fault, fault.steps().get(round))));
        }
      }
    }
    return inTurns(shared, alone);
  }

  private static List<List<PlannedFault>> inTurns(
      List<List<PlannedFault>> some, List<List<PlannedFault>> others) {
    List<List<PlannedFault>> runs = new ArrayList<>();
    for (int i = 0; i < Math.max(some.size(), others.size()); i++) {
      if (i < some.size()) {
        runs.add(some.get(i));
      }
      if (i < others.size()) {
        runs.add(others.get(i));
      }
    }
    return runs;
  }

  /** Into the first run that has room for it, or into one of its own. */
  private static void put(PlannedFault planned, List<List<PlannedFault>> runs) {
    for (List<PlannedFault> run : runs) {
      if (fits(planned, run)) {
        run.add(planned);
        return;
      }
    }
    runs.add(new ArrayList<>(List.of(planned)));
  }

  private static boolean fits(PlannedFault planned, List<PlannedFault> run) {
    int room =
        run.stream().mapToInt(other -> other.fault().together()).min().orElse(Integer.MAX_VALUE);
    return run.size() < Math.min(room, planned.fault().together())
        && run.stream()
            .allMatch(
                other ->
                    other.isOfRollback() == planned.isOfRollback()
                        && PlannedFault.apart(other.step(), planned.step()) >= APART);
  }
}
