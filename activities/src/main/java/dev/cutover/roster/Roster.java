package dev.cutover.roster;

import dev.cutover.decision.SshSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The people who may decide: their keys in OpenSSH's allowed-signers format (ssh-keygen(1), ALLOWED
 * SIGNERS), the principal being the person's key in the plan, and their roles. The file is read
 * anew at each question, so that a key that was taken out counts no more.
 */
public final class Roster {

  private static final String KEY_TYPE = "ssh-ed25519";

  private final Path allowedSigners;
  private final Map<String, Set<String>> peopleByRole = new HashMap<>();

  public Roster(Path allowedSigners, Map<String, List<String>> peopleByRole) {
    this.allowedSigners = allowedSigners;
    peopleByRole.forEach((role, people) -> this.peopleByRole.put(role, new HashSet<>(people)));
  }

  boolean hasRole(String person, String role) {
    return peopleByRole.getOrDefault(role, Set.of()).contains(person);
  }

  /** Whether this public key is one of the person's. */
  boolean isKeyOf(String person, byte[] publicKey) throws IOException {
    for (String line : Files.readAllLines(allowedSigners)) {
      String[] words = line.strip().split("\\s+");
      if (!line.isBlank() && !words[0].startsWith("#") && isKeyOf(words, person, publicKey)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKeyOf(String[] words, String person, byte[] publicKey) {
    int type = Arrays.asList(words).indexOf(KEY_TYPE);
    boolean named = Arrays.asList(words[0].split(",")).contains(person);
    if (type < 1 || type + 1 >= words.length || !named || !forUs(words, type)) {
      return false;
    }
    try {
      return Arrays.equals(SshSignature.publicKeyOf(words[type + 1]), publicKey);
    } catch (IllegalArgumentException notAKey) {
      return false;
    }
  }

  /** Options that are not understood shut a key out rather than let it in. */
  private static boolean forUs(String[] words, int type) {
    for (int i = 1; i < type; i++) {
      if (!words[i].equals("namespaces=\"" + SshSignature.NAMESPACE + "\"")) {
        return false;
      }
    }
    return true;
  }
}
