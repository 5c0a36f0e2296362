package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      OwnKey taro = OwnKey.of("taro-tanaka", directory);
      OwnKey duty = OwnKey.of(ServerNight.REQUESTER, directory);
      night.world.decisions.verifyBy(taro.decisions("migration-lead", duty));
      night.start(duty.signed(night.request()));
      temporal(night, "signal", taro.signed(night.approval("go")));
      night.awaitGate("switch");
      String receipt = temporal(night, "update", "execute", taro.signed(night.approval("switch")));
      night.awaitGate("complete");
      assertTrue(night.world.cutover().decide(taro.signed(night.approval("complete"))).accepted());
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertTrue(receipt.contains("taro-tanaka"), receipt);
      assertEquals(4, end.decisions().stream().filter(RunStatus.DecisionTaken::accepted).count());
    }
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
    return OwnKey.run(command.toArray(String[]::new));
  }
}
