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

  private final Endpoints endpoints;
  private final int most;
  private final Waits waits;
  private final Map<String, Pool> pools = new ConcurrentHashMap<>();

  public Connections(Endpoints endpoints) {
    this(endpoints, POOL);
  }

  /**
   * @param most connections to each endpoint; who needs one more waits for it
   */
  public Connections(Endpoints endpoints, int most) {
    this(endpoints, most, Waits.STANDARD);
  }

  /**
   * @param most connections to each endpoint; who needs one more waits for it
   */
  public Connections(Endpoints endpoints, int most, Waits waits) {
    this.endpoints = endpoints;
    this.most = most;
    this.waits = waits;
  }

  /**
   * A connection of the engine's account, in autocommit, for statements that are answered at once:
   * one that is not within seconds fails, before the activity looks dead.
   */
  public Connection open(String endpoint) throws SQLException {
    return pool(endpoint).source().getConnection();
  }

  /**
   * The same for statements that may rightly run long. The caller beats meanwhile. Where the
   * database is no longer heard of, the connection ends, and with it the statement.
   */
  public Connection openPatient(String endpoint) throws SQLException {
    Pool pool = pool(endpoint);
    Connection connection = pool.source().getConnection();
    try {
      connection.setNetworkTimeout(Runnable::run, (int) waits.longest().toMillis());
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    pool.vigil().over(connection);
    return connection;
  }

  /** A connection of the business account, outside the pool. */
  public Connection openAsBusiness(String endpoint) throws SQLException {
    DatabaseEndpoint database = endpoints.database(endpoint);
    return login(endpoint, database.businessUser(), database.businessPassword(), waits.brief());
  }

  private Connection login(String endpoint, String user, String password, Waits within)
      throws SQLException {
    Properties properties = dialect(endpoint).driverProperties(within);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return DriverManager.getConnection(endpoints.database(endpoint).url(), properties);
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

  private Pool pool(String endpoint) {
    return pools.computeIfAbsent(endpoint, this::newPool);
  }

  private Pool newPool(String endpoint) {
    DatabaseEndpoint database = endpoints.database(endpoint);
    HikariConfig config = new HikariConfig();
    config.setPoolName(endpoint);
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(waits.login().toMillis());
    config.setValidationTimeout(waits.look().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setExceptionOverrideClassName(LostConnections.class.getName());
    config.setDataSourceProperties(dialect(endpoint).driverProperties(waits));
    config.setConnectionInitSql(dialect(endpoint).sessionSettings());
    Vigil vigil =
        new Vigil(
            endpoint,
            waits.look(),
            () -> login(endpoint, database.user(), database.password(), waits.atAGlance()));
    return new Pool(new HikariDataSource(config), vigil);
  }

  @Override
  public void close() {
    pools.values().forEach(Pool::close);
  }

  private record Pool(HikariDataSource source, Vigil vigil) {

    void close() {
      vigil.close();
      source.close();
    }
  }
}
