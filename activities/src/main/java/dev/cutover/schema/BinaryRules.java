package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.plan.SchemaFinding;

/** Whether the target's column can hold all bytes of legacy's, and no others. */
final class BinaryRules {

  private static final long LONGEST = (1L << 32) - 1;
  private static final long BYTES_OF_A_UUID = 16;

  private final Found found;

  BinaryRules(Found found) {
    this.found = found;
  }

  void check(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    if (pair.target().family() == Family.UUID) {
      if (a.family() != Family.FIXED_BINARY || a.bytes() != BYTES_OF_A_UUID) {
        found.pair(
            SchemaFinding.VALUE_REFUSED,
            pair,
            "a UUID has sixteen bytes: make the target's a VARBINARY, or prove that legacy's have");
      }
      return;
    }
    lengths(pair, a.bytes(), a.family() == Family.FIXED_BINARY);
  }

  /** A UUID is carried as its bytes. */
  void uuid(ColumnPair pair) {
    lengths(pair, BYTES_OF_A_UUID, true);
  }

  private void lengths(ColumnPair pair, long bytes, boolean allOfThatLength) {
    ColumnFacts b = pair.target();
    if (Math.min(LONGEST, bytes) > b.bytes()) {
      found.pair(SchemaFinding.BINARY_TOO_LONG, pair, "make the target's as long");
    } else if (b.family() == Family.FIXED_BINARY && !(allOfThatLength && bytes == b.bytes())) {
      found.pair(
          SchemaFinding.BINARY_GAINS_ZEROS,
          pair,
          "a BINARY is filled up with zero bytes: make the target's a VARBINARY");
    }
  }
}
