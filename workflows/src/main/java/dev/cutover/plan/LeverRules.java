package dev.cutover.plan;

import dev.cutover.plan.Levers.DnsRule;
import java.time.Duration;
import java.util.Locale;

/** The clocks of the fence, and a DNS record that can say which side is live. */
final class LeverRules {

  /** Half a minute and less passes before a worker's crash is noticed and its work taken over. */
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(30);

  /** So long the business stands still after the engine vanished with legacy frozen. */
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

  /** The rollback's report waits so long, with legacy live. */
  private static final Duration LATEST_CALL = Duration.ofHours(1);

  /** A label's length that {@code _cutover.} before the name needs within DNS's 253. */
  private static final int MOST_NAME = 244;

  private final Plan plan;
  private final Findings findings;

  LeverRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  void check() {
    Levers.FenceRule fence = plan.levers().fence();
    findings.between("levers.fence.lease", fence.lease(), SHORTEST_LEASE, LONGEST_LEASE);
    findings.positive("levers.fence.drain", fence.drain());
    if (fence.forfeit() != null) {
      forfeit(fence.forfeit());
    }
    findings.between(
        "levers.late-calls",
        plan.levers().untilNothingIsLate(),
        Duration.ofSeconds(1),
        LATEST_CALL);
    DnsRule dns = plan.levers().dns();
    findings.between("levers.dns.ttl", dns.ttl(), Duration.ofSeconds(1), Duration.ofDays(1));
    if (findings.sound("levers.dns.ttl") && dns.propagation().compareTo(dns.ttl()) <= 0) {
      findings.error(
          "levers.dns.propagation",
          "must be longer than the ttl, "
              + Durations.words(dns.ttl())
              + ": caches keep it so long");
    }
    name(dns);
    values(dns);
  }

  private void forfeit(Levers.ForfeitRule forfeit) {
    String path = "levers.fence.forfeit";
    if (findings.sound(path + ".required") && forfeit.required() < 2) {
      findings.error(path + ".required", "must be at least 2: nobody gives up orders alone");
    }
    findings.filled(path + ".shut-by", forfeit.shutBy());
    findings.each(forfeit.shutBy(), path + ".shut-by", (means, at) -> findings.word(at, means));
  }

  private void name(DnsRule dns) {
    boolean zoneIsName = relative("levers.dns.zone", dns.zone());
    boolean nameIsName = relative("levers.dns.name", dns.name());
    if (!zoneIsName || !nameIsName || !findings.sound("levers.dns.zone")) {
      return;
    }
    String name = dns.name().toLowerCase(Locale.ROOT);
    String zone = dns.zone().toLowerCase(Locale.ROOT);
    if (name.equals(zone) && dns.type().equals("CNAME")) {
      findings.error(
          "levers.dns.name", "is the zone itself, which can't be a CNAME: use A or AAAA");
    } else if (!name.equals(zone) && !name.endsWith("." + zone)) {
      findings.error("levers.dns.name", "must lie in the zone, " + dns.zone());
    }
  }

  private boolean relative(String path, String name) {
    if (name.endsWith(".")) {
      findings.error(path, "must be written without the final dot");
      return false;
    }
    if (!DnsForms.isName(name) || name.length() > MOST_NAME) {
      findings.error(path, Names.quoted(name) + " is no DNS name");
      return false;
    }
    return true;
  }

  private void values(DnsRule dns) {
    if (!DnsForms.TYPES.contains(dns.type())) {
      findings.error(
          "levers.dns.type", Names.quoted(dns.type()) + ": expected one of A, AAAA, CNAME");
      return;
    }
    if (!findings.sound("levers.dns.type")) {
      return;
    }
    for (Side side : Side.values()) {
      String path = "levers.dns." + Names.of(side);
      String value = dns.value(side);
      DnsForms.mistake(dns.type(), value)
          .ifPresent(mistake -> findings.error(path, Names.quoted(value) + " " + mistake));
      if (DnsForms.same(value, dns.name() + ".")) {
        findings.error(path, "is the name itself: the record would point to itself");
      }
    }
    if (findings.sound("levers.dns.legacy") && DnsForms.same(dns.legacy(), dns.target())) {
      findings.error(
          "levers.dns.target", "is the same as legacy: it could not say which side is live");
    }
  }
}
