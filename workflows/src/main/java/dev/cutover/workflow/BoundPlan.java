package dev.cutover.workflow;

import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.DnsActivities.DnsLever;
import dev.cutover.activity.SchemaScope;
import dev.cutover.plan.Batch.Job;
import dev.cutover.plan.Effect;
import dev.cutover.plan.Environment;
import dev.cutover.plan.Person;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plan seen from one of its environments: every name resolved to what activities are given. */
record BoundPlan(Plan plan, String name, Environment environment) {

  static BoundPlan of(Plan plan, String environment) {
    return new BoundPlan(
        plan,
        environment,
        Objects.requireNonNull(
            plan.environments().get(environment), () -> "no environment " + environment));
  }

  /**
   * Why a hash is not that of this plan; null where it is. People sign for the hash, and a run does
   * what the plan says. Asked once: a later version may write the same plan otherwise.
   */
  @Nullable String objectionTo(String planHash) {
    String own = Workflow.sideEffect(String.class, () -> PlanHash.of(plan));
    return own.equals(planHash)
        ? null
        : "the plan of this run has the hash " + own + ", and the run was given " + planHash;
  }

  /** As the ledger names what a run is of. */
  String inWords() {
    return system() + " " + name;
  }

  String system() {
    return plan.system().name();
  }

  TaskQueues queues() {
    return new TaskQueues(system(), name);
  }

  WorkflowIds ids() {
    return new WorkflowIds(system(), name);
  }

  Database database(Side side) {
    return new Database(system(), name, side, environment.bindings().of(side).database());
  }

  Databases databases() {
    return new Databases(database(Side.LEGACY), database(Side.TARGET));
  }

  List<Table> tables() {
    return plan.data().tables();
  }

  SchemaScope schemaScope() {
    return new SchemaScope(tables(), plan.data().waivers(), plan.outOfScope());
  }

  DnsLever dns() {
    return new DnsLever(system(), name, environment.bindings().dns(), plan.levers().dns());
  }

  String application(Side side) {
    return environment.bindings().of(side).application();
  }

  String batch(Side side) {
    return environment.bindings().of(side).batch();
  }

  List<String> jobs() {
    return plan.batch().jobs().stream().map(Job::name).toList();
  }

  /** Jobs that the target may run before the cutover is complete. */
  List<String> jobsWithoutHeldEffects() {
    List<String> held =
        plan.effects().stream().filter(Effect::heldUntilComplete).map(Effect::name).toList();
    return plan.batch().jobs().stream()
        .filter(job -> job.effect() == null || !held.contains(job.effect()))
        .map(Job::name)
        .toList();
  }

  List<String> peopleWith(List<String> roles) {
    return plan.people().entrySet().stream()
        .filter(person -> has(person.getValue(), roles))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean has(Person person, List<String> roles) {
    return person.roles().stream().anyMatch(roles::contains);
  }
}
