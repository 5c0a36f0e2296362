package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.decision.Statement;
import dev.cutover.roster.Roster;
import dev.cutover.roster.SignedDecisions;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ssh-keygen signs is taken as it is, whatever program sends it. */
@Tag("temporal-server")
final class DecisionsOnServerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void whatSshKeygenSignsIsTakenBySignalByUpdateAndFromTemporalsOwnProgram() throws Exception {
    try (ServerNight night = new ServerNight(directory)) {
      Path key = directory.resolve("key");
      run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
      Path roster =
          Files.writeString(
              directory.resolve("allowed_signers"),
              "taro-tanaka " + Files.readString(directory.resolve("key.pub")));
      night.world.decisions.verifyBy(
          new SignedDecisions(
              new Roster(
                  roster, null, Map.of("migration-lead", List.of("taro-tanaka")), List.of())));
      night.start();
      temporal(night, "signal", signed(night.approval("go"), key));
      night.awaitGate("switch");
      String receipt = temporal(night, "update", "execute", signed(night.approval("switch"), key));
      night.awaitGate("complete");
      assertTrue(night.world.cutover().decide(signed(night.approval("complete"), key)).accepted());
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertTrue(receipt.contains("taro-tanaka"), receipt);
      assertEquals(3, end.decisions().stream().filter(RunStatus.DecisionTaken::accepted).count());
    }
  }

  /** A statement, and below it what the program prints. */
  private String signed(Statement statement, Path key) throws IOException, InterruptedException {
    Path message = Files.writeString(directory.resolve("statement"), statement.canonical());
    Files.deleteIfExists(directory.resolve("statement.sig"));
    run(
        "ssh-keygen",
        "-q",
        "-Y",
        "sign",
        "-n",
        "cutover",
        "-f",
        key.toString(),
        message.toString());
    return statement.canonical() + "\n" + Files.readString(directory.resolve("statement.sig"));
  }

  private String temporal(ServerNight night, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(TemporalProgram.find().orElseThrow().toString());
    command.add("workflow");
    command.addAll(List.of(words).subList(0, words.length - 1));
    Path input =
        Files.writeString(
            directory.resolve("input.json"), JSON.writeValueAsString(words[words.length - 1]));
    command.addAll(List.of("--address", night.address(), "-w", night.world.ids().cutover()));
    command.addAll(List.of("--name", "decide", "--input-file", input.toString()));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, program.waitFor(), said);
    return said;
  }
}
