package dev.cutover.audit;

import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a line of the ledger tells of a run.
 *
 * @param number of the line, which is also its seq where the ledger is whole
 * @param place in the run's own counting
 * @param again whether that place was taken before, by what the run did until it was reset
 */
record RunLine(long number, String attempt, int place, boolean again, LedgerEntry entry) {

  /** Behind the attempt and a hyphen: a place, and a mark each time that it was taken before. */
  private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}\\+*");

  /**
   * @throws IllegalArgumentException unless the id is one of the attempt's
   */
  static RunLine of(long number, String id, String attempt, LedgerEntry entry) {
    String place = id.startsWith(attempt + "-") ? id.substring(attempt.length() + 1) : "";
    if (!PLACE.matcher(place).matches()) {
      throw new IllegalArgumentException("its id is none of the attempt's: " + id);
    }
    int digits = place.indexOf('+');
    return new RunLine(
        number,
        attempt,
        Integer.parseInt(digits < 0 ? place : place.substring(0, digits)),
        digits >= 0,
        entry);
  }

  boolean is(Kind kind) {
    return entry.kind() == kind;
  }

  String subject() {
    return entry.subject();
  }

  /** Empty where it is not said. */
  String fact(String name) {
    return Objects.requireNonNullElse(entry.facts().get(name), "");
  }

  String nonce() {
    return fact("nonce");
  }

  /** How it ended, or what became of it. */
  String outcome() {
    return fact("outcome");
  }

  /** For people. */
  String where() {
    return "line " + number;
  }
}
