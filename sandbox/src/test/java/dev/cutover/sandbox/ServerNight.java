package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.sandbox.memory.MemoryWorld;
import dev.cutover.starter.SearchAttributes;
import dev.cutover.temporal.PayloadKeys;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.Rollback;
import dev.cutover.workflow.RollbackRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A cutover on levers in memory, but on a real Temporal server. GO is given. */
final class ServerNight implements AutoCloseable {

  static final String ATTEMPT = "6f1a2b34-0000-4000-8000-000000000002";

  static final String REQUESTER = "infrastructure-duty";

  private static final String LEAD = "taro-tanaka";
  private static final String ENVIRONMENT = "rehearsal";
  private static final long PATIENCE_SECONDS = 120;

  final MemoryWorld world;
  private final TemporalServer server;
  private final WorkflowClient client;
  private final String id;

  ServerNight(Path directory) throws IOException {
    this(directory, ServedWorld.oms());
  }

  ServerNight(Path directory, Plan plan) throws IOException {
    this(directory, plan, PayloadKeys.none());
  }

  ServerNight(Path directory, Plan plan, PayloadKeys keys) throws IOException {
    boolean found = TemporalProgram.find().isPresent();
    String missing = "the program temporal is not on the PATH";
    assumeTrue(found || Boolean.getBoolean("cutover.require-parts"), missing);
    assertTrue(found, missing);
    server = TemporalServer.start(TemporalServer.Kind.FOUND, directory);
    world = new MemoryWorld(plan, ENVIRONMENT, gate -> {}, server.address(), keys);
    client = world.temporal().getWorkflowClient();
    id = world.ids().cutover();
    SearchAttributes.register(client);
  }

  void begin() {
    start();
    approve("go");
  }

  /** Until GO is asked for. */
  void start() {
    start(signed(request()));
  }

  /** The same, for whoever has signed for it. */
  void start(String requested) {
    WorkflowClient.start(
        world.workflow(Cutover.class, id)::run,
        new CutoverRequest(
            world.plan, PlanHash.of(world.plan), ENVIRONMENT, ATTEMPT, null, requested));
    awaitGate("go");
  }

  WorkflowStub stub() {
    return client.newUntypedWorkflowStub(id);
  }

  RunStatus status() {
    return world.cutover().status();
  }

  RunStatus end() {
    return stub().getResult(RunStatus.class);
  }

  RunStatus rollBack() {
    String attempt = UUID.randomUUID().toString();
    long epoch = world.fence.epoch();
    String nonce = RollbackRequest.nonce(epoch);
    Statement order = statement(attempt, "rollback", nonce, LEAD, Answer.ROLL_BACK);
    return world
        .workflow(Rollback.class, world.ids().rollback())
        .run(
            new RollbackRequest(
                world.plan,
                PlanHash.of(world.plan),
                ENVIRONMENT,
                attempt,
                epoch,
                "by hand",
                true,
                signed(order)));
  }

  boolean isOpen(String name) {
    return status().gates().stream().anyMatch(gate -> gate.gate().equals(name));
  }

  void awaitGate(String name) {
    until(() -> isOpen(name));
  }

  void awaitOtherGate(String name, String nonce) {
    until(() -> isOpen(name) && !gate(name).nonce().equals(nonce));
  }

  OpenGate gate(String name) {
    return status().gates().stream()
        .filter(gate -> gate.gate().equals(name))
        .findFirst()
        .orElseThrow();
  }

  void approve(String name) {
    assertTrue(world.cutover().decide(signed(approval(name))).accepted());
  }

  private static String signed(Statement statement) {
    return new SignedText(statement, "c2lnbmVk").text();
  }

  /** What asks for the run. */
  Statement request() {
    return statement(ATTEMPT, CutoverRequest.GATE, ATTEMPT, REQUESTER, Answer.APPROVE);
  }

  /** What approves at an open gate. */
  Statement approval(String gate) {
    return statement(ATTEMPT, gate, gate(gate).nonce(), LEAD, Answer.APPROVE);
  }

  private Statement statement(
      String attempt, String gate, String nonce, String person, Answer answer) {
    Instant now = Instant.now();
    return new Statement(
        "oms",
        ENVIRONMENT,
        attempt,
        gate,
        nonce,
        PlanHash.of(world.plan),
        "",
        answer,
        person,
        "as agreed",
        now,
        now.plus(Duration.ofHours(1)));
  }

  String address() {
    return server.address();
  }

  String ui() {
    return Objects.requireNonNull(server.ui());
  }

  /** Where the web UI shows this run. */
  String link() {
    return String.join(
        "/", ui(), "namespaces", client.getOptions().getNamespace(), "workflows", id, runId());
  }

  long calls(String activity) {
    return world.faults.calls().stream().filter(activity::equals).count();
  }

  String runId() {
    return stub().describe().getExecution().getRunId();
  }

  List<HistoryEvent> events() {
    return client.fetchHistory(id).getEvents();
  }

  List<Long> completedTasks() {
    return events().stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .map(HistoryEvent::getEventId)
        .toList();
  }

  /** The workflow's task whose end first asks for an activity. */
  long lastTaskBefore(String activity) {
    return events().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
        .filter(scheduled -> scheduled.getActivityType().getName().equals(activity))
        .findFirst()
        .orElseThrow()
        .getWorkflowTaskCompletedEventId();
  }

  /** As {@code temporal workflow reset} does. */
  void resetTo(long completedTask) {
    client
        .getWorkflowServiceStubs()
        .blockingStub()
        .resetWorkflowExecution(
            ResetWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setWorkflowExecution(
                    WorkflowExecution.newBuilder().setWorkflowId(id).setRunId(runId()))
                .setReason("tried")
                .setRequestId(UUID.randomUUID().toString())
                .setWorkflowTaskFinishEventId(completedTask)
                .build());
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!holds(condition)) {
      assertTrue(System.nanoTime() - end < 0, "it never came to that");
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (WorkflowException notJustNow) {
      return false;
    }
  }

  @Override
  public void close() {
    world.close();
    server.close();
  }
}
