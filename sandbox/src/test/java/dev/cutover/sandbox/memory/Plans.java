package dev.cutover.sandbox.memory;

import dev.cutover.plan.Environment;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.Gates;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The project's own plan, and variants of it. */
final class Plans {

  private static final Path OMS = Path.of("..", "plans", "oms.yaml");

  private Plans() {}

  static Plan oms() {
    try {
      return PlanReader.read("plans/oms.yaml", Files.readAllBytes(OMS)).plan();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gate COMPLETE waits longer than any deadline. */
  static Plan patientAtComplete(Plan plan) {
    GateRule complete = plan.gates().complete();
    GateRule patient =
        new GateRule(
            complete.question(),
            complete.role(),
            complete.required(),
            Duration.ofHours(24),
            complete.silence());
    Gates gates = plan.gates();
    return with(
        plan,
        new Gates(gates.go(), gates.switchOver(), patient, gates.discrepancy()),
        plan.environments());
  }

  static Plan withRehearsalWindow(Plan plan, Duration length) {
    Map<String, Environment> environments = new HashMap<>(plan.environments());
    Environment rehearsal = Objects.requireNonNull(environments.get("rehearsal"));
    environments.put(
        "rehearsal",
        new Environment(
            rehearsal.bindings(),
            new Window(null, null, null, length),
            rehearsal.parallelOperation()));
    return with(plan, plan.gates(), environments);
  }

  private static Plan with(Plan plan, Gates gates, Map<String, Environment> environments) {
    return new Plan(
        plan.version(),
        plan.system(),
        plan.sides(),
        plan.people(),
        plan.phases(),
        plan.limits(),
        environments,
        plan.data(),
        plan.batch(),
        plan.clients(),
        plan.effects(),
        plan.levers(),
        plan.checks(),
        gates,
        plan.rollbackRules(),
        plan.evidence(),
        plan.parallelOperation(),
        plan.notifications(),
        plan.outOfScope());
  }
}
