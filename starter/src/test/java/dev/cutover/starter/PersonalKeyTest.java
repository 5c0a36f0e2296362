package dev.cutover.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cutover.decision.SignedText;
import dev.cutover.decision.SshSignature;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign with the key that they have, wherever they keep it. */
final class PersonalKeyTest {

  private static final Statement STATEMENT =
      new Statement(
          "oms",
          "rehearsal",
          "attempt",
          "go",
          "nonce",
          "hash",
          "",
          Answer.APPROVE,
          "sato",
          "移行を開始する",
          Instant.parse("2030-09-28T13:00:00Z"),
          Instant.parse("2030-09-28T13:30:00Z"));

  @TempDir private Path directory;

  @BeforeEach
  void needsOpenSsh() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "no ssh-keygen here");
  }

  @Test
  void aKeyWithoutAPassphraseSigns() throws Exception {
    Path key = newKey("key", "ed25519", "");

    assertSigns(PersonalKey.read(key), key);
  }

  @Test
  void aKeyWithAPassphraseSignsWithoutTheProgramSeeingIt() throws Exception {
    Path key = newKey("key", "ed25519", "correct horse");
    assertThat(PersonalKey.read(key)).isInstanceOf(SshKeygen.class);

    assertSigns(new SshKeygen(key, answering("correct horse")), key);
    assertThatThrownBy(() -> new SshKeygen(key, answering("wrong")).sign(STATEMENT))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("did not sign with it");
  }

  @Test
  void anAgentSignsWithTheKeyOfAPublicFile() throws Exception {
    Path key = newKey("key", "ed25519", "");
    Path held = Files.move(key, directory.resolve("held"));
    Path shown = directory.resolve("key.pub");
    assertThat(PersonalKey.read(shown)).isInstanceOf(SshKeygen.class);
    Path socket = directory.resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      while (!Files.exists(socket)) {
        assertThat(agent.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      Map<String, String> with = Map.of("SSH_AUTH_SOCK", socket.toString());
      assertThatThrownBy(() -> new SshKeygen(shown, with).sign(STATEMENT))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("an agent that holds its private half");
      run(with, "ssh-add", "-q", held.toString());

      assertSigns(new SshKeygen(shown, with), key);
    } finally {
      agent.destroy();
    }
  }

  @Test
  void whatIsSignedAsEvidenceIsNoDecision() throws Exception {
    Path key = newKey("key", "ed25519", "");
    byte[] message = {1, 2, 3};

    for (PersonalKey own : List.of(PersonalKey.read(key), new SshKeygen(key))) {
      SshSignature signature = own.sign(SshSignature.EVIDENCE, message);
      assertThat(signature.verifies(SshSignature.EVIDENCE, message)).isTrue();
      assertThat(signature.verifies(message)).isFalse();
    }
  }

  @Test
  void aKeyOfAnotherTypeIsRefusedBeforeAnythingIsSent() throws Exception {
    Path key = newKey("key", "ecdsa", "");

    assertThatThrownBy(() -> PersonalKey.read(key))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("key type ecdsa-sha2-nistp256; only ssh-ed25519");
    Path locked = newKey("locked", "rsa", "x");
    assertThatThrownBy(() -> new SshKeygen(locked, answering("x")).sign(STATEMENT))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("key type ssh-rsa");
  }

  @Test
  void whatIsNoKeyIsSaidToBeNone() throws IOException {
    Path file = Files.writeString(directory.resolve("notes"), "not a key");
    Path binary = Files.write(directory.resolve("binary"), new byte[] {-1, -2, 0, 1});
    Path damaged =
        Files.writeString(
            directory.resolve("damaged"),
            "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");

    assertThatThrownBy(() -> PersonalKey.read(file)).hasMessageContaining("not an OpenSSH key");
    assertThatThrownBy(() -> PersonalKey.read(binary)).hasMessageContaining("not an OpenSSH key");
    assertThatThrownBy(() -> PersonalKey.read(damaged)).hasMessageContaining("damaged");
    assertThatThrownBy(() -> PersonalKey.read(directory.resolve("nowhere")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("can't be read");
  }

  private void assertSigns(PersonalKey key, Path file) throws IOException {
    SignedText signed = SignedText.parse(key.sign(STATEMENT));
    SshSignature signature = SshSignature.decode(signed.signature());
    String[] shown = Files.readString(Path.of(file + ".pub")).split(" ", -1);

    assertThat(signed.statement()).isEqualTo(STATEMENT);
    assertThat(signature.key()).isEqualTo(SshSignature.publicKeyOf(shown[1]));
    assertThat(signature.verifies(STATEMENT.canonical().getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  /** As a person at a terminal would answer. */
  private Map<String, String> answering(String passphrase) throws IOException {
    Path answer = directory.resolve("answer-" + passphrase.length());
    Files.writeString(answer, "#!/bin/sh\necho '" + passphrase + "'\n");
    Files.setPosixFilePermissions(answer, PosixFilePermissions.fromString("rwx------"));
    return Map.of("SSH_ASKPASS", answer.toString(), "SSH_ASKPASS_REQUIRE", "force");
  }

  private Path newKey(String name, String type, String passphrase)
      throws IOException, InterruptedException {
    Path key = directory.resolve(name);
    run(Map.of(), "ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", key.toString());
    return key;
  }

  private static void run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder program = new ProcessBuilder(command).inheritIO();
    program.environment().putAll(environment);
    assertThat(program.start().waitFor()).isZero();
  }
}
