package dev.cutover.sandbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.tools.Server;

/**
 * The legacy side's database: H2 in Oracle mode, in memory, reached over TCP with separate accounts
 * for the owner, the application and the engine.
 */
final class LegacyDatabase implements SideDatabase {

  private final Account engine = new Account("CUTOVER", UUID.randomUUID().toString());
  private final Account business = new Account("OMS_APP", UUID.randomUUID().toString());
  private final String name = "oms-" + UUID.randomUUID();
  private final Server server;
  private final Connection owner;

  LegacyDatabase() throws SQLException {
    owner =
        DriverManager.getConnection(
            "jdbc:h2:mem:" + name + ";MODE=Oracle;DB_CLOSE_DELAY=-1",
            "OMS_OWNER",
            UUID.randomUUID().toString());
    try (Statement statement = owner.createStatement()) {
      statement.execute("CREATE SCHEMA OMS");
      statement.execute("CREATE SCHEMA CUTOVER");
      statement.execute("CREATE USER CUTOVER PASSWORD '" + engine.password() + "' ADMIN");
      statement.execute("CREATE USER OMS_APP PASSWORD '" + business.password() + "'");
      Script.run(owner, "legacy.sql");
      statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA OMS TO OMS_APP");
      statement.execute("SET DEFAULT_LOCK_TIMEOUT 10000");
    }
    server = Server.createTcpServer("-tcpPort", "0").start();
  }

  /** A connection inside the process, for filling the database fast. */
  Connection inside() {
    return owner;
  }

  @Override
  public String url() {
    return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:" + name;
  }

  @Override
  public Account engine() {
    return engine;
  }

  @Override
  public Account business() {
    return business;
  }

  @Override
  public Connection open(Account account) throws SQLException {
    return DriverManager.getConnection(url(), account.user(), account.password());
  }

  @Override
  public void close() {
    try (owner;
        Statement statement = owner.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException alreadyGone) {
      // Closing the last connection may have ended it.
    }
    server.stop();
  }
}
