package dev.cutover.database;

import dev.cutover.activity.FailureType;
import org.jspecify.annotations.Nullable;

/**
 * A session that has written to fenced tables and not ended its transaction.
 *
 * @param session as the database's own command for ending it takes it; null where the engine may
 *     not see it
 * @param who for people to read
 */
public record OpenTransaction(@Nullable String session, String who) {

  /**
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION if the engine may not see it
   */
  String known() {
    if (session == null) {
      throw FailureType.PRECONDITION.because(
          who
              + " can't be ended: the engine may not see sessions (./cutover plan grants prints what"
              + " that takes)");
    }
    return session;
  }
}
