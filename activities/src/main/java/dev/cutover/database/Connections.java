package dev.cutover.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** Connections of the engine's own account, pooled for each endpoint. Close it once at the end. */
public final class Connections implements AutoCloseable {

  private static final int POOL = 12;
  private static final long LOGIN_MILLIS = 10_000;

  private final Endpoints endpoints;
  private final int most;
  private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();

  public Connections(Endpoints endpoints) {
    this(endpoints, POOL);
  }

  /**
   * @param most connections to each endpoint; who needs one more waits for it
   */
  public Connections(Endpoints endpoints, int most) {
    this.endpoints = endpoints;
    this.most = most;
  }

  /** A connection of the engine's account, in autocommit. */
  public Connection open(String endpoint) throws SQLException {
    return pools.computeIfAbsent(endpoint, this::pool).getConnection();
  }

  /** A connection of the business account, outside the pool. */
  public Connection openAsBusiness(String endpoint) throws SQLException {
    DatabaseEndpoint database = endpoints.database(endpoint);
    Properties properties = dialect(endpoint).driverProperties();
    properties.setProperty("user", database.businessUser());
    properties.setProperty("password", database.businessPassword());
    return DriverManager.getConnection(database.url(), properties);
  }

  public Dialect dialect(String endpoint) {
    return Dialect.of(endpoints.database(endpoint).url());
  }

  /** The engine's account as it is configured. */
  public String engineUser(String endpoint) {
    return endpoints.database(endpoint).user();
  }

  /** The business account as it is configured. */
  public String businessUser(String endpoint) {
    return endpoints.database(endpoint).businessUser();
  }

  private HikariDataSource pool(String endpoint) {
    DatabaseEndpoint database = endpoints.database(endpoint);
    HikariConfig config = new HikariConfig();
    config.setPoolName(endpoint);
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(LOGIN_MILLIS);
    config.setInitializationFailTimeout(-1);
    config.setDataSourceProperties(dialect(endpoint).driverProperties());
    config.setConnectionInitSql(dialect(endpoint).sessionSettings());
    return new HikariDataSource(config);
  }

  @Override
  public void close() {
    pools.values().forEach(HikariDataSource::close);
  }
}
