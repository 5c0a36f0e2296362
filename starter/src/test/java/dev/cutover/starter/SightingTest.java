package dev.cutover.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run that ends while it is looked at is looked at again. */
final class SightingTest {

  /** As {@link Statuses} has it. */
  private static final String ATTEMPT = "attempt";

  private static final RunStatus GOES_ON = Statuses.ended(null, null);
  private static final RunStatus ENDED = Statuses.ended(Outcome.FAILED, "GO was not given");

  private static final LedgerLine SIGNED =
      line(
          ATTEMPT,
          Kind.DECISION,
          Map.of("outcome", "accepted", "person", "suzuki", LedgerEntry.SIGNED, "text"));

  private static final LedgerLine END = line(ATTEMPT, Kind.OUTCOME, Map.of("outcome", "FAILED"));

  private final Deque<Sighting> looks = new ArrayDeque<>();

  @Test
  void aRunThatEndedMeanwhileIsLookedAtAgain() {
    sees(GOES_ON, SIGNED, END);
    sees(ENDED, SIGNED, END);

    assertThat(Sighting.of(looks::remove).status()).isEqualTo(ENDED);
  }

  @Test
  void anEndThatTheLedgerDoesNotHaveYetIsWaitedFor() {
    sees(ENDED, SIGNED);
    sees(ENDED, SIGNED, END);

    assertThat(Sighting.of(looks::remove).ledger()).hasSize(2);
  }

  @Test
  void whatFitsTogetherIsLookedAtOnce() {
    sees(GOES_ON, SIGNED);

    assertThat(Sighting.of(looks::remove).status()).isEqualTo(GOES_ON);
  }

  @Test
  void aRunThatWasResetIsNotLookedAtForEver() {
    sees(GOES_ON, END);
    sees(GOES_ON, END);
    sees(GOES_ON, END);

    assertThat(Sighting.of(looks::remove).status()).isEqualTo(GOES_ON);
  }

  @Test
  void theRollbackThatARunWaitsForMayEndMeanwhileToo() {
    looks.add(new Sighting(null, GOES_ON, List.of(END)));
    looks.add(new Sighting(null, ENDED, List.of(END)));

    assertThat(Sighting.of(looks::remove).rollback()).isEqualTo(ENDED);
  }

  @Test
  void whoHasSignedSomethingOfARunIsKnown() {
    LedgerLine others =
        line("a0", Kind.DECISION, Map.of("person", "ito", LedgerEntry.SIGNED, "text"));
    LedgerLine refused = line(ATTEMPT, Kind.DECISION, Map.of("person", "mallory"));

    assertThat(new Sighting(GOES_ON, null, List.of(others, SIGNED, refused)).signers(ATTEMPT))
        .containsExactly("suzuki");
    assertThat(new Sighting(null, null, List.of(others, SIGNED)).signers("a0"))
        .containsExactly("ito");
  }

  private void sees(RunStatus status, LedgerLine... ledger) {
    looks.add(new Sighting(status, null, List.of(ledger)));
  }

  private static LedgerLine line(String attempt, Kind kind, Map<String, String> facts) {
    String entry = new LedgerEntry(Instant.EPOCH, kind, "subject", facts).canonical();
    return LedgerLine.after(0, LedgerLine.GENESIS, "id", attempt, entry);
  }
}
