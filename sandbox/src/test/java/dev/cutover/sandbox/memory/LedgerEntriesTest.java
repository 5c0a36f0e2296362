package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.Outcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happened stands in the ledger, whatever was said and whatever the ledger makes of it. */
@Timeout(300)
final class LedgerEntriesTest {

  @Test
  void inPlaceOfEntriesThatAreRefusedStandsWhyAndTheOthersFollow() {
    try (Night night = new Night(Plans.small(), "rehearsal").because("by phone")) {
      night.world.decisions.refuse("by phone");
      RunStatus end = night.run();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertHoldsTheRun(night, Outcome.COMPLETED);
      List<LedgerEntry> decisions = decisions(night);
      assertEquals(
          end.decisions().stream().map(DecisionTaken::gate).toList(),
          decisions.stream().map(LedgerEntry::subject).toList());
      for (LedgerEntry decision : decisions) {
        assertEquals(Set.of(LedgerEntry.NOT_KEPT), decision.facts().keySet());
        assertTrue(decision.facts().toString().contains("column 'entry'"), decision::toString);
      }
    }
  }

  @Test
  void whereEvenThatIsRefusedAnEntryIsLeftOut() {
    try (Night night = new Night(Plans.small(), "rehearsal")) {
      night.world.decisions.refuse("\"subject\":\"switch\"");
      RunStatus end = night.run();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertHoldsTheRun(night, Outcome.COMPLETED);
      assertEquals(
          List.of("start", "go", "complete"),
          decisions(night).stream().map(LedgerEntry::subject).toList());
    }
  }

  @Test
  void whatIsOutOfReachIsNoReasonToLeaveAnythingOut() {
    try (Night night =
        new Night(Plans.patientAtComplete(Plans.oms()), "rehearsal").at("complete")) {
      night.world.faults.fail("LedgerAppend", 30);
      RunStatus end = night.run();

      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason());
      assertEquals(
          end.decisions().stream().map(DecisionTaken::gate).toList(),
          decisions(night).stream().map(LedgerEntry::subject).toList());
      assertFalse(
          ledger(night).stream().anyMatch(entry -> entry.facts().containsKey(LedgerEntry.NOT_KEPT)),
          night.world.decisions.ledger()::toString);
    }
  }

  @Test
  void aLongReasonIsCutBetweenTwoCharacters() {
    String kept = "x".repeat(3_999);
    try (Night night = new Night(Plans.small(), "rehearsal").because(kept + "😀 and so on")) {
      RunStatus end = night.run();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(
          Set.of(kept + "…"),
          decisions(night).stream()
              .map(decision -> decision.facts().get("reason"))
              .collect(Collectors.toSet()));
      assertHoldsTheRun(night, Outcome.COMPLETED);
    }
  }

  private static void assertHoldsTheRun(Night night, Outcome outcome) {
    List<LedgerEntry> ledger = ledger(night);
    LedgerEntry last = ledger.get(ledger.size() - 1);
    assertEquals(Kind.RUN, ledger.get(0).kind());
    assertEquals(Kind.OUTCOME, last.kind());
    assertEquals(outcome.name(), last.facts().get("outcome"));
  }

  private static List<LedgerEntry> decisions(Night night) {
    return ledger(night).stream().filter(entry -> entry.kind() == Kind.DECISION).toList();
  }

  private static List<LedgerEntry> ledger(Night night) {
    return night.world.decisions.ledger().stream().map(LedgerEntry::parse).toList();
  }
}
