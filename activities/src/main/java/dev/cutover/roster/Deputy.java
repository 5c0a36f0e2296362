package dev.cutover.roster;

import dev.cutover.evidence.RosterCopy.DeputyCopy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who stands in for somebody, in all their roles.
 *
 * @param from null: since ever
 * @param until null: for good
 */
public record Deputy(
    String standsInFor, String person, @Nullable Instant from, @Nullable Instant until) {

  boolean isValid(Instant at) {
    return new Validity(from, until).covers(at);
  }

  DeputyCopy copy() {
    return new DeputyCopy(standsInFor, person, from, until);
  }

  static Deputy of(DeputyCopy copy) {
    return new Deputy(copy.standsInFor(), copy.person(), copy.from(), copy.until());
  }
}
