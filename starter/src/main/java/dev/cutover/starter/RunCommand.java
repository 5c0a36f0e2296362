package dev.cutover.starter;

import dev.cutover.plan.Environment;
import dev.cutover.plan.Step;
import dev.cutover.workflow.Cutover;
import dev.cutover.workflow.CutoverImpl;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.TaskQueues;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a cutover in one environment, and follows it. */
abstract sealed class RunCommand implements Callable<Integer> {

  @Mixin private PlanArgument file = new PlanArgument();

  @Mixin private Asker asker = new Asker();

  @Option(names = "--no-wait", description = "print the workflow id and return")
  private boolean noWait;

  abstract String environment();

  abstract @Nullable String drillAfter();

  /** Whether nobody may start it without signing that they ask for it. */
  abstract boolean isSigned();

  @Override
  public Integer call() {
    Asker.Signed asks = asker.read(isSigned());
    PlanArgument.Loaded loaded = file.load();
    String environment = loaded.environment(environment());
    Step drill = drill(drillAfter());
    String system = loaded.plan().system().name();
    String attempt = UUID.randomUUID().toString();
    TaskQueues queues = new TaskQueues(system, environment);
    try (TemporalClient temporal = TemporalClient.connect()) {
      String id = new WorkflowIds(system, environment).cutover();
      Workers.require(temporal.client(), queues);
      // A run that sets one that is not there yet would fail its first task again and again.
      SearchAttributes.register(temporal.client());
      Signer.Subject run = new Signer.Subject(system, environment, attempt, loaded.hash());
      String signed = asks == null ? null : asks.request(run);
      CutoverRequest request =
          new CutoverRequest(loaded.plan(), loaded.hash(), environment, attempt, drill, signed);
      // A drill measures anew: the one before it must not stand in its way.
      start(
          temporal.client(),
          id,
          drill == null
              ? MeasuredDrill.newest(temporal.client(), system)
                  .map(request::withDrill)
                  .orElse(request)
              : request);
      PrintStream out = System.out;
      out.println(id);
      out.println(temporal.link(id));
      if (noWait) {
        return ExitCode.DONE;
      }
      RunView view = new RunView(out, Terminal.width(), Instant.now());
      RunStatus end = new Follow(temporal.client(), queues, view).toItsEnd(id);
      out.println(end.outcome() + ": " + end.reason());
      return ExitCode.of(end.outcome());
    }
  }

  /**
   * Starts a cutover; a second one of the same system and environment is refused by Temporal.
   *
   * @throws BadInput if one is running
   */
  static void start(WorkflowClient client, String id, CutoverRequest request) {
    Cutover cutover =
        client.newWorkflowStub(
            Cutover.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(
                    new TaskQueues(request.plan().system().name(), request.environment()).control())
                .setStaticSummary(request.plan().system().title() + ", " + request.environment())
                .build());
    try {
      WorkflowClient.start(cutover::run, request);
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw new BadInput(
          id
              + " is already running"
              + RunningAlready.inWords(client, id)
              + ": follow it with: cutover status "
              + id);
    }
  }

  private static @Nullable Step drill(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(Step.values())
        .filter(step -> step.key().equals(name) && CutoverImpl.canDrillAfter(step))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "--drill-after "
                        + name
                        + ": no such step; there are "
                        + Arrays.stream(Step.values())
                            .filter(CutoverImpl::canDrillAfter)
                            .map(Step::key)
                            .collect(Collectors.joining(", "))));
  }

  @Command(name = "rehearse", description = "run the whole cutover in the environment rehearsal")
  static final class Rehearse extends RunCommand {

    @Option(
        names = "--drill-after",
        paramLabel = "STEP",
        description = "roll back on purpose after this step")
    private @Nullable String drillAfter;

    @Override
    String environment() {
      return Environment.REHEARSAL;
    }

    @Override
    @Nullable String drillAfter() {
      return drillAfter;
    }

    @Override
    boolean isSigned() {
      return false;
    }
  }

  @Command(name = "start", description = "run the cutover in production")
  static final class Start extends RunCommand {

    @Override
    String environment() {
      return "production";
    }

    @Override
    @Nullable String drillAfter() {
      return null;
    }

    @Override
    boolean isSigned() {
      return true;
    }
  }
}
