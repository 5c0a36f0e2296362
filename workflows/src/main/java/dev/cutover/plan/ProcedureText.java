package dev.cutover.plan;

import dev.cutover.plan.Levers.DnsRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The night in words: steps, gates, rules, limits, levers, and what a GO rests on. */
final class ProcedureText {

  private final Plan plan;
  private final TextLines lines;

  ProcedureText(Plan plan, TextLines lines) {
    this.plan = plan;
    this.lines = lines;
  }

  void write() {
    Limits limits = plan.limits();
    steps("Cutover", Step.PRE_CHECK, Step.PARALLEL_OPERATION);
    lines.row("", sum(PlannedTimes.cutover(limits), "after GO", limits.cutover()));
    steps("Rollback", Step.TAKE_EPOCH, Step.REPORT);
    lines.row("", sum(PlannedTimes.rollback(limits), "together", limits.overrunBudget()));
    new DecisionText(plan, lines).write();
    limits();
    levers();
    evidence();
  }

  private static String sum(Duration planned, String which, Duration limit) {
    return Durations.words(planned) + " planned " + which + ", limit " + Durations.words(limit);
  }

  private void steps(String title, Step first, Step last) {
    lines.title(title);
    for (Step step : Step.values()) {
      if (step.compareTo(first) >= 0 && step.compareTo(last) <= 0) {
        @Nullable Duration planned = plan.limits().steps().get(step.key());
        String time = planned == null ? "-" : Durations.words(planned);
        lines.row(step.key(), time + " ".repeat(Math.max(1, 7 - time.length())) + step.label());
      }
    }
  }

  private void limits() {
    Limits limits = plan.limits();
    lines.title("Limits");
    lines.row("cutover", Durations.words(limits.cutover()) + " from GO to COMPLETE, then rollback");
    lines.row(
        "overrun budget", Durations.words(limits.overrunBudget()) + " of the window kept free");
    lines.row("reserve", limits.reserve() + " times the rehearsed time must fit the window");
    lines.row("sync lag", limits.syncLagInWords() + " at most when GO is asked for");
    lines.row("batch drain", Durations.words(limits.batchDrain()) + " for running jobs to end");
  }

  private void levers() {
    Levers.FenceRule fence = plan.levers().fence();
    DnsRule dns = plan.levers().dns();
    lines.title("Levers");
    lines.row(
        "fence",
        "legacy opens again "
            + Durations.words(fence.lease())
            + " after the engine's last sign; open transactions are given "
            + Durations.words(fence.drain())
            + (fence.mayKillSessions() ? ", then their sessions are ended" : ""));
    Levers.ForfeitRule forfeit = fence.forfeit();
    if (forfeit != null) {
      lines.below(
          forfeit.required()
              + " of "
              + forfeit.role()
              + " may forfeit what the target holds, once it is shut by "
              + String.join(", ", forfeit.shutBy())
              + ", or leave its scheduler and application as they are");
    }
    lines.row("DNS", dns.name() + " in zone " + dns.zone() + ", " + dns.type());
    lines.below("legacy " + dns.legacy() + ", target " + dns.target());
    lines.below(
        "ttl "
            + Durations.words(dns.ttl())
            + ", everywhere in "
            + Durations.words(dns.propagation()));
    lines.row(
        "late calls",
        "looked at again "
            + Durations.words(plan.levers().untilNothingIsLate())
            + " after a rollback took the epoch");
  }

  private void evidence() {
    EvidenceRules rules = plan.evidence();
    Checks checks = plan.checks();
    lines.title("Checks and evidence for a GO in production");
    lines.row("rehearsals", rules.rehearsals() + (rules.drill() ? ", with a rollback drill" : ""));
    Checks.LoadTestRule load = checks.loadTest();
    String rate = load.records() + " records per " + Durations.words(load.per());
    lines.row("load test", rate + ", held for " + Durations.words(load.hold()));
    for (Checks.ErpCheck check : checks.erp()) {
      lines.row("ERP " + check.name(), check.title() + " (" + check.path() + ")");
    }
    lines.row("ERP checks", "not older than " + Durations.words(rules.erpCheckAge()));
    for (Checks.CoreFunction function : checks.coreFunctions()) {
      String probes = ": " + function.need() + " of " + function.of() + " probes of ";
      lines.row(function.name(), function.title() + probes + function.path());
    }
  }
}
