package dev.cutover.workflow;

import dev.cutover.plan.Side;
import dev.cutover.workflow.RunStatus.LeverObserved;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Observes every lever, asked of the real systems; one that can't be reached says so. */
record LeverView(BoundPlan bound, Sites sites) {

  static LeverView of(BoundPlan bound, Sites sites) {
    return new LeverView(bound, sites.atAGlance());
  }

  /** All at the same time: those out of reach are waited for together. */
  List<LeverObserved> observe() {
    List<Promise<LeverObserved>> seen = new ArrayList<>();
    for (Side side : Side.values()) {
      String where = side.name().toLowerCase(Locale.ROOT);
      seen.add(
          lever(
              "fence " + where,
              () -> {
                var row =
                    sites
                        .fence(side, "observe the fence of " + where)
                        .observe(bound.database(side));
                return row.state()
                    + ", epoch "
                    + row.epoch()
                    + (row.writable() ? ", writable" : "");
              }));
      seen.add(
          lever(
              "application " + where,
              () ->
                  sites
                      .application(side, "observe the application of " + where)
                      .observe(bound.application(side))
                      .toString()));
      seen.add(
          lever(
              "batch " + where,
              () -> {
                var jobs =
                    sites
                        .batch(side, "observe the batch jobs of " + where)
                        .observe(bound.batch(side));
                return jobs.released().size() + " released, " + jobs.held().size() + " held";
              }));
    }
    seen.add(
        lever(
            "dns",
            () -> {
              var dns = sites.dns("observe DNS").observe(bound.dns());
              return dns.side() + ", epoch " + dns.epoch();
            }));
    return seen.stream().map(Promise::get).toList();
  }

  private static Promise<LeverObserved> lever(String name, Supplier<String> position) {
    return Async.function(
        () -> {
          try {
            return new LeverObserved(name, position.get(), StepLog.now());
          } catch (ActivityFailure e) {
            return new LeverObserved(name, "out of reach", StepLog.now());
          }
        });
  }

  static String counted(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
