package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.temporal.PayloadKeys;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Temporal keeps of an encrypted run is read by whoever has the key, and by nobody else. */
@Tag("temporal-server")
final class EncryptionOnServerTest {

  /** A person, their reason, a table, a question, what the timeline calls a step, a failure. */
  private static final List<String> CANARIES =
      List.of(
          "taro-tanaka",
          "as agreed",
          "ORDER_LINES",
          "Open the target",
          "verify a decision",
          "DnsBring is out of order");

  @TempDir private Path directory;

  @Test
  void whatTemporalKeepsOfAnEncryptedRunTellsNothing() throws IOException {
    assertEquals(CANARIES, foundAfterANight("plain", PayloadKeys.none()));

    assertEquals(List.of(), foundAfterANight("encrypted", PayloadKeys.parse(CodecWorker.KEYS)));
  }

  @Test
  void temporalsOwnProgramReadsItThroughAWorkerThatShowsItsKeyNowhere() throws Exception {
    int port = FreePort.pick();
    try (ServerNight night = night("served", PayloadKeys.parse(CodecWorker.KEYS));
        WorkerProcess workers = worker(CodecWorker.settings(night.address(), port, night.ui()))) {
      Process worker = workers.start();
      night.begin();
      night.awaitGate("switch");
      ServerNight.until(() -> answers(port));

      String without = input(night);
      String with = input(night, "--codec-endpoint", "http://127.0.0.1:" + port);

      assertFalse(without.contains("taro-tanaka"), without);
      assertTrue(with.contains("taro-tanaka"), with);
      String key = CodecWorker.KEYS.substring(CodecWorker.KEYS.indexOf(':') + 1);
      assertTrue(Files.readString(workers.settings()).contains(key));
      Files.delete(workers.settings());
      assertFalse(kept("served").contains(key));
      assertFalse(worker.info().commandLine().orElseThrow().contains(key));
    }
  }

  private WorkerProcess worker(Map<String, Object> settings) throws IOException {
    return new WorkerProcess(settings, directory.resolve("served"), List.of(), false);
  }

  private static boolean answers(int port) {
    try (Socket endpoint = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return endpoint.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private List<String> foundAfterANight(String name, PayloadKeys keys) throws IOException {
    try (ServerNight night = night(name, keys)) {
      night.world.faults.fail("DnsBring", 1);
      night.begin();
      for (String gate : List.of("switch", "complete")) {
        night.awaitGate(gate);
        night.approve(gate);
      }
      RunStatus end = night.end();
      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
    }
    String kept = kept(name);
    return CANARIES.stream().filter(kept::contains).toList();
  }

  /** Whatever stands in files behind it: Temporal's database, logs. */
  private String kept(String name) throws IOException {
    StringBuilder kept = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory.resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        kept.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return kept.toString();
  }

  private ServerNight night(String name, PayloadKeys keys) throws IOException {
    return new ServerNight(
        Files.createDirectories(directory.resolve(name)), ServedWorld.oms(), keys);
  }

  /** What the run was started with, as far as the program can read it. */
  private static String input(ServerNight night, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(TemporalProgram.find().orElseThrow().toString());
    command.addAll(List.of("workflow", "show", "-w", night.world.ids().cutover()));
    command.addAll(List.of("--address", night.address(), "--output", "json"));
    command.addAll(List.of(more));
    JsonNode started = new ObjectMapper().readTree(OwnKey.run(command.toArray(String[]::new)));
    byte[] data =
        started
            .at("/events/0/workflowExecutionStartedEventAttributes/input/payloads/0/data")
            .binaryValue();
    return new String(data, StandardCharsets.UTF_8);
  }
}
