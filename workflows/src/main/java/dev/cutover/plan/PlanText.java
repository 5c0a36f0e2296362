package dev.cutover.plan;

import java.time.Duration;

/** A plan as people read it. */
public final class PlanText {

  private PlanText() {}

  /** Phases, steps with their planned times, gates, rules and what is out of scope. */
  public static String of(Plan plan, String hash) {
    StringBuilder text = new StringBuilder();
    line(text, plan.system().title());
    line(text, plan.system().from() + " → " + plan.system().to());
    line(text, "owner " + name(plan, plan.system().owner()) + ", plan " + hash.substring(0, 12));
    line(text, "\nPhases");
    for (Phase phase : plan.phases()) {
      line(
          text,
          String.format(
              "  %s to %s  %s (%s)", phase.from(), phase.to(), phase.title(), phase.owner()));
      phase.tasks().forEach(task -> line(text, "      " + task));
    }
    steps(text, plan, "Cutover, at most " + words(plan.limits().cutover()), true);
    steps(text, plan, "Rollback", false);
    line(text, "\nGates");
    gate(text, "go", plan.gates().go());
    gate(text, "switch", plan.gates().switchOver());
    gate(text, "complete", plan.gates().complete());
    gate(text, "discrepancy", plan.gates().discrepancy());
    line(text, "\nRollback rules");
    for (RollbackRule rule : plan.rollbackRules()) {
      line(
          text,
          String.format(
              "  %s: %s decides within %s, silence: %s; rolled back within %s",
              rule.name(),
              rule.decisionMaker(),
              words(rule.answerWithin()),
              Names.of(rule.silence()),
              words(rule.rollbackWithin())));
      rule.procedure().forEach(part -> line(text, "      " + part));
    }
    line(text, "\nOut of scope");
    plan.outOfScope()
        .forEach(item -> line(text, String.format("  %s: %s", item.title(), item.reason())));
    return text.toString();
  }

  private static void steps(StringBuilder text, Plan plan, String title, boolean cutover) {
    line(text, "\n" + title);
    for (Step step : Step.values()) {
      if (cutover == (step.compareTo(Step.PARALLEL_OPERATION) <= 0)) {
        Duration planned = plan.limits().steps().get(step.key());
        line(
            text,
            String.format(
                "  %-26s %6s  %s",
                step.key(), planned == null ? "" : words(planned), step.label()));
      }
    }
  }

  private static void gate(StringBuilder text, String name, GateRule gate) {
    line(
        text,
        String.format(
            "  %-12s %s (%d of %s, within %s, silence: %s)",
            name,
            gate.question(),
            gate.required(),
            gate.role(),
            words(gate.answerWithin()),
            Names.of(gate.silence())));
  }

  private static String name(Plan plan, String person) {
    Person known = plan.people().get(person);
    return known == null ? person : known.name() + " (" + known.title() + ")";
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  private static void line(StringBuilder text, String words) {
    text.append(words).append('\n');
  }
}
