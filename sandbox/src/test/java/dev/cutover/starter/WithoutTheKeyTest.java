package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.temporal.PayloadKeys;
import dev.cutover.temporal.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A command that can't read an answer says so, and does not send people looking for workers. */
final class WithoutTheKeyTest {

  private static final String KEY = "2030:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  /** A run that tells where it stands. */
  @WorkflowInterface
  public interface Run {
    @WorkflowMethod
    void run();

    @QueryMethod
    String status();
  }

  /** Waits for ever. */
  public static final class RunImpl implements Run {

    @Override
    public void run() {
      Workflow.await(() -> false);
    }

    @Override
    public String status() {
      return "waiting";
    }
  }

  @Test
  void theMissingKeyIsNamed() {
    try (TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter(PayloadKeys.parse(KEY)))
                        .build())
                .build())) {
      temporal.newWorker("control").registerWorkflowImplementationTypes(RunImpl.class);
      temporal.start();
      WorkflowStub run =
          temporal
              .getWorkflowClient()
              .newUntypedWorkflowStub(
                  "Run",
                  WorkflowOptions.newBuilder()
                      .setWorkflowId("run")
                      .setTaskQueue("control")
                      .build());
      run.start();
      var without =
          io.temporal.client.WorkflowClient.newInstance(
              temporal.getWorkflowServiceStubs(),
              WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());

      names(assertThrows(BadInput.class, () -> Runs.status(without, "run")));
      names(
          assertThrows(
              BadInput.class,
              () -> CommandLine.populateCommand(new RunArgument(), "run").status(without)));
    }
  }

  private static void names(BadInput said) {
    String message = String.valueOf(said.getMessage());
    assertTrue(message.contains("encrypted with the key 2030"), message);
    assertTrue(message.contains("CUTOVER_PAYLOAD_KEYS"), message);
  }
}
