package dev.cutover.starter;

import dev.cutover.decision.SshArmor;
import dev.cutover.decision.SshSignature;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Signs by {@code ssh-keygen -Y sign}, which knows every place in which people keep a key: a file
 * with a passphrase, for which it asks at the terminal, or an agent. Neither passphrase nor key
 * comes near this process.
 *
 * @param file a private key, or the public half of one that an agent holds
 * @param environment what it is told beside this process's own variables
 */
record SshKeygen(Path file, Map<String, String> environment) implements PersonalKey {

  static final String PUBLIC_KEY = "ssh-ed25519 ";

  private static final String PROGRAM = "ssh-keygen";

  SshKeygen(Path file) {
    this(file, Map.of());
  }

  @Override
  public SshSignature sign(String namespace, byte[] message) {
    SshSignature signature = read(run(namespace, message));
    if (!signature.verifies(namespace, message)) {
      throw new BadInput(file + ": what " + PROGRAM + " signed is not what it was given");
    }
    return signature;
  }

  private SshSignature read(String armor) {
    try {
      return SshSignature.decode(SshArmor.base64(armor));
    } catch (IllegalArgumentException e) {
      throw new BadInput(file + ": " + e.getMessage());
    }
  }

  /** It speaks to the person itself, at the terminal and on stderr. */
  private String run(String namespace, byte[] message) {
    try {
      ProcessBuilder command =
          new ProcessBuilder(PROGRAM, "-q", "-Y", "sign", "-n", namespace, "-f", file.toString())
              .redirectError(Redirect.INHERIT);
      if (!command.environment().containsKey("SSH_ASKPASS")) {
        // Its input is not the terminal: on a desktop it would look for a window to ask in.
        command.environment().putIfAbsent("SSH_ASKPASS_REQUIRE", "never");
      }
      command.environment().putAll(environment);
      Process program = command.start();
      try (OutputStream in = program.getOutputStream()) {
        in.write(message);
      }
      String armor = new String(program.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (program.waitFor() != 0) {
        throw new BadInput(
            file
                + ": "
                + PROGRAM
                + " did not sign with it; a passphrase needs a terminal to be asked for at, a"
                + " public key an agent that holds its private half (ssh-add)");
      }
      return armor;
    } catch (IOException e) {
      throw new BadInput(
          file + ": needs " + PROGRAM + ", which can't be run here: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + PROGRAM + " signed", e);
    }
  }
}
