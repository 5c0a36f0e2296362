package dev.cutover.starter;

import dev.cutover.plan.Answer;
import dev.cutover.workflow.Rollback;
import dev.cutover.workflow.RollbackRequest;
import dev.cutover.workflow.RunStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code cutover rollback}: a cutover that runs is told to roll back; where none does, or it does
 * not answer, or Temporal is down, the rollback is started by hand, from whatever state it finds.
 */
@Command(
    name = "rollback",
    description = "bring everything back to legacy: by the cutover that runs, or by hand")
final class RollbackCommand implements Callable<Integer> {

  private static final String GATE = "rollback";

  @Mixin private RunArgument run = new RunArgument();

  @Mixin private Signer signer = new Signer();

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "the plan, where Temporal does not have the run any more")
  private @Nullable Path plan;

  @Option(
      names = "--force",
      description = "take the levers from a cutover that runs and does not answer")
  private boolean force;

  @Option(names = "--no-wait", description = "print the workflow id and return")
  private boolean noWait;

  @Option(
      names = "--offline",
      description = "without Temporal, on a worker's host; needs --plan and --settings")
  private boolean offline;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "with --offline: the worker's own settings")
  private @Nullable Path settings;

  @Override
  public Integer call() {
    if (offline) {
      return offline();
    }
    if (settings != null) {
      throw new BadInput("--settings belongs to --offline: leave it out");
    }
    try (TemporalClient temporal = TemporalClient.connect()) {
      Started started = Started.find(temporal.client(), run.id(), plan);
      String rollback = started.ids().rollback();
      if (Started.isRunning(temporal.client(), rollback)) {
        throw new BadInput(
            rollback
                + " is rolling back already: cutover status "
                + rollback
                + "; if it is parked: cutover repair "
                + rollback);
      }
      if (!force && Started.isRunning(temporal.client(), started.ids().cutover())) {
        return signer.send(run, GATE, Answer.ROLL_BACK);
      }
      return byHand(temporal, started);
    }
  }

  private int offline() {
    Path file = plan;
    Path own = settings;
    if (file == null || own == null) {
      throw new BadInput("--offline needs --plan FILE and --settings FILE, the worker's");
    }
    if (noWait || force) {
      throw new BadInput("--offline waits for the end: leave out --no-wait and --force");
    }
    Started started = Started.of(PlanArgument.load(file), run.id());
    EmbeddedWorker worker =
        ServiceLoader.load(EmbeddedWorker.class)
            .findFirst()
            .orElseThrow(() -> new BadInput("--offline: this program has no worker in it"));
    try (EmbeddedWorker.Running here = worker.start(own);
        TemporalClient temporal = TemporalClient.connect(here.address(), "default")) {
      String wanted = started.plan().system().name() + "-" + started.environment();
      if (!here.serves().equals(wanted)) {
        throw new BadInput(own + " is for " + here.serves() + ", not for " + wanted);
      }
      return byHand(temporal, started);
    }
  }

  private int byHand(TemporalClient temporal, Started started) {
    WorkflowClient client = temporal.client();
    SearchAttributes.register(client);
    Place place = new Place(client, started.plan(), started.environment());
    LeversNow now = LeversNow.observe(place);
    PrintStream out = signer.json() ? System.err : System.out;
    now.print(out);
    RollbackRequest request = order(started, now.epoch());
    String id = started.ids().rollback();
    start(client, started, id, request);
    out.println(id);
    out.println(
        offline
            ? "what it asks is answered beside this command, with TEMPORAL_ADDRESS="
                + temporal.address()
                + " TEMPORAL_NAMESPACE=default TEMPORAL_API_KEY= TEMPORAL_TLS=false"
            : temporal.link(id));
    if (noWait) {
      return ExitCode.DONE;
    }
    RunView view = new RunView(out, signer.json() ? 0 : Terminal.width(), Instant.now());
    Follow follow = new Follow(client, started.queues(), view);
    RunStatus end = (offline ? follow.untilDecided() : follow).toItsEnd(id);
    System.out.println(signer.json() ? Json.of(end) : inWords(end));
    return ExitCode.of(end.outcome());
  }

  private String inWords(RunStatus end) {
    if (!Runs.isParked(end)) {
      return end.outcome() + ": " + end.reason();
    }
    return offline
        ? StatusCommand.parked(end) + "; mend it, then give this command again"
        : StatusCommand.inWords(end, null);
  }

  private RollbackRequest order(Started started, long epoch) {
    String attempt = UUID.randomUUID().toString();
    Signer.Subject subject =
        new Signer.Subject(
            started.plan().system().name(), started.environment(), attempt, started.planHash());
    String order = signer.order(subject, GATE, RollbackRequest.nonce(epoch), Answer.ROLL_BACK);
    return new RollbackRequest(
        started.plan(),
        started.planHash(),
        started.environment(),
        attempt,
        epoch,
        signer.reason(),
        true,
        order);
  }

  private static void start(
      WorkflowClient client, Started started, String id, RollbackRequest request) {
    Rollback rollback =
        client.newWorkflowStub(
            Rollback.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(started.queues().control())
                .setStaticSummary("rollback by hand: " + request.reason())
                .build());
    try {
      WorkflowClient.start(rollback::run, request);
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw new BadInput(id + " has just been started by somebody else: cutover status " + id);
    }
  }
}
