package dev.cutover.starter;

import dev.cutover.activity.FenceRow;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Observation.Observed;
import dev.cutover.workflow.RunStatus.LeverObserved;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every lever as workers see it now, asked of the real systems. */
record LeversNow(List<LeverObserved> levers, @Nullable FenceRow legacy) {

  static LeversNow observe(Place place) {
    Observation.Request request =
        new Observation.Request(place.plan(), place.environment(), Observation.Question.LEVERS);
    Observed seen = place.look(request);
    return new LeversNow(seen.levers(), seen.legacy());
  }

  void print(PrintStream out) {
    levers.forEach(lever -> out.printf("  %-20s %s%n", lever.lever(), lever.position()));
  }

  /**
   * The number of the run that may move the levers.
   *
   * @throws TemporalClient.OutOfReach if legacy's fence, which alone knows it, is
   */
  long epoch() {
    if (legacy == null) {
      throw new TemporalClient.OutOfReach(
          "legacy's fence is out of reach: it alone says who may move the levers. See the database"
              + " and its worker, then give the order again");
    }
    return legacy.epoch();
  }
}
