package dev.cutover.audit;

import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.plan.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ledger as runs write it. */
final class SampleLedger {

  final List<LedgerLine> lines = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  void tell(String attempt, Kind kind, String subject, Map<String, String> facts) {
    add(attempt, new LedgerEntry(SampleRun.NIGHT, kind, subject, facts).canonical());
  }

  /** A gate; without silence it never closes. */
  void opens(
      String attempt,
      String gate,
      String nonce,
      String role,
      int required,
      @Nullable Answer silence) {
    Map<String, String> facts = new HashMap<>();
    facts.put("nonce", nonce);
    facts.put("role", role);
    facts.put("required", String.valueOf(required));
    if (silence != null) {
      facts.put("silence", silence.name());
      facts.put("until", SampleRun.CLOSES.toString());
    }
    tell(attempt, Kind.GATE, gate, facts);
  }

  /** An entry at the attempt's next place, marked where another was there before. */
  void add(String attempt, String entry) {
    int place = places.getOrDefault(attempt, 0);
    places.put(attempt, place + 1);
    String id = attempt + "-" + place;
    while (isTaken(id)) {
      id += "+";
    }
    String last = lines.isEmpty() ? LedgerLine.GENESIS : lines.get(lines.size() - 1).hash();
    lines.add(LedgerLine.after(lines.size(), last, id, attempt, entry));
  }

  private boolean isTaken(String id) {
    return lines.stream().anyMatch(line -> line.id().equals(id));
  }

  /** What the attempt has told from a place on it tells anew, as it does after a reset. */
  void reset(String attempt, int place) {
    places.put(attempt, place);
  }
}
