package dev.cutover.worker;

import dev.cutover.roster.Deputy;
import dev.cutover.roster.Roster;
import dev.cutover.worker.CutoverSettings.DeputySettings;
import dev.cutover.worker.CutoverSettings.RosterSettings;
import dev.cutover.worker.SettingsRules.Findings;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The people whose decisions count: each role has somebody, each of whom has a key. */
final class RosterRules {

  private static final String SIGNERS = "cutover.roster.allowed-signers";
  private static final String REVOKED = "cutover.roster.revoked";

  private final Findings findings;

  RosterRules(Findings findings) {
    this.findings = findings;
  }

  void check(RosterSettings roster) {
    String file = roster.allowedSigners();
    Set<String> signers =
        findings.present(SIGNERS, file) && file != null ? signers(file) : Set.of();
    String revoked = roster.revoked();
    if (revoked != null && findings.present(REVOKED, revoked)) {
      revoked(revoked);
    }
    if (roster.peopleOfRoles().isEmpty()) {
      findings.add("cutover.roster.roles", "is missing: nobody could decide at a gate");
    }
    new TreeMap<>(roster.peopleOfRoles())
        .forEach(
            (role, people) -> {
              String setting = "cutover.roster.roles." + role;
              if (people.isEmpty()) {
                findings.add(setting, "is empty: nobody could decide in this role");
              }
              people.forEach(person -> hasKey(setting, person, signers, file));
            });
    for (int i = 0; i < roster.deputiesNamed().size(); i++) {
      DeputySettings deputy = roster.deputiesNamed().get(i);
      String setting = "cutover.roster.deputies[" + i + "]";
      deputy(setting, deputy, roster);
      String person = deputy.person();
      if (person != null) {
        hasKey(setting + ".person", person, signers, file);
      }
    }
  }

  private void hasKey(String setting, String person, Set<String> signers, @Nullable String file) {
    if (!signers.isEmpty() && !signers.contains(person)) {
      findings.add(setting, "names " + person + ", who has no key of their own in " + file);
    }
  }

  private void deputy(String setting, DeputySettings deputy, RosterSettings roster) {
    findings.present(setting + ".person", deputy.person());
    String other = deputy.standsInFor();
    if (findings.present(setting + ".stands-in-for", other)
        && other != null
        && roster.peopleOfRoles().values().stream().noneMatch(people -> people.contains(other))) {
      findings.add(setting + ".stands-in-for", "names " + other + ", who has no role");
    }
    Instant from = time(setting + ".from", deputy.from());
    Instant until = time(setting + ".until", deputy.until());
    if (from != null && until != null && !from.isBefore(until)) {
      findings.add(setting + ".until", "is not behind its from");
    }
  }

  private @Nullable Instant time(String setting, @Nullable String text) {
    if (text == null || !findings.present(setting, text)) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      findings.add(setting, "is no time with its zone, like 2030-09-28T20:00+09:00");
      return null;
    }
  }

  private Set<String> signers(String file) {
    try {
      Set<String> signers = Roster.people(Path.of(file));
      if (signers.isEmpty()) {
        findings.add(SIGNERS, "has no signer in it whose key counts: " + file);
      }
      return signers;
    } catch (IOException | InvalidPathException e) {
      findings.add(SIGNERS, "can not be read as a text file: " + file);
      return Set.of();
    }
  }

  private void revoked(String file) {
    try {
      Roster.checkRevoked(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      findings.add(REVOKED, "can not be read: " + e.getMessage());
    }
  }

  /** Settings that have been checked, as the roster takes them. */
  static Roster roster(RosterSettings settings) {
    List<Deputy> deputies =
        settings.deputiesNamed().stream()
            .map(
                deputy ->
                    new Deputy(
                        Objects.requireNonNull(deputy.standsInFor()),
                        Objects.requireNonNull(deputy.person()),
                        instant(deputy.from()),
                        instant(deputy.until())))
            .toList();
    String revoked = settings.revoked();
    return new Roster(
        Path.of(Objects.requireNonNull(settings.allowedSigners())),
        revoked == null ? null : Path.of(revoked),
        settings.peopleOfRoles(),
        deputies);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : OffsetDateTime.parse(text).toInstant();
  }
}
