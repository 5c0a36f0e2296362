package dev.cutover.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The people who may decide: their keys, roles, deputies, and what was revoked. The files are read
 * anew at each question, so that a key that was taken out counts no more.
 */
public final class Roster {

  private final Path allowedSigners;
  private final @Nullable Path revoked;
  private final Map<String, Set<String>> peopleByRole = new HashMap<>();
  private final List<Deputy> deputies;

  /**
   * @param allowedSigners a file in OpenSSH's allowed-signers format, the principal being the
   *     person's key in the plan
   * @param revoked a file of keys that count no more; null where there is none
   */
  public Roster(
      Path allowedSigners,
      @Nullable Path revoked,
      Map<String, List<String>> peopleByRole,
      List<Deputy> deputies) {
    this.allowedSigners = allowedSigners;
    this.revoked = revoked;
    peopleByRole.forEach((role, people) -> this.peopleByRole.put(role, new HashSet<>(people)));
    this.deputies = List.copyOf(deputies);
  }

  /**
   * People with at least one key that may sign for us, and is nobody else's.
   *
   * @throws IOException if the file can't be read as text
   */
  public static Set<String> people(Path allowedSigners) throws IOException {
    Map<String, Set<String>> peopleByKey = new HashMap<>();
    for (AllowedSigner signer : signers(allowedSigners)) {
      peopleByKey.computeIfAbsent(signer.key(), key -> new HashSet<>()).addAll(signer.principals());
    }
    Set<String> people = new HashSet<>();
    peopleByKey.values().stream().filter(of -> of.size() == 1).forEach(people::addAll);
    return people;
  }

  /**
   * Proves that a file of revoked keys can be read.
   *
   * @throws IOException saying where it can't
   */
  public static void checkRevoked(Path file) throws IOException {
    RevokedKeys.read(file);
  }

  /** Why a person may not act in a role at an instant; empty where they may. */
  Optional<String> objection(String person, String role, Instant at) {
    if (has(person, role)) {
      return Optional.empty();
    }
    Deputy deputy = null;
    for (Deputy candidate : deputies) {
      if (candidate.person().equals(person) && has(candidate.standsInFor(), role)) {
        if (candidate.isValid(at)) {
          return Optional.empty();
        }
        deputy = candidate;
      }
    }
    return Optional.of(
        deputy == null
            ? person + " does not have the role " + role
            : person
                + " stands in for "
                + deputy.standsInFor()
                + (deputy.from() == null ? "" : " from " + deputy.from())
                + (deputy.until() == null ? "" : " until " + deputy.until())
                + " only");
  }

  private boolean has(String person, String role) {
    return peopleByRole.getOrDefault(role, Set.of()).contains(person);
  }

  /** Why a public key does not sign for a person at an instant; empty where it does. */
  Optional<String> objection(String person, byte[] publicKey, Instant at) throws IOException {
    List<AllowedSigner> own = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    for (AllowedSigner signer : signers(allowedSigners)) {
      if (signer.isKey(publicKey)) {
        others.addAll(signer.principals());
        if (signer.principals().contains(person)) {
          own.add(signer);
        }
      }
    }
    others.remove(person);
    if (own.isEmpty()) {
      return Optional.of("the key is not one of " + person + " in the roster");
    }
    if (!others.isEmpty()) {
      // Whoever has it could agree with themselves.
      return Optional.of("the key of " + person + " is also that of " + String.join(", ", others));
    }
    if (own.stream().noneMatch(signer -> signer.validity().covers(at))) {
      return Optional.of(
          "the key of " + person + " is valid " + own.get(0).validityInWords() + " only");
    }
    return revoked != null && RevokedKeys.read(revoked).contains(publicKey)
        ? Optional.of("the key of " + person + " was revoked")
        : Optional.empty();
  }

  /** A line that can't be a key of ours shuts its key out; the others still count. */
  private static List<AllowedSigner> signers(Path file) throws IOException {
    return Files.readAllLines(file).stream().flatMap(line -> signer(line).stream()).toList();
  }

  private static Optional<AllowedSigner> signer(String line) {
    try {
      return Optional.ofNullable(AllowedSigner.parse(line, ZoneId.systemDefault()));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
