package dev.cutover.workflow;

import dev.cutover.plan.Side;

/** Task queues follow sites: {@code <system>-<environment>-<site>}. */
public record TaskQueues(String system, String environment) {

  /** Where procedures run, and what belongs to neither side. */
  public String control() {
    return queue("control");
  }

  /** Where activities run that touch one side. */
  public String of(Side side) {
    return queue(side == Side.LEGACY ? "legacy" : "target");
  }

  /**
   * Where shards are copied and compared, beside the legacy side: a queue of their own, so that
   * neither a lease nor a fence waits behind them, and each worker takes as many as it can.
   */
  public String shards() {
    return queue("legacy-shards");
  }

  private String queue(String site) {
    return system + "-" + environment + "-" + site;
  }
}
