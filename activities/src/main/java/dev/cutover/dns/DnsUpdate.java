package dev.cutover.dns;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.DnsActivities;
import dev.cutover.activity.DnsActivities.DnsLever;
import dev.cutover.activity.DnsActivities.DnsObservation;
import dev.cutover.activity.DnsActivities.ServerAnswer;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.Progress;
import dev.cutover.database.Heartbeat;
import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.plan.Levers.DnsRule;
import dev.cutover.plan.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * Dynamic update (RFC 2136) signed with TSIG (RFC 8945). The record and its sibling TXT, which
 * holds the epoch, change in one message that has the old value of both as prerequisite: values
 * alone can return, an epoch does not.
 */
public final class DnsUpdate implements DnsActivities {

  private static final long LOOK_MILLIS = 200;

  private static final String NO_ANSWER = "no answer";

  private final Endpoints endpoints;
  private final Heartbeat heartbeat;

  public DnsUpdate(Endpoints endpoints) {
    this(endpoints, Heartbeat.ofActivity());
  }

  public DnsUpdate(Endpoints endpoints, Heartbeat heartbeat) {
    this.endpoints = endpoints;
    this.heartbeat = heartbeat;
  }

  @Override
  public DnsObservation observe(DnsLever lever) {
    DnsEndpoint dns = endpoints.dns(lever.endpoint());
    List<ServerAnswer> answers = new ArrayList<>();
    for (String server : servers(dns)) {
      // Each that is silent is waited for.
      heartbeat.beat(new Progress("DNS", answers.size(), 0));
      answers.add(new ServerAnswer(server, value(lever.rule(), server)));
    }
    return new DnsObservation(side(lever.rule(), answers), epoch(lever, dns).epoch(), answers);
  }

  private static List<String> servers(DnsEndpoint dns) {
    List<String> servers = new ArrayList<>(dns.authoritative());
    servers.addAll(dns.resolvers());
    return servers;
  }

