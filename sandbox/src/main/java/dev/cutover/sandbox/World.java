package dev.cutover.sandbox;

import dev.cutover.dns.ServiceLocator;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.plan.Bindings;
import dev.cutover.plan.Levers.DnsRule;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.HttpService.Answer;
import dev.cutover.sandbox.dns.DnsServer;
import dev.cutover.sandbox.fault.Wires;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TSIG;

/** Both sides of a plan, and everything around them, in this process and two beside it. */
final class World implements AutoCloseable, Endpoints {

  private static final String KEY_NAME = "cutover.";
  private static final long TTL = 5;

  final LegacyDatabase legacyDatabase;
  final TargetDatabase targetDatabase;
  final Oms legacyOms;
  final Oms targetOms;
  final Erp erp;
  final TemporalServer temporal;
  final People people;
  final List<String> notices = new CopyOnWriteArrayList<>();

  private final Teardown parts = new Teardown();
  private final Plan plan;
  private final Path directory;
  private final Path roster;
  private final String token = UUID.randomUUID().toString();
  private final String dnsSecret =
      java.util.Base64.getEncoder()
          .encodeToString(
              UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  private final BatchScheduler legacyBatch;
  private final BatchScheduler targetBatch;
  private final HttpService webhook;
  private final DnsServer dns;
  private final @Nullable DnsServer secondDns;
  private final Wires wires;

  /** Starts everything; the data is generated while MariaDB starts. */
  World(Plan plan, int orders, long seed, TemporalServer.Kind kind) throws IOException {
    this(plan, orders, seed, kind, Wires.DIRECT, false);
  }

  /**
   * @param wires on which a worker reaches what it serves
   * @param crampedTarget whether the target's disk is a small one of its own
   */
  World(
      Plan plan,
      int orders,
      long seed,
      TemporalServer.Kind kind,
      Wires wires,
      boolean crampedTarget)
      throws IOException {
    this.plan = plan;
    this.wires = wires;
    // Several threads that ask for their first logger at once are told so by SLF4J.
    LoggerFactory.getILoggerFactory();
    directory = parts.add(new TemporaryDirectory("cutover-sandbox-")).path();
    Startup startup = parts.add(new Startup(directory));
    try {
      people = new People(plan);
      roster = people.roster(directory.resolve("allowed_signers"));
      people.writeKeys(keys());
      Future<TargetDatabase> target = startup.begin(() -> parts.add(target(crampedTarget)));
      Future<TemporalServer> server =
          startup.begin(() -> parts.add(TemporalServer.start(kind, directory)));
      legacyDatabase = parts.add(new LegacyDatabase());
      new OmsData(legacyDatabase.inside(), orders, seed).load();
      targetDatabase = target.get();
      temporal = server.get();
      startup.isOver();
      erp = parts.start(Erp::new);
      OmsStore legacyStore = new OmsStore(Side.LEGACY, legacyDatabase);
      OmsStore targetStore = new OmsStore(Side.TARGET, targetDatabase);
      legacyOms =
          parts.start(
              () -> new Oms(Side.LEGACY, legacyStore, token, "up", directory.resolve("legacy")));
      targetOms =
          parts.start(
              () -> new Oms(Side.TARGET, targetStore, token, "down", directory.resolve("target")));
      legacyBatch = parts.start(() -> batch(Side.LEGACY, legacyStore, orders));
      targetBatch = parts.start(() -> batch(Side.TARGET, targetStore, orders));
      webhook =
          parts.start(
              () ->
                  new HttpService(
                      (method, path, authorization, body) -> {
                        notices.add(body.path("text").asText());
                        return new Answer(200, Map.of());
                      }));
      dns = parts.start(this::startDns);
      secondDns = wires == Wires.DIRECT ? null : parts.start(dns::secondary);
    } catch (Exception e) {
      parts.close();
      Throwable cause = e instanceof ExecutionException ? e.getCause() : null;
      String why = (cause == null ? e : cause).getMessage();
      throw new IOException("the sandbox did not start: " + why, e);
    }
  }

  /** Goes down before the world does. */
  <T extends AutoCloseable> T with(T part) {
    return parts.add(part);
  }

  private BatchScheduler batch(Side side, OmsStore store, int orders) throws IOException {
    BatchWork work = new BatchWork(side, store, erp, orders);
    return new BatchScheduler(side, work, token, Clock.systemUTC());
  }

  private DnsServer startDns() throws IOException {
    DnsRule rule = plan.levers().dns();
    Name name = absolute(rule.name());
    List<Record> records = new ArrayList<>();
    records.add(new CNAMERecord(name, DClass.IN, TTL, absolute(rule.legacy())));
    host(records, rule.legacy(), legacyOms.port());
    host(records, rule.target(), targetOms.port());
    return new DnsServer(
        absolute(rule.zone()), records, new TSIG(TSIG.HMAC_SHA256, KEY_NAME, dnsSecret));
  }

  private static void host(List<Record> records, String host, int port) throws IOException {
    Name name = absolute(host);
    java.net.InetAddress here = java.net.InetAddress.getLoopbackAddress();
    records.add(new ARecord(name, DClass.IN, TTL, here));
    records.add(new SRVRecord(absolute("_http._tcp." + host), DClass.IN, TTL, 0, 0, port, name));
  }

  private static Name absolute(String name) throws IOException {
    return Name.fromString(name, Name.root);
  }

  SideDatabase database(Side side) {
    return side == Side.LEGACY ? legacyDatabase : targetDatabase;
  }

  private TargetDatabase target(boolean cramped) throws IOException, SQLException {
    Path place = directory.resolve("mariadb");
    if (cramped) {
      parts.add(new SmallDisk(place));
    }
    return new TargetDatabase(place);
  }

  /** Files of this world alone. */
  Path directory() {
    return directory;
  }

  Path roster() {
    return roster;
  }

  DnsServer dns() {
    return dns;
  }

  DnsServer secondDns() {
    return Objects.requireNonNull(secondDns, "no second name server without faults");
  }

  /** Whether a client that asks for the real name is led to a side's application. */
  boolean nameLeadsTo(Side side) {
    String name = plan.levers().dns().name();
    try {
      URI found =
          new ServiceLocator(this).locate(dnsEndpoint(), name, URI.create("http://" + name));
      return found.getPort() == (side == Side.LEGACY ? legacyOms : targetOms).port();
    } catch (IOException unanswered) {
      return false;
    }
  }

  Bindings bindings() {
    return Objects.requireNonNull(plan.environments().get("rehearsal")).bindings();
  }

  String dnsEndpoint() {
    return bindings().dns();
  }

  @Override
  public DatabaseEndpoint database(String name) {
    for (Side side : Side.values()) {
      if (bindings().of(side).database().equals(name)) {
        SideDatabase database = database(side);
        return new DatabaseEndpoint(
            database.url(),
            database.engine().user(),
            database.engine().password(),
            database.business().user(),
            database.business().password());
      }
    }
    throw new IllegalArgumentException("no database " + name + " in the sandbox");
  }

  @Override
  public HttpEndpoint http(String name) {
    HttpEndpoint endpoint = services().get(name);
    if (endpoint == null) {
      throw new IllegalArgumentException("no service " + name + " in the sandbox");
    }
    return endpoint;
  }

  Map<String, HttpEndpoint> services() {
    Bindings names = bindings();
    Map<String, HttpEndpoint> services = new LinkedHashMap<>();
    services.put(names.legacy().application(), new HttpEndpoint(legacyOms.url(), token));
    services.put(names.target().application(), new HttpEndpoint(targetOms.url(), token));
    services.put(names.legacy().batch(), new HttpEndpoint(legacyBatch.url(), token));
    services.put(names.target().batch(), new HttpEndpoint(targetBatch.url(), token));
    services.put(names.erp(), new HttpEndpoint(erp.url(), null));
    services.put(names.notification(), new HttpEndpoint(webhook.url(), null));
    return services;
  }

  @Override
  public DnsEndpoint dns(String name) {
    return new DnsEndpoint(nameServers(), List.of(), KEY_NAME, dnsSecret);
  }

  /** One of two may fall behind, where faults are asked for. */
  private List<String> nameServers() {
    return secondDns == null ? List.of(dns.address()) : List.of(dns.address(), secondDns.address());
  }

  /** What a worker has to be told to serve this world, in the worker's own settings. */
  Map<String, Object> workerSettings() {
    return new WorkerSettings(this, plan, wires).all();
  }

  /** Where each person's private key lies. */
  Path keys() {
    return directory.resolve("keys");
  }

  /** Addresses for a person who wants to look around. */
  List<String> addresses() {
    List<String> lines = new ArrayList<>();
    lines.add("Temporal: " + temporal.inWords());
    for (Side side : Side.values()) {
      SideDatabase database = database(side);
      lines.add(side + " database: " + database.url() + " as " + database.business().user());
    }
    services().forEach((name, service) -> lines.add(name + ": " + service.url()));
    lines.add("DNS: " + String.join(", ", nameServers()));
    lines.add("Keys, for --as PERSON --key FILE: " + keys() + "/PERSON");
    return lines;
  }

  @Override
  public void close() {
    parts.close();
  }
}
