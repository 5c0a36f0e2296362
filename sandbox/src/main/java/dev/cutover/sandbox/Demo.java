package dev.cutover.sandbox;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.sandbox.BusinessWriter.Seen;
import dev.cutover.starter.Follow;
import dev.cutover.starter.Report;
import dev.cutover.starter.Report.Section;
import dev.cutover.starter.RunView;
import dev.cutover.starter.SearchAttributes;
import dev.cutover.starter.TemporalClient;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepRun;
import dev.cutover.workflow.Setup;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole rehearsal in the sandbox: starts the world, the worker and the run, and sums up. */
final class Demo {

  private static final String ENVIRONMENT = "rehearsal";
  private static final long SEED = 2030;

  private final Plan plan;
  private final Scenario scenario;
  private final PrintStream invitations;
  private final PrintStream out;
  private final int width;
  private final Instant begun = Instant.now();
  private final Map<String, Long> timings = new LinkedHashMap<>();
  private final Troubles troubles;
  private final Attendees attendees;

  /** A rehearsal to which nothing happens but its scenario. */
  Demo(Plan plan, Scenario scenario, PrintStream out, int width) {
    this(plan, scenario, new Troubles(List.of()), Attendees.NONE, out, out, width);
  }

  /**
   * @param invitations where those who decide for themselves read how
   * @param width of the terminal; 0 where no line can be redrawn
   */
  Demo(
      Plan plan,
      Scenario scenario,
      Troubles troubles,
      Attendees attendees,
      PrintStream invitations,
      PrintStream out,
      int width) {
    this.plan = troubles.over(ScenarioPlan.of(plan, scenario));
    this.scenario = scenario;
    this.troubles = troubles;
    this.attendees = attendees;
    this.invitations = invitations;
    this.out = out;
    this.width = width;
  }

  /** Runs it; the world stays up as long as {@code whenOver} takes. */
  DemoResult run(int orders, TemporalServer.Kind kind, Path reports, WhenOver whenOver)
      throws IOException, SQLException {
    out.printf("%s, scenario %s, %,d orders%n", plan.system().title(), scenario.key(), orders);
    try (World world = troubles.world(plan, orders, SEED, kind)) {
      lap("world");
      out.println("Temporal " + world.temporal.inWords());
      attendees.join(world.roster());
      invitations.print(attendees.invitation(world.temporal.address(), ids().cutover()));
      // Not a part of the world: it waits for its activities, for which a Ctrl-C does not.
      Served worker = troubles.worker(world, quietly(world.workerSettings()));
      try (TemporalClient temporal = TemporalClient.connect(world.temporal.address(), "default")) {
        lap("worker");
        DemoResult result = rehearse(world, temporal.client(), reports);
        whenOver.look(world, result);
        return result;
      } finally {
        worker.close();
      }
    }
  }

  /** What fails and is tried again is told by the run itself, not in between by a log. */
  private static Map<String, Object> quietly(Map<String, Object> settings) {
    settings.put("logging.level.root", "error");
    settings.put("logging.level.io.temporal", "off");
    settings.put("logging.level.dev.cutover", "warn");
    return settings;
  }

  private DemoResult rehearse(World world, WorkflowClient client, Path reports)
      throws IOException, SQLException {
    SearchAttributes.register(client);
    WorkflowIds ids = ids();
    List<String> findings =
        client
            .newWorkflowStub(Setup.class, options(ids.setup()))
            .run(new Setup.Request(plan, ENVIRONMENT));
    if (!findings.isEmpty()) {
      throw new IllegalStateException("the sandbox does not fit the plan: " + findings);
    }
    lap("init");
    Prober prober = world.with(new Prober(world.legacyDatabase, world.targetDatabase));
    OrderClients clients =
        world.with(new OrderClients(world, world.dnsEndpoint(), plan.levers().dns().name()));
    RunStatus end = run(world, client, ids);
    troubles.over();
    clients.stop();
    prober.close();
    Live found = Live.observe(world);
    OrderClients.Settlement orders =
        clients.settle(world.database(found.settling(shouldBeLive(end))));
    lap("rehearsal");
    Section seen = seen(world, prober.sightings, orders, found);
    Path report = new Report(plan, end, List.of(seen, notices(world))).write(reports);
    lap("report");
    return result(world, end, orders, prober.sightings, found, report);
  }

  private RunStatus run(World world, WorkflowClient client, WorkflowIds ids) {
    Cutover cutover = client.newWorkflowStub(Cutover.class, options(ids.cutover()));
    CutoverRequest request =
        Ballot.request(
            plan,
            world,
            ENVIRONMENT,
            troubles.drillAfter(scenario),
            attendees.requester(plan).orElseThrow());
    WorkflowClient.start(cutover::run, request);
    try (Stage stage = new Stage(plan, world, attendees.among(troubles.cast(scenario)), cutover)) {
      TaskQueues queues = new TaskQueues(plan.system().name(), ENVIRONMENT);
      Follow follow = new Follow(client, queues, new RunView(out, width, begun));
      stage.begin();
      return troubles.through(world, client, ids, queues.control(), request, out, follow);
    }
  }

