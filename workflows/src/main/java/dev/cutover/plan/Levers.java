package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides which side is live.
 *
 * @param lateCalls how long a call that was made before an epoch was taken may still move a lever
 *     that knows no epoch: a scheduler, an application; null: a minute
 */
public record Levers(
    FenceRule fence, DnsRule dns, @JsonInclude(Include.NON_NULL) @Nullable Duration lateCalls) {

  /** A missed heartbeat, and one request more of whoever missed it. */
  private static final Duration LATE_CALLS = Duration.ofMinutes(1);

  /** How long after an epoch was taken every lever must be looked at once more. */
  public Duration untilNothingIsLate() {
    return lateCalls == null ? LATE_CALLS : lateCalls;
  }

  public Levers withLateCalls(Duration changed) {
    return new Levers(fence, dns, changed);
  }

  /**
   * @param lease how long legacy stays frozen without a sign of life from the engine
   * @param drain how long open transactions are waited for
   * @param killSessions whether sessions whose transactions stay open for longer are ended; else
   *     the move is given up
   * @param forfeit who may give up what the target took, where it stays out of reach; null: nobody
   */
  public record FenceRule(
      Duration lease,
      Duration drain,
      @JsonInclude(Include.NON_NULL) @Nullable Boolean killSessions,
      @Nullable ForfeitRule forfeit) {

    public boolean mayKillSessions() {
      return Boolean.TRUE.equals(killSessions);
    }
  }

  /**
   * A rollback waits for a target that took writes, until it can be closed and carried back. These
   * people may decide to do without what it holds, once it is shut otherwise; or, where its
   * database is closed, without its scheduler and its application.
   *
   * @param required how many different people must agree, at least two
   * @param shutBy the means by which the target can be shut from outside; the reason that each
   *     person signs names the one that was used
   */
  public record ForfeitRule(String role, int required, List<String> shutBy) {}

  /**
   * A record whose value says which side clients reach.
   *
   * @param zone the zone that holds it, without the final dot
   * @param name lies in the zone; without the final dot
   * @param type A, AAAA or CNAME
   * @param legacy an address, or a name with its final dot; {@code target} likewise
   * @param propagation how long servers and resolvers may take to answer the new value
   */
  public record DnsRule(
      String zone,
      String name,
      String type,
      Duration ttl,
      String legacy,
      String target,
      Duration propagation) {

    public String value(Side side) {
      return side == Side.LEGACY ? legacy : target;
    }
  }
}
