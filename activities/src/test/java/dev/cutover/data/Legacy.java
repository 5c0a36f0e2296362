package dev.cutover.data;

import dev.cutover.endpoint.DatabaseEndpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.tools.Server;

/** H2 in Oracle mode over TCP, a new one for each test, with owner, application and engine. */
final class Legacy implements AutoCloseable {

  private final String name = "oms-" + UUID.randomUUID();
  private final Server server;
  private final Connection owner;
  final DatabaseEndpoint endpoint;

  Legacy() throws SQLException {
    String engine = UUID.randomUUID().toString();
    String business = UUID.randomUUID().toString();
    owner =
        DriverManager.getConnection(
            "jdbc:h2:mem:" + name + ";MODE=Oracle;DB_CLOSE_DELAY=-1",
            "OMS_OWNER",
            UUID.randomUUID().toString());
    try (Statement statement = owner.createStatement()) {
      statement.execute("CREATE SCHEMA OMS");
      statement.execute("CREATE SCHEMA CUTOVER");
      statement.execute("CREATE USER CUTOVER PASSWORD '" + engine + "' ADMIN");
      statement.execute("CREATE USER OMS_APP PASSWORD '" + business + "'");
      statement.execute(
          "CREATE TABLE OMS.ORDERS (ORDER_ID NUMBER(12) PRIMARY KEY, NAME VARCHAR2(100),"
              + " CODE VARCHAR2(100), TOTAL NUMBER(14,2), ORDERED_AT DATE, CHANGED TIMESTAMP(6),"
              + " NOTE CLOB, REMARK VARCHAR2(1000))");
      statement.execute(
          "CREATE TABLE OMS.STOCK (WAREHOUSE VARCHAR2(10), PRODUCT NUMBER(10),"
              + " QUANTITY NUMBER(10), PRIMARY KEY (WAREHOUSE, PRODUCT))");
      statement.execute(
          "CREATE TABLE OMS.SHIFTS (STARTED DATE, DESK NUMBER(4), CLERK VARCHAR2(40),"
              + " PRIMARY KEY (STARTED, DESK))");
      statement.execute("CREATE SEQUENCE OMS.ORDER_SEQ START WITH 1");
      statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA OMS TO OMS_APP");
      statement.execute("SET DEFAULT_LOCK_TIMEOUT 10000");
    }
    server = Server.createTcpServer("-tcpPort", "0").start();
    endpoint =
        new DatabaseEndpoint(
            "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:" + name,
            "CUTOVER",
            engine,
            "OMS_APP",
            business);
  }

  @Override
  public void close() throws SQLException {
    try (owner;
        Statement statement = owner.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException alreadyGone) {
      // Closing the last connection may have ended it.
    }
    server.stop();
  }
}
