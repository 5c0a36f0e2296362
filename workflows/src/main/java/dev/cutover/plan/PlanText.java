package dev.cutover.plan;

import dev.cutover.plan.Sides.Description;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** A plan as people read it: everything that somebody decides on, in the order of the project. */
public final class PlanText {

  private PlanText() {}

  /** The whole plan in words, with the hash that decisions are signed against. */
  public static String of(Plan plan, String hash) {
    TextLines lines = new TextLines();
    system(lines, plan, hash);
    people(lines, plan);
    phases(lines, plan);
    windows(lines, plan);
    new ProcedureText(plan, lines).write();
    new ScopeText(plan, lines).write();
    return lines.toString();
  }

  private static void system(TextLines lines, Plan plan, String hash) {
    SystemDescription system = plan.system();
    lines.title(system.title());
    lines.row("from", system.from());
    lines.row("to", system.to());
    lines.below(system.approach());
    lines.row("owner", name(plan, system.owner()));
    lines.row("prepared", system.prepared() + ", to be complete by " + system.completion());
    lines.row("plan", hash);
    side(lines, "legacy", plan.sides().legacy());
    side(lines, "target", plan.sides().target());
  }

  private static void side(TextLines lines, String name, Description side) {
    lines.row(name, side.title());
    lines.below(side.components());
  }

  private static void people(TextLines lines, Plan plan) {
    lines.title("People");
    plan.people()
        .forEach(
            (key, person) -> {
              String deputy = person.deputy();
              lines.row(key, name(plan, key) + ": " + String.join(", ", person.roles()));
              if (deputy != null) {
                lines.below("deputy " + name(plan, deputy));
              }
            });
    lines.title("Told");
    for (NotificationRule rule : plan.notifications()) {
      lines.row(Names.of(rule.event()), String.join(", ", rule.roles()));
    }
  }

  private static void phases(TextLines lines, Plan plan) {
    lines.title("Phases");
    for (Phase phase : plan.phases()) {
      lines.row(phase.from() + " to " + phase.to(), phase.title() + " (" + phase.owner() + ")");
      lines.below(phase.tasks());
    }
  }

  private static void windows(TextLines lines, Plan plan) {
    lines.title("Windows");
    plan.environments()
        .forEach(
            (name, environment) -> {
              Duration parallel = environment.parallelOperation();
              String after =
                  parallel.isZero()
                      ? "; no parallel operation"
                      : "; then " + Durations.words(parallel) + " of parallel operation";
              lines.row(name, words(environment.window()) + after);
              for (Side side : Side.values()) {
                Bindings.SideBindings of = environment.bindings().of(side);
                List<String> bound = List.of(of.database(), of.application(), of.batch());
                lines.below(Names.of(side) + ": " + String.join(", ", bound));
              }
              Bindings bindings = environment.bindings();
              lines.below(
                  "beside them: "
                      + String.join(", ", bindings.dns(), bindings.erp(), bindings.notification()));
            });
    ParallelOperationRules parallel = plan.parallelOperation();
    lines.below(
        "in parallel operation compared every " + Durations.words(parallel.comparisonEvery()));
  }

  private static String words(Window window) {
    LocalDateTime opens = window.opens();
    LocalDateTime closes = window.closes();
    ZoneId zone = window.zone();
    if (opens != null && closes != null && zone != null) {
      Duration length = Duration.between(opens.atZone(zone), closes.atZone(zone));
      String between = day(opens) + " to " + day(closes) + " " + zone;
      return between + " (" + Durations.words(length) + ")";
    }
    Duration length = window.length();
    return length == null ? "none" : Durations.words(length) + " from whenever the run starts";
  }

  private static String day(LocalDateTime time) {
    String day = time.getDayOfWeek().toString();
    return day.charAt(0) + day.substring(1, 3).toLowerCase(Locale.ROOT) + " " + time;
  }

  /** A person's name and title. */
  static String name(Plan plan, String key) {
    Person person = plan.people().get(key);
    return person == null ? key : person.name() + " (" + person.title() + ")";
  }
}
