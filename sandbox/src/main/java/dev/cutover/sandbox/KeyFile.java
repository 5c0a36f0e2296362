package dev.cutover.sandbox;

import dev.cutover.decision.SshSignature;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Base64;

/**
 * An Ed25519 key pair as {@code ssh-keygen} writes one without a passphrase. Format: OpenSSH,
 * PROTOCOL.key.
 */
final class KeyFile {

  private static final String ED25519 = "ssh-ed25519";
  private static final int BLOCK = 8;
  private static final int COLUMNS = 70;

  private KeyFile() {}

  static String text(KeyPair pair) throws IOException {
    byte[] shown = SshSignature.rawKey((EdECPublicKey) pair.getPublic());
    byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream file = new DataOutputStream(bytes);
    file.writeBytes("openssh-key-v1\0");
    string(file, "none");
    string(file, "none");
    string(file, "");
    file.writeInt(1);
    string(file, publicPart(shown));
    string(file, privatePart(shown, seed));
    String base64 =
        Base64.getMimeEncoder(COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(bytes.toByteArray());
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
        + base64
        + "\n-----END OPENSSH PRIVATE KEY-----\n";
  }

  private static byte[] publicPart(byte[] shown) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream part = new DataOutputStream(bytes);
    string(part, ED25519);
    string(part, shown);
    return bytes.toByteArray();
  }

  private static byte[] privatePart(byte[] shown, byte[] seed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream part = new DataOutputStream(bytes);
    // Twice the same number tells a right passphrase from a wrong one; here there is none.
    part.writeInt(0);
    part.writeInt(0);
    string(part, ED25519);
    string(part, shown);
    part.writeInt(seed.length + shown.length);
    part.write(seed);
    part.write(shown);
    string(part, "");
    for (int pad = 1; bytes.size() % BLOCK != 0; pad++) {
      part.writeByte(pad);
    }
    return bytes.toByteArray();
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    string(out, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void string(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
