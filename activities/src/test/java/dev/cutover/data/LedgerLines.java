package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Database;
import dev.cutover.activity.LedgerActivities.Entry;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a test writes to a ledger, and reads there. */
final class LedgerLines {

  private LedgerLines() {}

  /** Entries of a run by their numbers. */
  static List<Entry> entries(String attempt, int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(n -> new Entry(attempt + "-" + n, attempt, attempt + " 承認 " + n))
        .toList();
  }

  static List<String> texts(List<Entry> entries) {
    return entries.stream().map(Entry::text).toList();
  }

  static List<List<LedgerLine>> pages(Ledger ledger, Database legacy) {
    List<List<LedgerLine>> pages = new ArrayList<>();
    List<LedgerLine> page = ledger.read(legacy, 0);
    while (!page.isEmpty()) {
      pages.add(page);
      page = ledger.read(legacy, page.get(page.size() - 1).seq());
    }
    return pages;
  }

  /** All lines, each of which must follow the one before. */
  static List<LedgerLine> chain(Ledger ledger, Database legacy) {
    List<LedgerLine> chain = pages(ledger, legacy).stream().flatMap(List::stream).toList();
    String previous = LedgerLine.GENESIS;
    for (int i = 0; i < chain.size(); i++) {
      LedgerLine line = chain.get(i);
      assertEquals(i + 1, line.seq());
      assertEquals(previous, line.previous());
      assertTrue(line.isIntact(), line::toString);
      previous = line.hash();
    }
    return chain;
  }

  /** What the lines of such a chain say. */
  static List<String> said(Ledger ledger, Database legacy) {
    return chain(ledger, legacy).stream().map(LedgerLine::entry).toList();
  }
}
