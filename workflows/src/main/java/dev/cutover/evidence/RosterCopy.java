package dev.cutover.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The roster as it counted when it was copied: of its files what is about the people who matter
 * here, without comments.
 *
 * @param allowedSigners lines of the file, public keys only
 * @param revoked those of the keys that count no more; null where there is no such file
 */
public record RosterCopy(String allowedSigners, @Nullable String revoked, Roles roles) {

  /**
   * Who may decide as what.
   *
   * @param people those who have each role
   * @param zone of the times in the file of keys that name none
   */
  public record Roles(Map<String, List<String>> people, List<DeputyCopy> deputies, String zone) {}

  /**
   * Who stands in for somebody, in all their roles.
   *
   * @param from null: since ever
   * @param until null: for good
   */
  public record DeputyCopy(
      String standsInFor, String person, @Nullable Instant from, @Nullable Instant until) {}
}
