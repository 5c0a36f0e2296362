package dev.cutover.roster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something counts.
 *
 * @param from null: since ever
 * @param until no more from then on; null: for good
 */
record Validity(@Nullable Instant from, @Nullable Instant until) {

  static final Validity ALWAYS = new Validity(null, null);

  boolean covers(Instant at) {
    return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
  }
}
