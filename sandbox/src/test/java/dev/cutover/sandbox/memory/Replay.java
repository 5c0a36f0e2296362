package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.fail;

import dev.cutover.temporal.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;

/**
 * Leads today's workflows through a stored history, as a new worker does with the runs that it
 * takes over. Temporal compares what kinds of steps come in which order; {@link Asked} compares
 * what was asked in them.
 */
final class Replay {

  private static final String CAUSE = "Caused by: ";
  private static final String ERROR = "error=";

  private Replay() {}

  /** Fails with what a developer has to do where a run with this history would stop. */
  static void of(String name, WorkflowExecutionHistory history, Class<?>... workflows) {
    Asked asked = new Asked();
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(options(asked))) {
      Worker worker = temporal.newWorker("replay", patient());
      worker.registerWorkflowImplementationTypes(workflows);
      WorkflowReplayer.replayWorkflowExecution(history, worker);
      asked.assertHolds(history);
    } catch (Exception | AssertionError e) {
      fail(
          """
          history %s no longer replays: a run of that version that is under way when this worker \
          takes over would stop there, or act on the wrong answers.
          What to do: keep the old way for such runs behind Workflow.getVersion, or give the change \
          to a new worker version that old runs are not moved to. Only while no released version \
          has such runs: record the histories anew, see CONTRIBUTING.md.
          Here it parts from what was recorded: %s"""
              .formatted(name, inWords(e)),
          e);
    }
  }

  /** On a busy machine a thread that waits for its turn is not yet a deadlock. */
  private static WorkerOptions patient() {
    return WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(60_000).build();
  }

  private static TestEnvironmentOptions options(Asked asked) {
    return TestEnvironmentOptions.newBuilder()
        .setWorkflowClientOptions(
            WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
        .setWorkerFactoryOptions(
            WorkerFactoryOptions.newBuilder().setWorkerInterceptors(asked).build())
        .build();
  }

  /** Temporal puts what went wrong behind the words of its own query, with every stack trace. */
  private static String inWords(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message
        .lines()
        .filter(line -> line.startsWith(CAUSE))
        .reduce((first, last) -> last)
        .orElse(message.substring(Math.max(0, message.indexOf(ERROR))));
  }
}
