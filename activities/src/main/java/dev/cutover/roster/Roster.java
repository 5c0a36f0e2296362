package dev.cutover.roster;

import dev.cutover.evidence.RosterCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The people who may decide: their keys, roles, deputies, and what was revoked. The files are read
 * anew at each question, so that a key that was taken out counts no more.
 */
public final class Roster {

  private final SignersFile keys;
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
    this(allowedSigners, revoked, peopleByRole, deputies, ZoneId.systemDefault());
  }

  /** The same for times of another place than this. */
  Roster(
      Path allowedSigners,
      @Nullable Path revoked,
      Map<String, List<String>> peopleByRole,
      List<Deputy> deputies,
      ZoneId zone) {
    this.keys = new SignersFile(allowedSigners, zone);
    this.revoked = revoked;
    peopleByRole.forEach((role, people) -> this.peopleByRole.put(role, new HashSet<>(people)));
    this.deputies = List.copyOf(deputies);
  }

  /**
   * People with at least one key that may decide, and is nobody else's.
   *
   * @throws IOException if the file can't be read as text
   */
  public static Set<String> people(Path allowedSigners) throws IOException {
    Map<String, Set<String>> peopleByKey = new HashMap<>();
    for (AllowedSigner signer :
        new SignersFile(allowedSigners, ZoneId.systemDefault()).deciders()) {
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

  /** Why a public key does not decide for a person at an instant; empty where it does. */
  Optional<String> objection(String person, byte[] publicKey, Instant at) throws IOException {
    return orRevoked(
        SignersFile.objection(keys.deciders(), person, publicKey, at), person, publicKey);
  }

  /** The same of evidence: keys sign it that may decide nothing. */
  Optional<String> objectionToEvidence(String person, byte[] publicKey, Instant at)
      throws IOException {
    return orRevoked(SignersFile.objection(keys.all(), person, publicKey, at), person, publicKey);
  }

  private Optional<String> orRevoked(Optional<String> objection, String person, byte[] publicKey)
      throws IOException {
    return objection.isEmpty() && revoked != null && RevokedKeys.read(revoked).contains(publicKey)
        ? Optional.of("the key of " + person + " was revoked")
        : objection;
  }

  /**
   * As it counts now, without the keys of people who have nothing to do with it.
   *
   * @param signers who has, besides those who may decide
   */
  RosterCopy copy(Collection<String> signers) throws IOException {
    Set<String> wanted = new HashSet<>(signers);
    Map<String, List<String>> people = new TreeMap<>();
    peopleByRole.forEach((role, having) -> people.put(role, having.stream().sorted().toList()));
    peopleByRole.values().forEach(wanted::addAll);
    deputies.forEach(deputy -> wanted.add(deputy.person()));
    CopiedKeys copied = new CopiedKeys(keys.all(), wanted);
    return new RosterCopy(
        copied.allowedSigners(),
        copied.revoked(revoked),
        new RosterCopy.Roles(
            people, deputies.stream().map(Deputy::copy).toList(), keys.zone().getId()));
  }
}
