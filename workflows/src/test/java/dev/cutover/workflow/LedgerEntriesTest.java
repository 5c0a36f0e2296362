package dev.cutover.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.evidence.LedgerEntry;
import org.junit.jupiter.api.Test;

/** What is too long for an entry is cut where it can be. */
final class LedgerEntriesTest {

  private static final String ALMOST = "x".repeat(3_999);

  @Test
  void aFactIsCutBetweenCharacters() {
    assertEquals(ALMOST + "y…", LedgerEntries.fitting("reason", ALMOST + "yz"));
    assertEquals(ALMOST + "…", LedgerEntries.fitting("reason", ALMOST + "🚀"));
    assertEquals(ALMOST + "y", LedgerEntries.fitting("reason", ALMOST + "y"));
  }

  @Test
  void whatWasSignedIsNotCut() {
    assertEquals(ALMOST + "🚀🚀", LedgerEntries.fitting(LedgerEntry.SIGNED, ALMOST + "🚀🚀"));
  }
}
