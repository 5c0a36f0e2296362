package dev.cutover.audit;

import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.EvidenceJson;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The ledger of a bundle, read once: whether each line follows the one before it. */
final class LedgerChain {

  private final Findings findings;
  private final Map<String, Timeline> timelines = new LinkedHashMap<>();
  private long number;
  private String lastHash = LedgerLine.GENESIS;
  private boolean broken;

  /**
   * @param attempts whose lines are kept; the ledger has those of other runs too
   */
  LedgerChain(Set<String> attempts, Findings findings) {
    this.findings = findings;
    attempts.forEach(attempt -> timelines.put(attempt, new Timeline()));
  }

  void read(BufferedReader in) throws IOException {
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      number++;
      try {
        take(text);
      } catch (IllegalArgumentException e) {
        breaks("line " + number + " is no line of a ledger: " + e.getMessage());
      }
    }
  }

  private void take(String text) {
    LedgerLine line = EvidenceJson.read(text, LedgerLine.class);
    if (Stream.of(line.previous(), line.hash(), line.id(), line.attempt(), line.entry())
        .anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("something in it is null");
    }
    link(line);
    lastHash = line.hash();
    Timeline timeline = timelines.get(line.attempt());
    if (timeline != null) {
      keep(line, timeline);
    }
  }

  private void link(LedgerLine line) {
    String where = "line " + number + " (seq " + line.seq() + ") ";
    if (line.seq() != number) {
      breaks(where + "stands where seq " + number + " was: lines were dropped, added or moved");
    } else if (!line.previous().equals(lastHash)) {
      breaks(where + "does not follow the line before: one of the two is not as it was written");
    } else if (!line.isIntact()) {
      breaks(where + "was changed: its hash is not that of what it says");
    }
  }

  /** All behind the first broken link would be broken too. */
  private void breaks(String what) {
    if (!broken) {
      findings.add(Bundle.LEDGER, what);
    }
    broken = true;
  }

  private void keep(LedgerLine line, Timeline timeline) {
    try {
      timeline.add(RunLine.of(number, line.id(), line.attempt(), entry(line.entry())));
    } catch (IllegalArgumentException e) {
      findings.add(Bundle.LEDGER, "line " + number + " has no entry of a run: " + e.getMessage());
    }
  }

  private static LedgerEntry entry(String text) {
    LedgerEntry entry = EvidenceJson.read(text, LedgerEntry.class);
    if (Stream.<Object>of(entry.at(), entry.kind(), entry.subject(), entry.facts())
        .anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("something in it is null");
    }
    if (!entry.canonical().equals(text)) {
      throw new IllegalArgumentException("it is not in the form that entries are written in");
    }
    return entry;
  }

  /** Whether it ends as the manifest says. */
  void endsAt(long seq, String hash) {
    if (number != seq) {
      findings.add(
          Bundle.LEDGER, "has %,d lines; the manifest says that it had %,d".formatted(number, seq));
    } else if (!lastHash.equals(hash)) {
      findings.add(Bundle.LEDGER, "ends with another hash than the manifest says");
    }
  }

  /** What it tells of each of the attempts. */
  Map<String, Timeline> timelines() {
    return Collections.unmodifiableMap(timelines);
  }

  long length() {
    return number;
  }
}
