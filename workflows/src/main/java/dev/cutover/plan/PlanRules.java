package dev.cutover.plan;

import dev.cutover.plan.Batch.Job;
import dev.cutover.plan.Checks.CoreFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** What must hold between the parts of a plan: references, windows, scope. */
final class PlanRules {

  private final Plan plan;
  private final PlanErrors errors;
  private final Map<String, Mark> places;

  private PlanRules(Plan plan, PlanErrors errors, Map<String, Mark> places) {
    this.plan = plan;
    this.errors = errors;
    this.places = places;
  }

  static void check(Plan plan, PlanErrors errors, Map<String, Mark> places) {
    PlanRules rules = new PlanRules(plan, errors, places);
    rules.version();
    rules.people();
    rules.roles();
    rules.names();
    rules.references();
    rules.triggers();
    rules.environments();
    rules.scope();
  }

  private void version() {
    if (plan.version() != 1) {
      error("version", "version " + plan.version() + " is not known: this engine reads version 1");
    }
    if (!plan.system().name().matches("[a-z][a-z0-9-]{0,30}")) {
      error("system.name", "must be a-z, 0-9 and hyphens, beginning with a letter");
    }
    if (plan.limits().reserve().signum() <= 0) {
      error("limits.reserve", "must be above zero");
    }
    positive("limits.cutover", plan.limits().cutover());
    positive("levers.fence.lease", plan.levers().fence().lease());
    if (plan.data().chunkRows() < 1 || plan.data().parallelShards() < 1) {
      error("data", "chunk-rows and parallel-shards must be at least 1");
    }
  }

  private void positive(String path, Duration duration) {
    if (duration.isZero()) {
      error(path, "must be longer than nothing");
    }
  }

  private void people() {
    known("system.owner", plan.system().owner(), plan.people().keySet(), "person");
    plan.people()
        .forEach(
            (key, person) -> {
              String deputy = person.deputy();
              if (deputy != null) {
                known("people." + key + ".deputy", deputy, plan.people().keySet(), "person");
              }
            });
  }

  private void roles() {
    each(plan.phases(), "phases", (phase, path) -> role(path + ".owner", phase.owner()));
    gate("go", plan.gates().go());
    gate("switch", plan.gates().switchOver());
    gate("complete", plan.gates().complete());
    gate("discrepancy", plan.gates().discrepancy());
    each(
        plan.rollbackRules(),
        "rollback-rules",
        (rule, path) -> {
          role(path + ".decision-maker", rule.decisionMaker());
          each(rule.tell(), path + ".tell", (told, at) -> role(at, told));
        });
    each(
        plan.notifications(),
        "notifications",
        (rule, path) -> each(rule.roles(), path + ".roles", (told, at) -> role(at, told)));
  }

  private void gate(String name, GateRule gate) {
    String path = "gates." + name;
    role(path + ".role", gate.role());
    positive(path + ".answer-within", gate.answerWithin());
    long entitled =
        plan.people().values().stream()
            .filter(person -> person.roles().contains(gate.role()))
            .count();
    if (gate.required() < 1 || gate.required() > Math.max(1, entitled)) {
      error(
          path + ".required",
          gate.required()
              + " people must agree, but "
              + entitled
              + " have the role "
              + gate.role());
    }
  }

  private void role(String path, String role) {
    Set<String> roles =
        plan.people().values().stream()
            .flatMap(person -> person.roles().stream())
            .collect(Collectors.toSet());
    known(path, role, roles, "role");
  }

  private void names() {
    unique("phases", plan.phases(), Phase::name);
    unique("data.tables", plan.data().tables(), Table::name);
    unique("batch.jobs", plan.batch().jobs(), Job::name);
    unique("effects", plan.effects(), Effect::name);
    unique("clients", plan.clients(), Client::name);
    unique("checks.core-functions", plan.checks().coreFunctions(), CoreFunction::name);
    unique("rollback-rules", plan.rollbackRules(), RollbackRule::name);
  }

  private <T> void unique(String path, List<T> items, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    each(
        items,
        path,
        (item, at) -> {
          if (!seen.add(name.apply(item))) {
            error(at + ".name", "'" + name.apply(item) + "' is there already");
          }
        });
  }

  private void references() {
    Set<String> effects = plan.effects().stream().map(Effect::name).collect(Collectors.toSet());
    each(
        plan.batch().jobs(),
        "batch.jobs",
        (job, path) -> {
          String effect = job.effect();
          if (effect != null) {
            known(path + ".effect", effect, effects, "effect");
          }
        });
    Set<String> steps =
        java.util.Arrays.stream(Step.values()).map(Step::key).collect(Collectors.toSet());
    plan.limits()
        .steps()
        .keySet()
        .forEach(step -> known("limits.steps." + step, step, steps, "step"));
    each(
        plan.checks().coreFunctions(),
        "checks.core-functions",
        (function, path) -> {
          if (function.of() < 1 || function.need() < 1 || function.need() > function.of()) {
            error(path + ".need", function.need() + " of " + function.of() + " can't be met");
          }
        });
  }

