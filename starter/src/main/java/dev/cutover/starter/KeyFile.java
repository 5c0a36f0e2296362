package dev.cutover.starter;

import dev.cutover.decision.SignedText;
import dev.cutover.decision.SshSignature;
import dev.cutover.decision.Statement;
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
    String cipher = text(in);
    if (!cipher.equals("none")) {
      return null;
    }
    next(in);
    next(in);
    in.getInt();
    next(in);
    ByteBuffer secret = ByteBuffer.wrap(next(in));
    secret.getLong();
    String type = text(secret);
    if (!type.equals("ssh-ed25519")) {
      throw new BadInput(file + ": key type " + type + "; only ssh-ed25519 is accepted");
    }
    byte[] publicKey = next(secret);
    byte[] seed = Arrays.copyOf(next(secret), SEED_BYTES);
    PrivateKey privateKey =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    return new KeyFile(privateKey, publicKey);
  }

  @Override
  public String sign(Statement statement) {
    byte[] message = statement.canonical().getBytes(StandardCharsets.UTF_8);
    return new SignedText(statement, SshSignature.sign(privateKey, publicKey, message).encoded())
        .text();
  }

  private static String text(ByteBuffer in) {
    return new String(next(in), StandardCharsets.US_ASCII);
  }

  private static byte[] next(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
