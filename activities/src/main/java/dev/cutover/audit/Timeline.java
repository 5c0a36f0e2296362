package dev.cutover.audit;

import dev.cutover.audit.RunResult.Accepted;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.LedgerEntry.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the ledger tells of one attempt. A run that was reset in Temporal goes on from an earlier
 * point: what it had done behind that stays in the ledger, and counts no more.
 */
final class Timeline {

  private final List<RunLine> standing = new ArrayList<>();
  private final List<RunLine> abandoned = new ArrayList<>();

  /** Takes the next line in the ledger's order. */
  void add(RunLine line) {
    while (line.again() && !standing.isEmpty() && last().place() >= line.place()) {
      abandoned.add(standing.remove(standing.size() - 1));
    }
    standing.add(line);
  }

  private RunLine last() {
    return standing.get(standing.size() - 1);
  }

  /** What counts, in its order. */
  List<RunLine> lines() {
    return List.copyOf(standing);
  }

  Stream<RunLine> of(Kind kind) {
    return standing.stream().filter(line -> line.is(kind));
  }

  /** How the attempt ended; empty where it goes on, as far as the ledger knows. */
  Optional<String> outcome() {
    return of(Kind.OUTCOME)
        .map(line -> Accepted.word(line.outcome()))
        .reduce((earlier, later) -> later);
  }

  /** Says what was abandoned. */
  void note(Findings findings) {
    if (abandoned.isEmpty()) {
      return;
    }
    findings.note(
        Bundle.LEDGER,
        "%,d lines of attempt %s are of what it did before it was reset in Temporal"
            .formatted(abandoned.size(), abandoned.get(0).attempt()));
    abandoned.sort(Comparator.comparingLong(RunLine::number));
    for (RunLine line : abandoned) {
      Accepted.of(line)
          .ifPresent(
              decision ->
                  findings.note(
                      Bundle.LEDGER,
                      line.where() + ", " + decision.inWords() + ", is one of these"));
    }
  }
}
