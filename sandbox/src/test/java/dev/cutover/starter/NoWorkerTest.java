package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cutover.workflow.TaskQueues;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real server tells who polls a queue. */
@Tag("temporal-server")
final class NoWorkerTest {

  @Test
  void aQueueThatNobodyPollsIsSaidBeforeAnythingIsStarted() {
    Optional<Path> program =
        Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
            .map(directory -> Path.of(directory, "temporal"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        program.isPresent() || Boolean.getBoolean("cutover.require-parts"),
        "the program temporal is not on the PATH");
    TemporalDevServerOptions options =
        TemporalDevServerOptions.newBuilder()
            .setExistingPath(program.orElseThrow().toString())
            .setDownloadEnabled(false)
            .build();
    try (TemporalDevServer server = TemporalDevServer.start("default", options);
        TemporalClient temporal = TemporalClient.connect(server.getTarget(), "default")) {
      TaskQueues queues = new TaskQueues("oms", "rehearsal");

      TemporalClient.OutOfReach said =
          assertThrows(
              TemporalClient.OutOfReach.class, () -> Workers.require(temporal.client(), queues));

      assertTrue(
          String.valueOf(said.getMessage())
              .startsWith("no worker polls the task queue oms-rehearsal-control: start one"));
    }
  }
}
