package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.decision.Statement;
import dev.cutover.roster.Roster;
import dev.cutover.roster.SignedDecisions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A person's key, made and used by {@code ssh-keygen} as they would themselves. */
record OwnKey(String person, Path key) {

  static OwnKey of(String person, Path directory) throws IOException, InterruptedException {
    Path key = directory.resolve(person);
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    return new OwnKey(person, key);
  }

  /** Takes this person's answers, as one who has a role, and knows others who have none. */
  SignedDecisions decisions(String role, OwnKey... others) throws IOException {
    StringBuilder lines = new StringBuilder(line());
    for (OwnKey other : others) {
      lines.append(other.line());
    }
    Path roster = Files.writeString(key.resolveSibling("allowed_signers"), lines);
    return new SignedDecisions(new Roster(roster, null, Map.of(role, List.of(person)), List.of()));
  }

  private String line() throws IOException {
    return person + " " + Files.readString(key.resolveSibling(person + ".pub"));
  }

  /** A statement, and below it what the program prints. */
  String signed(Statement statement) throws IOException, InterruptedException {
    Path message = Files.writeString(key.resolveSibling("statement"), statement.canonical());
    Path signature = key.resolveSibling("statement.sig");
    Files.deleteIfExists(signature);
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
    return statement.canonical() + "\n" + Files.readString(signature);
  }

  /** Runs a program to its good end, and gives what it said. */
  static String run(String... command) throws IOException, InterruptedException {
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, program.waitFor(), said);
    return said;
  }
}