  private WorkflowIds ids() {
    return new WorkflowIds(plan.system().name(), ENVIRONMENT);
  }

  private WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(new TaskQueues(plan.system().name(), ENVIRONMENT).control())
        .build();
  }

  static Side shouldBeLive(RunStatus end) {
    return end.outcome() == Outcome.COMPLETED ? Side.TARGET : Side.LEGACY;
  }

  private static Section seen(
      World world, Sightings prober, OrderClients.Settlement orders, Live live) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Side that takes writes in the end", live.word()));
    rows.add(row("Orders placed and acknowledged", orders.placed()));
    rows.add(row("Orders lost", orders.lost()));
    rows.add(row("Orders doubled", orders.doubled()));
    rows.add(row("Attempts turned away and repeated", orders.turnedAway()));
    rows.add(row("Purchase orders sent to the ERP", world.erp.sent()));
    rows.add(row("Purchase orders sent twice", world.erp.doubled()));
    for (Side side : Side.values()) {
      String on = " on " + side;
      rows.add(row("Prober: writes taken" + on, prober.count(side, Seen.ACCEPTED)));
      rows.add(row("Prober: writes refused" + on, prober.count(side, Seen.REFUSED)));
      long failed = prober.count(side, Seen.FAILED);
      if (failed > 0) {
        rows.add(row("Prober: writes failed for other reasons" + on, failed));
      }
    }
    rows.add(row("Prober: writes while both sides took them", prober.bothWritable()));
    return new Section("What clients and prober saw", List.of("What", "How many"), rows);
  }

  /** What contradicts what the run says of itself. */
  private static List<String> problems(RunStatus end, Live live, Sightings prober) {
    List<String> problems = new ArrayList<>();
    Side side = shouldBeLive(end);
    if (end.outcome() != Outcome.COMPLETED && end.outcome() != Outcome.ROLLED_BACK) {
      return problems;
    }
    if (!live.isOnly(side)) {
      problems.add("writes should be taken by " + side + " alone, and are by: " + live.word());
    }
    if (!prober.acceptedLately(side)) {
      problems.add("the prober saw no write accepted on " + side + " in the end");
    }
    return problems;
  }

  private static Section notices(World world) {
    return new Section(
        "What people were told", List.of("Notice"), world.notices.stream().map(List::of).toList());
  }

  private static List<String> row(String what, long number) {
    return List.of(what, String.format(Locale.ROOT, "%,d", number));
  }

  private DemoResult result(
      World world,
      RunStatus end,
      OrderClients.Settlement orders,
      Sightings prober,
      Live live,
      Path report) {
    List<StepRun> steps = new ArrayList<>(end.steps());
    RunStatus rollback = end.rollback();
    if (rollback != null) {
      steps.addAll(rollback.steps());
    }
    return new DemoResult(
        String.valueOf(end.outcome()).toLowerCase(Locale.ROOT).replace('_', '-'),
        String.valueOf(end.reason()),
        live.word(),
        steps.stream().map(DemoResult.Step::of).toList(),
        end.tables().stream().map(Demo::table).toList(),
        new DemoResult.Orders(orders.placed(), orders.lost(), orders.doubled()),
        new DemoResult.Effects(world.erp.sent(), world.erp.doubled()),
        prober.bothWritable(),
        timings,
        report.toString(),
        troubles.isNone()
            ? problems(end, live, prober)
            : troubles.problems(end, live, prober, orders, world.erp.doubled()),
        troubles.seen(),
        troubles.checked(),
        troubles.parked(),
        troubles.lateness(end),
        troubles.isNone() ? null : rollbackSeconds(end),
        troubles.trail(),
        prober.count(Side.LEGACY, Seen.FAILED) + prober.count(Side.TARGET, Seen.FAILED));
  }

  private static @Nullable Double rollbackSeconds(RunStatus end) {
    RunStatus rollback =
        end.steps().isEmpty() || end.steps().get(0).step() != Step.TAKE_EPOCH
            ? end.rollback()
            : end;
    Instant to = rollback == null ? null : rollback.steps().get(rollback.steps().size() - 1).to();
    return rollback == null || to == null ? null : FaultSeen.seconds(rollback.begun(), to);
  }

  private static DemoResult.Table table(TableComparison table) {
    return new DemoResult.Table(
        table.table(), table.legacyRows(), table.targetRows(), table.equal());
  }

  private void lap(String name) {
    long sofar = timings.values().stream().mapToLong(Long::longValue).sum();
    timings.put(name, Duration.between(begun, Instant.now()).toMillis() - sofar);
  }

  /** Something to do while the world is still up. */
  interface WhenOver {
    void look(World world, DemoResult result) throws IOException;
  }
}
