package dev.cutover.activity;

import dev.cutover.plan.Checks.CoreFunction;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** An application server of either side, and the functions that the business needs of it. */
@ActivityInterface(namePrefix = "Application")
public interface ApplicationActivities {

  Mode observe(String endpoint);

  /**
   * Brings the application into a mode and waits until it is observed there. Fails with
   * STALE_EPOCH.
   *
   * @param side whose fence tells whether the conductor still has the levers
   */
  Mode bring(Conductor conductor, Database side, String endpoint, Mode mode);

  /**
   * Probes a core function.
   *
   * @param writing create, read back and clean up through the application's interface; else read
   * @param dnsEndpoint resolve the application's real name there; null to use its own address
   * @param dnsName the name to resolve
   */
  ProbeResult probe(
      String endpoint,
      CoreFunction function,
      boolean writing,
      @Nullable String dnsEndpoint,
      @Nullable String dnsName);

  /** How an application meets its clients. */
  enum Mode {
    UP,
    /** Answers 503 with a maintenance page; refuses the business, answers probes of its state. */
    MAINTENANCE,
    DOWN
  }

  /**
   * @param passed probes that passed
   * @param servedBy side that answered, as the application itself says
   */
  record ProbeResult(
      String function, int passed, int tried, boolean ok, String servedBy, String detail) {}
}
