package dev.cutover.sandbox;

import dev.cutover.decision.SignedText;
import dev.cutover.decision.SshSignature;
import dev.cutover.decision.Statement;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.Gates;
import dev.cutover.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPublicKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plan's people, each with a key of their own, and the roster that says so. */
final class People {

  private final Plan plan;
  private final Map<String, KeyPair> keys = new HashMap<>();

  People(Plan plan) {
    this.plan = plan;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      plan.people().keySet().forEach(person -> keys.put(person, generator.generateKeyPair()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** Writes an allowed-signers file. */
  Path roster(Path file) throws IOException {
    return Files.writeString(
        file,
        keys.entrySet().stream()
            .map(
                person ->
                    person.getKey()
                        + " namespaces=\""
                        + SshSignature.NAMESPACE
                        + "\" ssh-ed25519 "
                        + SshSignature.openSsh(rawKey(person.getValue())))
            .sorted()
            .collect(Collectors.joining("\n", "", "\n")));
  }

  /** Writes each person's private key, so that somebody can act for them at the command line. */
  void writeKeys(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, KeyPair> person : keys.entrySet()) {
      Files.writeString(directory.resolve(person.getKey()), KeyFile.text(person.getValue()));
    }
  }

  Map<String, List<String>> byRole() {
    return plan.people().values().stream()
        .flatMap(person -> person.roles().stream())
        .distinct()
        .collect(Collectors.toMap(role -> role, this::having));
  }

  List<String> having(String role) {
    return plan.people().entrySet().stream()
        .filter(person -> person.getValue().roles().contains(role))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Those who approve at none of the plan's gates, in their order: any of them may ask for it. */
  static List<String> requesters(Plan plan) {
    Gates gates = plan.gates();
    List<String> approve =
        Stream.of(gates.go(), gates.switchOver(), gates.complete()).map(GateRule::role).toList();
    return plan.people().entrySet().stream()
        .filter(person -> Collections.disjoint(person.getValue().roles(), approve))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  String sign(Statement statement) {
    KeyPair key = Objects.requireNonNull(keys.get(statement.person()));
    byte[] message = statement.canonical().getBytes(StandardCharsets.UTF_8);
    SshSignature signature = SshSignature.sign(key.getPrivate(), rawKey(key), message);
    return new SignedText(statement, signature.encoded()).text();
  }

  private static byte[] rawKey(KeyPair pair) {
    return SshSignature.rawKey((EdECPublicKey) pair.getPublic());
  }
}
