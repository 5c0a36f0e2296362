package dev.cutover.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What decides which side is live. */
public record Levers(FenceRule fence, DnsRule dns) {

  /**
   * @param lease how long legacy stays frozen without a sign of life from the engine
   * @param drain how long open transactions are waited for
   * @param forfeit who may give up what the target took, where it stays out of reach; null: nobody
   */
  public record FenceRule(Duration lease, Duration drain, @Nullable ForfeitRule forfeit) {}

  /**
   * A rollback waits for a target that took writes, until it can be closed and carried back. These
   * people may decide to do without what it holds, once it is shut otherwise.
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
