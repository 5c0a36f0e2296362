package dev.cutover.starter;

import dev.cutover.decision.SignedText;
import dev.cutover.decision.SshSignature;
import dev.cutover.decision.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A person's own key. */
interface PersonalKey {

  /** Signs a message for one purpose alone. */
  SshSignature sign(String namespace, byte[] message);

  /** The statement and its signature in one text. */
  default String sign(Statement statement) {
    byte[] message = statement.canonical().getBytes(StandardCharsets.UTF_8);
    return new SignedText(statement, sign(SshSignature.NAMESPACE, message).encoded()).text();
  }

  /**
   * Reads a private key; where it has a passphrase, or only its public half is there, {@code
   * ssh-keygen} signs with it: it asks for the passphrase, and asks the person's agent.
   *
   * @throws BadInput if it is neither
   */
  static PersonalKey read(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new BadInput(file + ": can't be read");
    }
    if (text.startsWith(SshKeygen.PUBLIC_KEY)) {
      return new SshKeygen(file);
    }
    KeyFile plain = KeyFile.parse(text, file);
    return plain == null ? new SshKeygen(file) : plain;
  }
}
