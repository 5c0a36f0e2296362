package dev.cutover.plan;

import dev.cutover.plan.Levers.DnsRule;
import dev.cutover.plan.RollbackRule.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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
    lines.title("Gates");
    gate("go", plan.gates().go());
    gate("switch", plan.gates().switchOver());
    gate("complete", plan.gates().complete());
    gate("discrepancy", plan.gates().discrepancy());
    lines.title("Rollback rules");
    plan.rollbackRules().forEach(this::rule);
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

  private void gate(String name, GateRule gate) {
    lines.row(name, gate.question());
    String who = gate.required() + " of " + withRole(gate.role());
    lines.below(decided(who, gate.answerWithin(), gate.silence()));
  }

  private void rule(RollbackRule rule) {
    lines.row(rule.name(), trigger(rule.trigger()));
    String who = withRole(rule.decisionMaker());
    lines.below(decided(who, rule.answerWithin(), rule.silence()));
    lines.below("rolled back within " + Durations.words(rule.rollbackWithin()));
    if (!rule.tell().isEmpty()) {
      lines.below("told at once: " + String.join(", ", rule.tell()));
    }
    for (String part : rule.procedure()) {
      lines.below("- " + part);
    }
    lines.below(rule.remigration() ? "re-migration is scheduled" : "no re-migration is scheduled");
  }

  private static String trigger(Trigger trigger) {
    Duration within = trigger.within();
    List<String> functions = trigger.coreFunctions();
    if (functions != null) {
      return "when one of these fails on the target: " + String.join(", ", functions);
    }
    String time = within == null ? "" : " within " + Durations.words(within) + " of GO";
    return trigger.integrityErrors() + " or more integrity errors" + time;
  }

  private static String decided(String who, Duration within, Answer silence) {
    return who + " within " + Durations.words(within) + "; silence: " + Names.of(silence);
  }

  private String withRole(String role) {
    return role
        + plan.people().values().stream()
            .filter(person -> person.roles().contains(role))
            .map(Person::name)
            .collect(Collectors.joining(", ", " (", ")"));
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