  private void triggers() {
    Set<String> functions =
        plan.checks().coreFunctions().stream().map(CoreFunction::name).collect(Collectors.toSet());
    each(
        plan.rollbackRules(),
        "rollback-rules",
        (rule, path) -> {
          RollbackRule.Trigger trigger = rule.trigger();
          List<String> covered = trigger.coreFunctions();
          if ((trigger.integrityErrors() == null) == (covered == null)) {
            error(path + ".trigger", "give either integrity-errors or core-functions");
          }
          if (covered != null) {
            each(
                covered,
                path + ".trigger.core-functions",
                (name, at) -> known(at, name, functions, "core function"));
          }
          if (rule.silence() != Answer.ROLL_BACK && rule.silence() != Answer.ACCEPT) {
            error(path + ".silence", "must be roll-back or accept");
          }
        });
  }

  private void environments() {
    Set<String> allowed = Set.of("rehearsal", "production");
    plan.environments()
        .forEach(
            (name, environment) -> {
              String path = "environments." + name;
              known(path, name, allowed, "environment");
              window(path + ".window", environment.window());
              if (name.equals("rehearsal") && !environment.parallelOperation().isZero()) {
                error(path + ".parallel-operation", "must be 0s in a rehearsal");
              }
            });
    separate();
  }

  private void window(String path, Window window) {
    boolean fixed = window.opens() != null && window.closes() != null && window.zone() != null;
    boolean none = window.opens() == null && window.closes() == null && window.zone() == null;
    if (window.length() == null ? !fixed : !none) {
      error(path, "give either opens, closes and zone, or only a length");
      return;
    }
    Duration length = window.length();
    if (window.opens() != null && window.closes() != null) {
      length = Duration.between(window.opens(), window.closes());
      if (length.isNegative() || length.isZero()) {
        error(path + ".closes", "closes before it opens");
        return;
      }
    }
    Duration needed = plan.limits().cutover().plus(plan.limits().overrunBudget());
    if (length != null && length.compareTo(needed) < 0) {
      error(
          path,
          "is shorter than the cutover's limit and the overrun budget together: "
              + needed.toHours()
              + "h needed");
    }
  }

  /** Two environments must not share an endpoint that is moved. */
  private void separate() {
    Set<String> seen = new HashSet<>();
    plan.environments()
        .forEach(
            (name, environment) -> {
              for (Side side : Side.values()) {
                String database = environment.bindings().of(side).database();
                if (!seen.add(database)) {
                  error(
                      "environments." + name + ".bindings." + Names.of(side) + ".database",
                      "database '" + database + "' is bound twice");
                }
              }
            });
  }

  private void scope() {
    each(
        plan.outOfScope(),
        "out-of-scope",
        (item, path) -> {
          each(
              plan.data().tables(),
              "data.tables",
              (table, at) -> outside(item, item.tables(), table.name(), at + ".name"));
          each(
              plan.batch().jobs(),
              "batch.jobs",
              (job, at) -> outside(item, item.names(), job.name(), at + ".name"));
          outside(item, item.names(), plan.levers().dns().name(), "levers.dns.name");
        });
  }

  private void outside(OutOfScope item, List<String> patterns, String name, String path) {
    for (String pattern : patterns) {
      boolean hit =
          pattern.endsWith("*")
              ? name.startsWith(pattern.substring(0, pattern.length() - 1))
              : name.equals(pattern);
      if (hit) {
        error(path, "'" + name + "' belongs to " + item.title() + ", which is out of scope");
      }
    }
  }

  private void known(String path, String name, Collection<String> names, String what) {
    if (!names.contains(name)) {
      List<String> sorted = new ArrayList<>(names);
      sorted.sort(null);
      error(path, "no " + what + " '" + name + "' in the plan" + Names.suggestion(name, sorted));
    }
  }

  private static <T> void each(List<T> items, String path, Visit<T> visit) {
    for (int i = 0; i < items.size(); i++) {
      visit.item(items.get(i), path + "[" + i + "]");
    }
  }

  private void error(String path, String message) {
    if (!errors.isBroken(path)) {
      errors.add(place(path), path + ": " + message);
    }
  }

  private Mark place(String path) {
    @Nullable Mark mark = places.get(path);
    String shorter = path;
    while (mark == null && shorter.contains(".")) {
      shorter = shorter.substring(0, shorter.lastIndexOf('.'));
      mark = places.get(shorter);
    }
    return mark == null ? new Mark("", 0, 0, 0, new int[0], 0) : mark;
  }

  private interface Visit<T> {
    void item(T item, String path);
  }
}
