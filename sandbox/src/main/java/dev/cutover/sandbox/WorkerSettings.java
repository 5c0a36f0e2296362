package dev.cutover.sandbox;

import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.fault.Part;
import dev.cutover.sandbox.fault.Wires;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a worker has to be told to serve a world, in the worker's own settings. */
final class WorkerSettings {

  private final World world;
  private final Plan plan;
  private final Wires wires;
  private final Map<String, Object> settings = new LinkedHashMap<>();

  WorkerSettings(World world, Plan plan, Wires wires) {
    this.world = world;
    this.plan = plan;
    this.wires = wires;
  }

  Map<String, Object> all() {
    TemporalServer temporal = world.temporal;
    settings.put("cutover.system", plan.system().name());
    settings.put("cutover.environment", "rehearsal");
    settings.put("cutover.in-memory-temporal", temporal.isInMemory());
    settings.put(
        "spring.temporal.connection.target", wires.through(Part.TEMPORAL, temporal.address()));
    database(Side.LEGACY, Part.LEGACY_DATABASE);
    database(Side.TARGET, Part.TARGET_DATABASE);
    services();
    dns();
    settings.put("cutover.roster.allowed-signers", world.roster().toString());
    world
        .people
        .byRole()
        .forEach(
            (role, having) ->
                settings.put("cutover.roster.roles." + role, String.join(",", having)));
    return settings;
  }

  private void database(Side side, Part part) {
    String name = world.bindings().of(side).database();
    DatabaseEndpoint database = world.database(name);
    String key = "cutover.endpoints.databases." + name + ".";
    settings.put(key + "url", wires.through(part, database.url()));
    settings.put(key + "user", database.user());
    settings.put(key + "password", database.password());
    settings.put(key + "business-user", database.businessUser());
    settings.put(key + "business-password", database.businessPassword());
  }

  private void services() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(world.bindings().legacy().application(), Part.LEGACY_APPLICATION);
    parts.put(world.bindings().target().application(), Part.TARGET_APPLICATION);
    parts.put(world.bindings().legacy().batch(), Part.LEGACY_BATCH);
    parts.put(world.bindings().target().batch(), Part.TARGET_BATCH);
    parts.put(world.bindings().erp(), Part.ERP);
    parts.put(world.bindings().notification(), Part.WEBHOOK);
    world
        .services()
        .forEach(
            (name, service) -> {
              String key = "cutover.endpoints.http." + name + ".";
              Part part = Objects.requireNonNull(parts.get(name), name);
              settings.put(key + "url", wires.through(part, service.url().toString()));
              String secret = service.token();
              if (secret != null) {
                settings.put(key + "token", secret);
              }
            });
  }

  /** Only the primary is reached over a wire: a change goes there, and nowhere else. */
  private void dns() {
    DnsEndpoint dns = world.dns(world.dnsEndpoint());
    List<String> servers = new java.util.ArrayList<>(dns.authoritative());
    servers.set(0, wires.through(Part.DNS, servers.get(0)));
    String key = "cutover.endpoints.dns." + world.dnsEndpoint() + ".";
    settings.put(key + "authoritative", String.join(",", servers));
    settings.put(key + "key-name", dns.keyName());
    settings.put(key + "key-secret", dns.keySecret());
  }
}
