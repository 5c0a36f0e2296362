package dev.cutover.starter;

import dev.cutover.decision.SshSignature;
import dev.cutover.decision.SshWire;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An Ed25519 key from an OpenSSH file without a passphrase. Format: OpenSSH, PROTOCOL.key. */
final class KeyFile implements PersonalKey {

  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SEED_BYTES = 32;

  private final PrivateKey privateKey;
  private final byte[] publicKey;

  private KeyFile(PrivateKey privateKey, byte[] publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * Reads a key; null where it has a passphrase.
   *
   * @param file that {@code text} was read from
   * @throws BadInput if it is not such a key
   */
  static @Nullable KeyFile parse(String text, Path file) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin + BEGIN.length()) {
      throw new BadInput(file + ": not an OpenSSH key (ssh-keygen -t ed25519 makes one)");
    }
    try {
      String base64 = text.substring(begin + BEGIN.length(), end).replaceAll("\\s", "");
      return parse(ByteBuffer.wrap(Base64.getDecoder().decode(base64)), file);
    } catch (BufferUnderflowException | IllegalArgumentException | GeneralSecurityException e) {
      throw new BadInput(file + ": a damaged OpenSSH private key");
    }
  }

  private static @Nullable KeyFile parse(ByteBuffer in, Path file) throws GeneralSecurityException {
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IllegalArgumentException("magic");
    }
    String cipher = SshWire.nextText(in);
    if (!cipher.equals("none")) {
      return null;
    }
    SshWire.next(in);
    SshWire.next(in);
    in.getInt();
    SshWire.next(in);
    ByteBuffer secret = ByteBuffer.wrap(SshWire.next(in));
    secret.getLong();
    String type = SshWire.nextText(secret);
    if (!type.equals("ssh-ed25519")) {
      throw new BadInput(file + ": key type " + type + "; only ssh-ed25519 is accepted");
    }
    byte[] publicKey = SshWire.next(secret);
    byte[] seed = Arrays.copyOf(SshWire.next(secret), SEED_BYTES);
    PrivateKey privateKey =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    return new KeyFile(privateKey, publicKey);
  }

  @Override
  public SshSignature sign(String namespace, byte[] message) {
    return SshSignature.sign(namespace, privateKey, publicKey, message);
  }
}