  private static String value(DnsRule rule, String server) {
    try {
      List<Record> records = DnsQuery.ask(server, rule.name(), Type.value(rule.type()));
      return records.isEmpty() ? "nothing" : records.get(0).rdataToString();
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }

  private static @Nullable Side side(DnsRule rule, List<ServerAnswer> answers) {
    for (Side side : Side.values()) {
      if (answers.stream().allMatch(answer -> answer.value().equals(rule.value(side)))) {
        return side;
      }
    }
    return null;
  }

  @Override
  public DnsObservation bring(Conductor conductor, DnsLever lever, Side side) {
    DnsEndpoint dns = endpoints.dns(lever.endpoint());
    String primary = dns.authoritative().get(0);
    Epoch before = epoch(lever, dns);
    if (before.epoch() > conductor.epoch()) {
      throw FailureType.STALE_EPOCH.because(
          "DNS stands at epoch " + before.epoch() + ", this run has " + conductor.epoch());
    }
    String old = value(lever.rule(), primary);
    if (old.equals(NO_ANSWER)) {
      throw new IllegalStateException(primary + " does not answer for " + lever.rule().name());
    }
    String wanted = lever.rule().value(side);
    if (old.equals(wanted) && before.epoch() == conductor.epoch()) {
      return observe(lever);
    }
    int rcode = send(dns, primary, update(conductor, lever, before, old, wanted));
    if (rcode != Rcode.NOERROR) {
      return refused(conductor, lever, dns, rcode);
    }
    String now = value(lever.rule(), primary);
    if (!now.equals(wanted)) {
      throw new IllegalStateException(
          primary + " took the update of " + lever.rule().name() + " but answers " + now);
    }
    return observe(lever);
  }

  private static Update update(
      Conductor conductor, DnsLever lever, Epoch before, String old, String wanted) {
    DnsRule rule = lever.rule();
    Name name = DnsQuery.absolute(rule.name());
    Name sibling = DnsQuery.absolute("_cutover." + rule.name());
    int type = Type.value(rule.type());
    String txt =
        "\"" + conductor.system() + "/" + conductor.environment() + "/" + conductor.epoch() + "\"";
    long ttl = rule.ttl().toSeconds();
    Update update = new Update(DnsQuery.absolute(rule.zone()));
    try {
      if (old.equals("nothing")) {
        update.absent(name, type);
      } else {
        update.present(name, type, old);
      }
      if (before.text() == null) {
        update.absent(sibling, Type.TXT);
      } else {
        update.present(sibling, Type.TXT, before.text());
      }
      update.delete(name, type);
      update.add(name, type, ttl, wanted);
      update.delete(sibling, Type.TXT);
      update.add(sibling, Type.TXT, ttl, txt);
      return update;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the plan's DNS values do not fit type " + rule.type() + ": " + e.getMessage(), e);
    }
  }

  private static int send(DnsEndpoint dns, String primary, Update update) {
    try {
      SimpleResolver resolver = DnsQuery.resolver(primary);
      resolver.setTCP(true);
      resolver.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, dns.keyName(), dns.keySecret()));
      Message answer = resolver.send(update);
      if (answer.getRcode() == Rcode.NOERROR && !answer.isVerified()) {
        throw new IOException("the answer does not carry the key's signature");
      }
      return answer.getRcode();
    } catch (IOException e) {
      throw new IllegalStateException(
          "no answer from "
              + primary
              + " to the update, which is settled by the next look: "
              + e.getMessage(),
          e);
    }
  }

  private DnsObservation refused(Conductor conductor, DnsLever lever, DnsEndpoint dns, int rcode) {
    long epoch = epoch(lever, dns).epoch();
    if (epoch > conductor.epoch()) {
      throw FailureType.STALE_EPOCH.because(
          "DNS stands at epoch " + epoch + ", this run has " + conductor.epoch());
    }
    String why =
        switch (rcode) {
          case Rcode.NXRRSET, Rcode.YXRRSET -> "somebody else changed the record in the meantime";
          case Rcode.REFUSED -> "the server's policy does not let this key change the record";
          case Rcode.NOTAUTH -> "the key's name, its secret or a clock is wrong, or the zone is";
          default -> "the server refused it";
        };
    throw new IllegalStateException(
        "update of " + lever.rule().name() + ": " + Rcode.string(rcode) + ", " + why);
  }

  private static Epoch epoch(DnsLever lever, DnsEndpoint dns) {
    String primary = dns.authoritative().get(0);
    try {
      List<Record> records = DnsQuery.ask(primary, "_cutover." + lever.rule().name(), Type.TXT);
      if (records.isEmpty()) {
        return new Epoch(null, 0);
      }
      String text = records.get(0).rdataToString();
      String[] parts = text.replace("\"", "").split("/", -1);
      String owner = lever.system() + "/" + lever.environment();
      if (parts.length != 3 || !owner.equals(parts[0] + "/" + parts[1])) {
        throw FailureType.PRECONDITION.because(
            "_cutover."
                + lever.rule().name()
                + " says "
                + text
                + ", not "
                + owner
                + ": two environments must not share a name");
      }
      return new Epoch(text, Long.parseLong(parts[2]));
    } catch (IOException e) {
      throw new IllegalStateException(primary + " does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public DnsObservation awaitPropagation(DnsLever lever, Side side) {
    long until = System.nanoTime() + lever.rule().propagation().toNanos();
    while (true) {
      DnsObservation seen = observe(lever);
      if (seen.side() == side) {
        return seen;
      }
      if (System.nanoTime() - until >= 0) {
        List<ServerAnswer> stragglers =
            seen.answers().stream()
                .filter(answer -> !answer.value().equals(lever.rule().value(side)))
                .toList();
        throw FailureType.PRECONDITION.because(
            "after "
                + lever.rule().propagation()
                + " these do not answer "
                + side
                + ": "
                + stragglers);
      }
      heartbeat.beat(new Progress("DNS", 0, 0));
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while DNS propagated", e);
    }
  }

  /** The sibling TXT as it stands; null where there is none. */
  private record Epoch(@Nullable String text, long epoch) {}
}
