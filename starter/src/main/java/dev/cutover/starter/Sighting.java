package dev.cutover.starter;

import dev.cutover.evidence.LedgerLine;
import dev.cutover.workflow.RunStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run as it was seen: first what it said of itself, then the ledger, which is written beside it
 * and may know more by then.
 *
 * @param status null where Temporal does not have the run any more
 * @param rollback the one that it waits for; null where there is none
 */
record Sighting(@Nullable RunStatus status, @Nullable RunStatus rollback, List<LedgerLine> ledger) {

  /** A run that was reset has an end in the ledger and goes on: looking again does not help. */
  private static final int MOST_LOOKS = 3;

  /** Looks again where a run has come to its end between the two. */
  static Sighting of(Supplier<Sighting> look) {
    Sighting seen = look.get();
    for (int looks = 1; seen.isOutdated() && looks < MOST_LOOKS; looks++) {
      seen = look.get();
    }
    return seen;
  }

  private boolean isOutdated() {
    RecordedEntries recorded = new RecordedEntries(ledger);
    return runs().anyMatch(run -> recorded.hasEnded(run.attempt()) != Runs.hasEnded(run));
  }

  /** The run, the rollback that it waits for, and the one that it has ended with. */
  private Stream<RunStatus> runs() {
    return Stream.of(Stream.ofNullable(status), Stream.ofNullable(rollback), ended())
        .flatMap(run -> run);
  }

  private Stream<RunStatus> ended() {
    return status == null ? Stream.empty() : Stream.ofNullable(status.rollback());
  }

  /**
   * Who has signed something of it.
   *
   * @param attempt of the run
   */
  Set<String> signers(String attempt) {
    Set<String> attempts = new TreeSet<>(Set.of(attempt));
    runs().map(RunStatus::attempt).forEach(attempts::add);
    return new RecordedEntries(ledger).signers(attempts);
  }
}
