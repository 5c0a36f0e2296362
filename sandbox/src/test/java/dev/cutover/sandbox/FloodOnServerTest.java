package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Temporal server counts the signals and the events of a run, and ends it at its limits. */
@Tag("temporal-server")
final class FloodOnServerTest {

  private static final int FLOOD = 20_000;
  private static final int SENDERS = 16;

  @Test
  void twentyThousandSignalsCostARunNeitherItsLifeNorItsGateNorItsDeadline(@TempDir Path directory)
      throws IOException {
    try (ServerNight night = new ServerNight(directory)) {
      night.begin();
      night.awaitGate("switch");
      RunStatus before = night.status();
      String run = night.runId();
      WorkflowStub stub = night.stub();
      AtomicInteger refused = new AtomicInteger();
      ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
      List<CompletableFuture<Void>> senders =
          IntStream.range(0, SENDERS)
              .mapToObj(
                  sender ->
                      CompletableFuture.runAsync(
                          () -> {
                            for (int i = sender; i < FLOOD; i += SENDERS) {
                              send(stub, "rubbish " + i, refused);
                            }
                          },
                          threads))
              .toList();
      senders.forEach(CompletableFuture::join);
      threads.shutdown();
      System.out.println("20,000 signals sent, " + refused + " times refused by Temporal");
      ServerNight.until(() -> !night.runId().equals(run) && night.isOpen("switch"));
      night.approve("switch");
      night.awaitGate("complete");
      night.approve("complete");
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(before.deadline(), end.deadline());
      assertNotEquals(run, night.runId());
      assertEquals(1, night.calls("FenceFreeze"));
      long answers =
          night.world.decisions.ledger().stream()
              .filter(line -> LedgerEntry.parse(line).kind() == Kind.DECISION)
              .count();
      assertTrue(answers < 60, () -> answers + " lines");
    }
  }

  /**
   * Temporal takes 10,000 signals for one history and refuses more, until the run has gone on in a
   * new one.
   */
  private static void send(WorkflowStub stub, String text, AtomicInteger refused) {
    ServerNight.until(
        () -> {
          try {
            stub.signal("decide", text);
            return true;
          } catch (WorkflowServiceException full) {
            refused.incrementAndGet();
            return false;
          }
        });
  }
}
