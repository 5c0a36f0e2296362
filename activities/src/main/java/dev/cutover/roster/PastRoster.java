package dev.cutover.roster;

import dev.cutover.activity.DecisionActivities.Question;
import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.evidence.RosterCopy.Roles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the roster, by which what was decided then is judged once more. A key that is revoked
 * now has counted until it was: nobody knows until when, and it refuses nothing.
 */
public final class PastRoster {

  private final @Nullable Path revoked;
  private final Roster roster;
  private final SignedDecisions decisions;

  /**
   * @param allowedSigners a copy of the file
   * @param revoked a copy of the file; null where there is none
   */
  public PastRoster(Path allowedSigners, @Nullable Path revoked, Roles roles) {
    this(allowedSigners, revoked, roles, ZoneId.of(roles.zone()));
  }

  /**
   * @param allowedSigners a file that is no copy
   * @param zone of the times in it that name none
   */
  public PastRoster(Path allowedSigners, @Nullable Path revoked, Roles roles, ZoneId zone) {
    this.revoked = revoked;
    roster =
        new Roster(
            allowedSigners,
            null,
            roles.people(),
            roles.deputies().stream().map(Deputy::of).toList(),
            zone);
    decisions = new SignedDecisions(roster);
  }

  /** As a worker has judged it when it came. */
  public Verdict verify(Question question, String signedText) {
    return decisions.verify(question, signedText);
  }

  /** Why a public key does not sign evidence for a person at an instant; empty where it does. */
  public Optional<String> objectionToEvidence(String person, byte[] publicKey, Instant at)
      throws IOException {
    return roster.objectionToEvidence(person, publicKey, at);
  }

  /** Whether a key counts no more. */
  public boolean isRevoked(byte[] publicKey) throws IOException {
    return revoked != null && RevokedKeys.read(revoked).contains(publicKey);
  }
}
