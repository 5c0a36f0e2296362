package dev.cutover.evidence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cutover.plan.Sha256;

/**
 * A line of the ledger as it is stored: its hash covers the one before it, so that whoever changes,
 * drops or inserts a line has to change all that follow.
 *
 * @param seq 1, 2, 3 and so on
 * @param previous hash of the line before
 * @param id the same where a line is written again
 * @param entry a {@link LedgerEntry} in its canonical form
 */
public record LedgerLine(
    long seq, String previous, String hash, String id, String attempt, String entry) {

  /** What stands before the first line. */
  public static final String GENESIS = "0".repeat(64);

  /** The line that follows one with the given number and hash. */
  public static LedgerLine after(long seq, String hash, String id, String attempt, String entry) {
    return new LedgerLine(seq + 1, hash, hash(hash, id, attempt, entry), id, attempt, entry);
  }

  /** Whether its hash is that of what it says. */
  @JsonIgnore
  public boolean isIntact() {
    return hash.equals(hash(previous, id, attempt, entry));
  }

  private static String hash(String previous, String id, String attempt, String entry) {
    return Sha256.of(String.join("\n", previous, id, attempt, entry));
  }
}
