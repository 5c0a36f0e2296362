package dev.cutover.starter;

import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.evidence.LedgerLine;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the ledger tells of runs; what it says in another form than entries have tells nothing. */
record RecordedEntries(List<LedgerLine> lines) {

  /**
   * The last run of a kind that began.
   *
   * @param subject its system and environment
   * @param workflow {@code Cutover} or {@code Rollback}
   */
  Optional<Run> last(String subject, String workflow) {
    return of(Kind.RUN)
        .filter(recorded -> recorded.entry().subject().equals(subject))
        .filter(recorded -> workflow.equals(recorded.entry().facts().get("workflow")))
        .map(recorded -> new Run(recorded.attempt(), plan(recorded.entry().facts())))
        .reduce((earlier, later) -> later);
  }

  private static String plan(Map<String, String> facts) {
    return facts.getOrDefault("plan", "");
  }

  /** Tables in which an attempt has seen discrepancies. */
  NavigableSet<String> differing(String attempt) {
    NavigableSet<String> tables = new TreeSet<>();
    of(Kind.DISCREPANCY)
        .filter(recorded -> recorded.attempt().equals(attempt))
        .forEach(recorded -> tables.add(recorded.entry().subject()));
    return tables;
  }

  /** Whether an attempt has come to its end. */
  boolean hasEnded(String attempt) {
    return of(Kind.OUTCOME).anyMatch(recorded -> recorded.attempt().equals(attempt));
  }

  /** Whose signed answers have counted in some attempts. */
  NavigableSet<String> signers(Set<String> attempts) {
    NavigableSet<String> signers = new TreeSet<>();
    of(Kind.DECISION)
        .filter(recorded -> attempts.contains(recorded.attempt()))
        .map(recorded -> recorded.entry().facts())
        .filter(facts -> facts.containsKey(LedgerEntry.SIGNED))
        .forEach(facts -> signers.add(facts.getOrDefault("person", "")));
    return signers;
  }

  private Stream<Recorded> of(Kind kind) {
    return lines.stream()
        .flatMap(line -> entry(line).stream())
        .filter(recorded -> recorded.entry().kind() == kind);
  }

  private static Optional<Recorded> entry(LedgerLine line) {
    try {
      return Optional.of(new Recorded(line.attempt(), LedgerEntry.parse(line.entry())));
    } catch (IllegalArgumentException ofAnotherForm) {
      return Optional.empty();
    }
  }

  /**
   * A run that began.
   *
   * @param plan its hash
   */
  record Run(String attempt, String plan) {}

  private record Recorded(String attempt, LedgerEntry entry) {}
}
