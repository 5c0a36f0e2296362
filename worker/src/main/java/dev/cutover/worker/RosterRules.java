package dev.cutover.worker;

import dev.cutover.worker.CutoverSettings.RosterSettings;
import dev.cutover.worker.SettingsRules.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The people whose decisions count: each role has somebody, each of whom has a key. */
final class RosterRules {

  private static final String FILE = "cutover.roster.allowed-signers";

  private final Findings findings;

  RosterRules(Findings findings) {
    this.findings = findings;
  }

  void check(RosterSettings roster) {
    String file = roster.allowedSigners();
    Set<String> signers = findings.present(FILE, file) && file != null ? signers(file) : Set.of();
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
              people.stream()
                  .filter(person -> !signers.isEmpty() && !signers.contains(person))
                  .forEach(person -> findings.add(setting, "names " + person + NO_KEY + file));
            });
  }

  private static final String NO_KEY = ", who has no key in ";

  /** The principals of an allowed-signers file: the first field of a line, separated by commas. */
  private Set<String> signers(String file) {
    try {
      Set<String> signers =
          Files.readAllLines(Path.of(file)).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .flatMap(line -> Arrays.stream(line.split("\\s", 2)[0].split(",")))
              .collect(Collectors.toSet());
      if (signers.isEmpty()) {
        findings.add(FILE, "has no signer in it: " + file);
      }
      return signers;
    } catch (IOException | InvalidPathException e) {
      findings.add(FILE, "can not be read as a text file: " + file);
      return Set.of();
    }
  }
}
