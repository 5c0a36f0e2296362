package dev.cutover.roster;

import dev.cutover.decision.SignedText;
import dev.cutover.decision.SshSignature;
import dev.cutover.decision.Statement;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPublicKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** People of a test, each with a key of their own. */
final class Signers {

  private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();

  String sign(String person, Statement statement) {
    byte[] message = statement.canonical().getBytes(StandardCharsets.UTF_8);
    SshSignature signature =
        SshSignature.sign(key(person).getPrivate(), publicKey(person), message);
    return new SignedText(statement, signature.encoded()).text();
  }

  byte[] publicKey(String person) {
    return SshSignature.rawKey((EdECPublicKey) key(person).getPublic());
  }

  /** A line in which KEY or FINGERPRINT stands for the person's. */
  String filledIn(String line, String person) {
    return line.replace("KEY", SshSignature.openSsh(publicKey(person)))
        .replace("FINGERPRINT", RevokedKeys.fingerprint(publicKey(person)));
  }

  private KeyPair key(String person) {
    return keys.computeIfAbsent(
        person,
        name -> {
          try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
          }
        });
  }
}
