package dev.cutover.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** People, the roles they have, and whoever is asked or told by role. */
final class PeopleRules {

  private final Plan plan;
  private final Findings findings;
  private final Known people;
  private final Known roles;

  PeopleRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
    Map<String, Person> named = plan.people();
    boolean anyone = !named.isEmpty();
    boolean rolesRead =
        named.keySet().stream().allMatch(key -> findings.sound("people." + key + ".roles"));
    people = new Known("person", named.keySet(), anyone);
    roles =
        new Known(
            "role",
            named.values().stream()
                .flatMap(person -> person.roles().stream())
                .collect(Collectors.toSet()),
            anyone && rolesRead);
  }

  void check() {
    findings.filled("people", plan.people().keySet());
    findings.known("system.owner", plan.system().owner(), people);
    plan.people().forEach(this::deputy);
    findings.each(
        plan.phases(),
        "phases",
        (phase, path) -> findings.known(path + ".owner", phase.owner(), roles));
    gate("go", plan.gates().go());
    gate("switch", plan.gates().switchOver());
    gate("complete", plan.gates().complete());
    gate("discrepancy", plan.gates().discrepancy());
    Levers.ForfeitRule forfeit = plan.levers().fence().forfeit();
    if (forfeit != null) {
      entitled("levers.fence.forfeit", forfeit.role(), forfeit.required());
    }
    findings.each(
        plan.rollbackRules(),
        "rollback-rules",
        (rule, path) -> {
          findings.known(path + ".decision-maker", rule.decisionMaker(), roles);
          told(path + ".tell", rule.tell());
        });
    findings.each(
        plan.notifications(),
        "notifications",
        (rule, path) -> {
          findings.filled(path + ".roles", rule.roles());
          told(path + ".roles", rule.roles());
        });
  }

  private void deputy(String key, Person person) {
    String path = "people." + key + ".deputy";
    String deputy = person.deputy();
    if (deputy == null) {
      return;
    }
    findings.known(path, deputy, people);
    if (deputy.equals(key)) {
      findings.error(path, "nobody stands in for themselves: name another person");
    }
  }

  private void gate(String name, GateRule gate) {
    String path = "gates." + name;
    entitled(path, gate.role(), gate.required());
    if (gate.required() < 1) {
      findings.error(path + ".required", "must be at least 1: silence is no approval");
    }
  }

  private void entitled(String path, String role, int required) {
    findings.known(path + ".role", role, roles);
    long entitled =
        plan.people().values().stream().filter(person -> person.roles().contains(role)).count();
    boolean counted = roles.complete() && entitled > 0 && findings.sound(path + ".role");
    if (counted && required > entitled) {
      findings.error(
          path + ".required",
          required + " people must agree, but " + entitled + " have the role " + role);
    }
  }

  private void told(String path, List<String> names) {
    findings.each(names, path, (role, at) -> findings.known(at, role, roles));
  }
}
