package dev.cutover.sandbox.simulation;

import dev.cutover.activity.ApplicationActivities;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.DnsActivities;
import dev.cutover.plan.Checks.CoreFunction;
import dev.cutover.plan.Side;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A mistake: what was answered is kept as the record of where a lever stands, and the record is
 * asked instead of the lever. An effect whose answer was lost is not in it.
 */
final class TrustedRecord {

  private TrustedRecord() {}

  static final class Dns implements DnsActivities {

    private final DnsActivities dns;
    private volatile DnsObservation record;

    Dns(DnsActivities dns) {
      this.dns = dns;
      this.record = new DnsObservation(Side.LEGACY, 0, List.of());
    }

    @Override
    public DnsObservation observe(DnsLever lever) {
      return record;
    }

    @Override
    public DnsObservation bring(Conductor conductor, DnsLever lever, Side side) {
      if (record.side() != side) {
        record = dns.bring(conductor, lever, side);
      }
      return record;
    }

    @Override
    public DnsObservation awaitPropagation(DnsLever lever, Side side) {
      return record;
    }
  }

  static final class Application implements ApplicationActivities {

    private final ApplicationActivities application;
    private final Map<String, Mode> record = new ConcurrentHashMap<>();

    Application(ApplicationActivities application) {
      this.application = application;
    }

    @Override
    public Mode observe(String endpoint) {
      return record.computeIfAbsent(endpoint, application::observe);
    }

    @Override
    public Mode bring(Conductor conductor, String endpoint, Mode mode) {
      if (record.get(endpoint) != mode) {
        record.put(endpoint, application.bring(conductor, endpoint, mode));
      }
      return mode;
    }

    @Override
    public ProbeResult probe(
        String endpoint,
        CoreFunction function,
        boolean writing,
        @Nullable String dnsEndpoint,
        @Nullable String dnsName) {
      return application.probe(endpoint, function, writing, dnsEndpoint, dnsName);
    }
  }
}
