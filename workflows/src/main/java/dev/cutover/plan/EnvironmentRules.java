package dev.cutover.plan;

import dev.cutover.plan.Bindings.SideBindings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Rehearsal and production: both there, and nothing that moves in one is touched by the other. */
final class EnvironmentRules {

  private static final String PRODUCTION = "production";

  private final Plan plan;
  private final Findings findings;
  private final Set<String> bound = new HashSet<>();

  EnvironmentRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  void check() {
    needs(Environment.REHEARSAL, "a GO in production rests on rehearsals");
    needs(PRODUCTION, "that is where the system moves");
    Known known = new Known("environment", Set.of(Environment.REHEARSAL, PRODUCTION), true);
    plan.environments()
        .forEach(
            (name, environment) -> {
              String path = "environments." + name;
              findings.known(path, name, known);
              new WindowRules(plan.limits(), findings)
                  .check(path + ".window", environment.window());
              bindings(path + ".bindings", environment.bindings());
            });
    fixedNight();
    parallelOperation();
  }

  /** A window of which only a length is given would open whenever somebody starts the run. */
  private void fixedNight() {
    Environment production = plan.environments().get(PRODUCTION);
    if (production != null && production.window().length() != null) {
      findings.error(
          "environments.production.window.length",
          "production has a certain night: give opens, closes and zone instead");
    }
  }

  private void needs(String name, String why) {
    if (!plan.environments().containsKey(name)) {
      findings.lacks("environments", "key '" + name + "' is missing: " + why);
    }
  }

  private void bindings(String path, Bindings bindings) {
    for (Side side : Side.values()) {
      SideBindings of = bindings.of(side);
      String at = path + "." + Names.of(side);
      once("database", of.database(), at + ".database");
      once("application", of.application(), at + ".application");
      once("batch", of.batch(), at + ".batch");
    }
    once("dns", bindings.dns(), path + ".dns");
    findings.word(path + ".erp", bindings.erp());
    findings.word(path + ".notification", bindings.notification());
  }

  /** A lever that two sides or two environments share would be moved by the one under the other. */
  private void once(String what, String endpoint, String path) {
    findings.word(path, endpoint);
    if (!bound.add(what + " " + endpoint.toLowerCase(Locale.ROOT))) {
      findings.error(path, what + " '" + endpoint + "' is bound twice");
    }
  }

  private void parallelOperation() {
    Environment rehearsal = plan.environments().get(Environment.REHEARSAL);
    if (rehearsal != null && !rehearsal.parallelOperation().isZero()) {
      findings.error("environments.rehearsal.parallel-operation", "must be 0s in a rehearsal");
    }
    ParallelOperationRules rules = plan.parallelOperation();
    Environment production = plan.environments().get(PRODUCTION);
    Duration length = rules.length();
    if (production != null
        && findings.sound("parallel-operation.length")
        && !production.parallelOperation().equals(length)) {
      findings.error(
          "environments.production.parallel-operation",
          "must be as long as parallel-operation.length, " + Durations.words(length));
    }
    String every = "parallel-operation.comparison-every";
    findings.positive(every, rules.comparisonEvery());
    if (findings.sound("parallel-operation.length")
        && !length.isZero()
        && rules.comparisonEvery().compareTo(length) > 0) {
      findings.error(every, "is longer than parallel operation itself: nothing would be compared");
    }
  }
}
