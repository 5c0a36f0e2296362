package dev.cutover.workflow;

import dev.cutover.activity.ApplicationActivities.ProbeResult;
import dev.cutover.plan.Side;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Probes the functions without which the business stands still. */
final class CoreFunctions {

  private CoreFunctions() {}

  /**
   * @param byRealName through the DNS name that clients use; the answer must then come from {@code
   *     side}
   */
  static List<ProbeResult> probe(
      BoundPlan bound, Sites sites, Side side, boolean writing, boolean byRealName) {
    @Nullable String dns = byRealName ? bound.environment().bindings().dns() : null;
    @Nullable String name = byRealName ? bound.plan().levers().dns().name() : null;
    return bound.plan().checks().coreFunctions().stream()
        .map(
            function ->
                onSide(
                    side,
                    sites
                        .probes(side, (writing ? "write: " : "read: ") + function.title())
                        .probe(bound.application(side), function, writing, dns, name)))
        .toList();
  }

  private static ProbeResult onSide(Side side, ProbeResult result) {
    if (!result.ok() || result.servedBy().equals(side.name().toLowerCase(Locale.ROOT))) {
      return result;
    }
    return new ProbeResult(
        result.function(),
        result.passed(),
        result.tried(),
        false,
        result.servedBy(),
        "answered by " + result.servedBy() + ", not by " + side);
  }

  static String inWords(List<ProbeResult> failed) {
    return String.join(
        "; ",
        failed.stream()
            .map(
                result ->
                    result.function()
                        + " "
                        + result.passed()
                        + "/"
                        + result.tried()
                        + ": "
                        + result.detail())
            .toList());
  }
}
