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
public final class Signers {

  private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();

  public String sign(String person, Statement statement) {
    return new SignedText(statement, signature(person, statement.canonical())).text();
  }

  /** The content of the armor around what a person has signed. */
  String signature(String person, String text) {
    return sign(person, SshSignature.NAMESPACE, text.getBytes(StandardCharsets.UTF_8)).encoded();
  }

  public SshSignature sign(String person, String namespace, byte[] message) {
    return SshSignature.sign(namespace, key(person).getPrivate(), publicKey(person), message);
  }

  public byte[] publicKey(String person) {
    return SshSignature.rawKey((EdECPublicKey) key(person).getPublic());
  }

  /** A line in which KEY or FINGERPRINT stands for the person's. */
  public String filledIn(String line, String person) {
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
