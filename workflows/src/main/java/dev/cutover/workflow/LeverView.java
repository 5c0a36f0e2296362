package dev.cutover.workflow;

import dev.cutover.activity.BatchActivities.BatchObservation;
import dev.cutover.activity.DnsActivities.DnsObservation;
import dev.cutover.activity.FenceRow;
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

  static final String DNS = "dns";

  static LeverView of(BoundPlan bound, Sites sites) {
    return new LeverView(bound, sites.atAGlance());
  }

  /** All at the same time: those out of reach are waited for together. */
  List<LeverObserved> observe() {
    return begun().stream().map(Promise::get).toList();
  }

  /** One look at each lever, under way. */
  List<Promise<LeverObserved>> begun() {
    List<Promise<LeverObserved>> seen = new ArrayList<>();
    for (Side side : Side.values()) {
      seen.add(
          lever(
              fence(side),
              () ->
                  inWords(
                      sites
                          .fence(side, "observe the " + of("fence", side))
                          .observe(bound.database(side)))));
      seen.add(
          lever(
              application(side),
              () ->
                  sites
                      .application(side, "observe the " + of("application", side))
                      .observe(bound.application(side))
                      .toString()));
      seen.add(
          lever(
              batch(side),
              () ->
                  inWords(
                      sites
                          .batch(side, "observe the " + of("batch jobs", side))
                          .observe(bound.batch(side)))));
    }
    seen.add(lever(DNS, () -> inWords(sites.dns("observe DNS").observe(bound.dns()))));
    return seen;
  }

  static String fence(Side side) {
    return "fence " + name(side);
  }

  static String application(Side side) {
    return "application " + name(side);
  }

  static String batch(Side side) {
    return "batch " + name(side);
  }

  static String inWords(FenceRow row) {
    return row.state() + ", epoch " + row.epoch() + (row.writable() ? ", writable" : "");
  }

  static String inWords(BatchObservation jobs) {
    return jobs.released().size() + " released, " + jobs.held().size() + " held";
  }

  static String inWords(DnsObservation dns) {
    return dns.side() + ", epoch " + dns.epoch();
  }

  private static String of(String what, Side side) {
    return what + " of " + name(side);
  }

  private static String name(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
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
    return counted(number, thing, thing + "s");
  }

  static String counted(int number, String thing, String things) {
    return number + " " + (number == 1 ? thing : things);
  }
}
