package dev.cutover.plan;

import java.time.Duration;

/** What decides which side is live. */
public record Levers(FenceRule fence, DnsRule dns) {

  /**
   * @param lease how long legacy stays frozen without a sign of life from the engine
   * @param drain how long open transactions are waited for
   */
  public record FenceRule(Duration lease, Duration drain) {}

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
