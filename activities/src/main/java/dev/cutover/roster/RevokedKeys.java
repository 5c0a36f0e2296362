package dev.cutover.roster;

import dev.cutover.decision.SshSignature;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keys that count no more, whatever else is said of them: a file with a public key or a {@code
 * SHA256:} fingerprint (as {@code ssh-keygen -l} prints it) a line.
 */
final class RevokedKeys {

  private static final String FINGERPRINT = "SHA256:";

  /** As long as 256 bits are in base64 without padding: one cut short would revoke nothing. */
  private static final Pattern SHA256 = Pattern.compile(FINGERPRINT + "[A-Za-z0-9+/]{43}");

  private final Set<String> fingerprints = new HashSet<>();

  /**
   * Reads the file.
   *
   * @throws IOException if it can't be read, or has a line that is neither: a revocation that is
   *     not understood must not let a key in
   */
  static RevokedKeys read(Path file) throws IOException {
    RevokedKeys revoked = new RevokedKeys();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        String text = line.strip();
        if (!text.isEmpty() && !text.startsWith("#")) {
          revoked.fingerprints.add(fingerprint(text, file + ":" + number));
        }
      }
    } catch (MalformedInputException e) {
      throw new IOException(file + " is no text: list public keys or fingerprints, no KRL", e);
    }
    return revoked;
  }

  private static String fingerprint(String line, String where) throws IOException {
    String[] words = line.split("\\s+", -1);
    for (String word : words) {
      if (SHA256.matcher(word).matches()) {
        return word;
      }
    }
    try {
      return fingerprint(SshSignature.publicKeyOf(words[Math.min(1, words.length - 1)]));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          where + ": expected ssh-ed25519 and a public key, or a SHA256: fingerprint", e);
    }
  }

  boolean contains(byte[] publicKey) {
    return fingerprints.contains(fingerprint(publicKey));
  }

  /** RFC 4648 base64 without padding of SHA-256 of the key's wire form, as OpenSSH shows it. */
  static String fingerprint(byte[] publicKey) {
    try {
      byte[] wire = Base64.getDecoder().decode(SshSignature.openSsh(publicKey));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(wire);
      return FINGERPRINT + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
