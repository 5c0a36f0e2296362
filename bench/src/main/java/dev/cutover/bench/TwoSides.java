package dev.cutover.bench;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.database.Connections;
import dev.cutover.database.Heartbeat;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.fence.DatabaseFence;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.sync.DatabaseSync;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The two databases of a measurement as the engine sees them. */
final class TwoSides implements Endpoints, AutoCloseable {

  static final String SYSTEM = "oms";
  static final String ENVIRONMENT = "rehearsal";
  static final String LEGACY = "legacy";
  static final String TARGET = "target";
  static final Heartbeat QUIET = progress -> {};
  static final Table ORDERS = new Table("ORDERS", null, Map.of());

  /** The business's account on the measured servers. */
  static final String BUSINESS = "oms";

  private final MySql server;
  private final String legacyUrl;
  private final String targetUrl;

  final Connections connections = new Connections(this);
  final Databases both =
      new Databases(
          new Database(SYSTEM, ENVIRONMENT, Side.LEGACY, LEGACY),
          new Database(SYSTEM, ENVIRONMENT, Side.TARGET, TARGET));

  TwoSides(MySql server, String legacy, String target) {
    this(server, legacy, target, server.port());
  }

  /**
   * @param port behind which the server is reached
   */
  TwoSides(MySql server, String legacy, String target, int port) {
    this.server = server;
    this.legacyUrl = MySql.url(legacy, port);
    this.targetUrl = MySql.url(target, port);
  }

  DatabaseSync sync() {
    return new DatabaseSync(connections, QUIET);
  }

  /** Lays the engine's tables and triggers and takes the next epoch. */
  Conductor prepare() throws SQLException {
    server.execute(
        "CREATE USER IF NOT EXISTS '%s'@'%%' IDENTIFIED BY '%s'"
            .formatted(BUSINESS, server.password()),
        "GRANT SELECT, INSERT, UPDATE, DELETE ON *.* TO '" + BUSINESS + "'@'%'");
    sync().prepare(both.legacy(), List.of(ORDERS));
    sync().prepare(both.target(), List.of(ORDERS));
    DatabaseFence fence = new DatabaseFence(connections, QUIET);
    String attempt = UUID.randomUUID().toString();
    long epoch =
        fence.takeEpoch(both.legacy(), attempt, fence.observe(both.legacy()).epoch(), true);
    Conductor conductor = new Conductor(SYSTEM, ENVIRONMENT, attempt, epoch);
    fence.raise(conductor, both.target());
    return conductor;
  }

  @Override
  public DatabaseEndpoint database(String name) {
    String url = name.equals(LEGACY) ? legacyUrl : targetUrl;
    return new DatabaseEndpoint(url, MySql.ACCOUNT, server.password(), BUSINESS, server.password());
  }

  @Override
  public HttpEndpoint http(String name) {
    throw new IllegalArgumentException("nothing but databases is measured: " + name);
  }

  @Override
  public DnsEndpoint dns(String name) {
    throw new IllegalArgumentException("nothing but databases is measured: " + name);
  }

  @Override
  public void close() {
    connections.close();
  }
}
