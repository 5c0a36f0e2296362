package dev.cutover.sandbox.memory;

import dev.cutover.plan.Batch;
import dev.cutover.plan.Batch.Job;
import dev.cutover.plan.BusinessCalendar;
import dev.cutover.plan.Data;
import dev.cutover.plan.Environment;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.Gates;
import dev.cutover.plan.Limits;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.Table;
import dev.cutover.plan.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

  /** The same with two tables and two jobs, for histories that carry their plan along. */
  static Plan small() {
    Plan plan = oms();
    Limits limits = plan.limits();
    Data data = plan.data();
    return new Plan(
        plan.version(),
        plan.system(),
        plan.sides(),
        plan.people(),
        List.of(),
        new Limits(
            limits.cutover(),
            limits.overrunBudget(),
            limits.reserve(),
            limits.syncLagRows(),
            limits.syncLag(),
            limits.batchDrain(),
            Map.of("compare", Duration.ofMinutes(45))),
        plan.environments(),
        new Data(
            data.chunkRows(),
            data.parallelShards(),
            data.recheck(),
            data.sourceLimit(),
            named(data.tables(), Table::name, "CUSTOMERS", "ORDERS"),
            List.of()),
        new Batch(named(plan.batch().jobs(), Job::name, "order-import", "po-send")),
        List.of(),
        plan.effects(),
        plan.levers(),
        plan.checks(),
        plan.gates(),
        plan.rollbackRules(),
        plan.evidence(),
        plan.parallelOperation(),
        plan.notifications(),
        plan.calendar(),
        List.of());
  }

  private static <T> List<T> named(List<T> all, Function<T, String> name, String... chosen) {
    return all.stream().filter(one -> List.of(chosen).contains(name.apply(one))).toList();
  }

  /** People meet at another time of the day. */
  static Plan meetingAt(Plan plan, LocalTime time) {
    BusinessCalendar of = Objects.requireNonNull(plan.calendar());
    return withCalendar(
        plan, new BusinessCalendar(of.country(), of.zone(), of.daysOff(), time, of.meetingFor()));
  }

  /** People work where other days are public holidays. */
  static Plan inCountry(Plan plan, String country) {
    BusinessCalendar of = Objects.requireNonNull(plan.calendar());
    return withCalendar(
        plan,
        new BusinessCalendar(country, of.zone(), of.daysOff(), of.meetingAt(), of.meetingFor()));
  }

  private static Plan withCalendar(Plan plan, BusinessCalendar calendar) {
    return new Plan(
        plan.version(),
        plan.system(),
        plan.sides(),
        plan.people(),
        plan.phases(),
        plan.limits(),
        plan.environments(),
        plan.data(),
        plan.batch(),
        plan.clients(),
        plan.effects(),
        plan.levers(),
        plan.checks(),
        plan.gates(),
        plan.rollbackRules(),
        plan.evidence(),
        plan.parallelOperation(),
        plan.notifications(),
        calendar,
        plan.outOfScope());
  }

  /** Gate COMPLETE waits longer than any deadline. */
  static Plan patientAtComplete(Plan plan) {
    GateRule complete = plan.gates().complete();
    GateRule patient =
        new GateRule(
            complete.question(),
            complete.role(),
            complete.required(),
            complete.requesterMayApprove(),
            Duration.ofHours(24),
            complete.remindEvery(),
            complete.escalateAfter(),
            complete.silence());
    Gates gates = plan.gates();
    return plan.with(new Gates(gates.go(), gates.switchOver(), patient, gates.discrepancy()));
  }

  /** Two stakeholders have to approve COMPLETE. */
  static Plan twoApproveComplete(Plan plan) {
    Gates gates = plan.gates();
    return plan.with(
        new Gates(
            gates.go(), gates.switchOver(), twoApprove(gates.complete()), gates.discrepancy()));
  }

  /** Two stakeholders have to approve GO. */
  static Plan twoApproveGo(Plan plan) {
    Gates gates = plan.gates();
    return plan.with(
        new Gates(
            twoApprove(gates.go()), gates.switchOver(), gates.complete(), gates.discrepancy()));
  }

  /** Says at GO whether whoever asked for the run may approve; null: says nothing. */
  static Plan requesterAtGo(Plan plan, @Nullable Boolean mayApprove) {
    GateRule go = plan.gates().go();
    Gates gates = plan.gates();
    GateRule rule =
        new GateRule(
            go.question(),
            go.role(),
            go.required(),
            mayApprove,
            go.answerWithin(),
            null,
            null,
            go.silence());
    return plan.with(new Gates(rule, gates.switchOver(), gates.complete(), gates.discrepancy()));
  }

  private static GateRule twoApprove(GateRule gate) {
    return new GateRule(
        gate.question(),
        "stakeholder",
        2,
        gate.requesterMayApprove(),
        gate.answerWithin(),
        gate.remindEvery(),
        gate.escalateAfter(),
        gate.silence());
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
    return plan.withEnvironments(environments);
  }

  /** Nothing but tables T00000, T00001 … */
  static Plan withTables(Plan plan, int tables) {
    Data data = plan.data();
    Data many =
        new Data(
            data.chunkRows(),
            data.parallelShards(),
            data.recheck(),
            data.sourceLimit(),
            IntStream.range(0, tables)
                .mapToObj(number -> new Table("T%05d".formatted(number), null, Map.of()))
                .toList(),
            List.of());
    return plan.with(many);
  }

  /** So much time from GO to the deadline. */
  static Plan withLimit(Plan plan, Duration limit) {
    Limits limits = plan.limits();
    return plan.with(
        new Limits(
            limit,
            limits.overrunBudget(),
            limits.reserve(),
            limits.syncLagRows(),
            limits.syncLag(),
            limits.batchDrain(),
            Map.of()));
  }
}
