package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.database.Catalog;
import dev.cutover.database.Dialect;
import dev.cutover.endpoint.DatabaseEndpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real MySQL, as {@link GateTest} on MariaDB. */
@Tag("mysql-server")
final class MySqlGateTest {

  private final DatabaseEndpoint endpoint;
  private final Connection engine;
  private final Connection business;

  MySqlGateTest() throws SQLException {
    endpoint = MySqlServer.database();
    Dialect dialect = Dialect.of(endpoint.url());
    engine = connection();
    business = connection();
    execute(engine, String.valueOf(dialect.sessionSettings()));
    execute(engine, "CREATE TABLE orders (id BIGINT PRIMARY KEY, name VARCHAR(100))");
    for (String statement : dialect.engineTables()) {
      execute(engine, statement);
    }
    // The tests' one account is the business here: the engine is somebody else.
    for (String statement :
        dialect.triggers(Catalog.shape(engine, dialect, "ORDERS", Set.of()), "engine")) {
      execute(engine, statement);
    }
    execute(
        engine,
        "INSERT INTO cutover_fence (sys, env, state, epoch, attempt, incarnation)"
            + " VALUES ('oms', 'rehearsal', 'OPEN', 1, 'a', 'b')");
    execute(business, "INSERT INTO orders VALUES (1, 'a')");
  }

  @AfterEach
  void close() throws SQLException {
    business.close();
    engine.close();
  }

  @Test
  void whateverKindOfStatementItIsNoneGetsThroughAClosedGate() throws SQLException {
    execute(engine, "UPDATE cutover_fence SET state = 'FROZEN'");
    for (int checks = 1; checks >= 0; checks--) {
      execute(business, "SET SESSION foreign_key_checks = " + checks);
      for (String write :
          List.of(
              "INSERT INTO orders VALUES (2, 'b'), (3, 'c')",
              "INSERT IGNORE INTO orders VALUES (2, 'b')",
              "UPDATE IGNORE orders SET id = 2",
              "DELETE IGNORE FROM orders",
              "REPLACE INTO orders VALUES (1, 'b')",
              "INSERT INTO orders VALUES (1, 'b') ON DUPLICATE KEY UPDATE name = 'b'",
              "INSERT IGNORE INTO orders SELECT 2, 'b'")) {
        assertRefused(write);
      }
    }
    assertEquals("1a", cell("SELECT GROUP_CONCAT(id, name) FROM orders"));
    assertEquals("1;", cell("SELECT GROUP_CONCAT(pk) FROM cutover_journal"));
  }

  @Test
  void behindALeaseThatRanOutTheBusinessWritesAndIsJournaled() throws SQLException {
    execute(
        engine,
        "UPDATE cutover_fence SET state = 'FROZEN',"
            + " lease_until = UTC_TIMESTAMP() - INTERVAL 1 SECOND");

    execute(business, "UPDATE orders SET name = 'b'");

    assertEquals("1b", cell("SELECT GROUP_CONCAT(id, name) FROM orders"));
    assertEquals("1;,1;", cell("SELECT GROUP_CONCAT(pk) FROM cutover_journal"));
  }

  @Test
  void aKeyThatChangesIsJournaledAsItWasAndAsItIs() throws SQLException {
    execute(business, "UPDATE orders SET id = 7");

    assertEquals("1;,1;,7;", cell("SELECT GROUP_CONCAT(pk ORDER BY id) FROM cutover_journal"));
  }

  @Test
  void aTransactionThatBeganWhileTheSideWasOpenSeesThatItIsClosed() throws SQLException {
    business.setAutoCommit(false);
    execute(business, "SELECT * FROM orders");
    execute(engine, "UPDATE cutover_fence SET state = 'FROZEN'");

    assertRefused("UPDATE orders SET name = 'b'");
  }

  /** Why the fence is not simply read. */
  @Test
  void aTriggerThatReadThePlainSnapshotWouldLetItWriteBehindTheFence() throws SQLException {
    execute(engine, "DROP TRIGGER cutover_orders_U");
    execute(
        engine,
        "CREATE TRIGGER cutover_orders_U AFTER UPDATE ON orders FOR EACH ROW"
            + " BEGIN DECLARE side VARCHAR(100); SELECT state INTO side FROM cutover_fence;"
            + " IF side <> 'OPEN' THEN"
            + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'CUTOVER: planted'; END IF; END");
    business.setAutoCommit(false);
    execute(business, "SELECT * FROM orders");
    execute(engine, "UPDATE cutover_fence SET state = 'FROZEN'");

    execute(business, "UPDATE orders SET name = 'behind'");
    business.commit();

    assertEquals("behind", cell("SELECT name FROM orders"));
    assertRefused("UPDATE orders SET name = 'later'");
  }

  @Test
  void theSideClosesOnlyBehindTheWriterThatPassedTheGate() throws SQLException {
    execute(engine, "SET SESSION innodb_lock_wait_timeout = 1");
    business.setAutoCommit(false);
    execute(business, "UPDATE orders SET name = 'b'");

    assertThrows(
        SQLException.class, () -> execute(engine, "UPDATE cutover_fence SET state = 'FROZEN'"));
    business.commit();
    execute(engine, "UPDATE cutover_fence SET state = 'FROZEN'");
    assertRefused("UPDATE orders SET name = 'c'");
  }

  private void assertRefused(String write) {
    SQLException refused = assertThrows(SQLException.class, () -> execute(business, write), write);
    assertTrue(String.valueOf(refused.getMessage()).contains("CUTOVER"), refused::toString);
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(endpoint.url(), endpoint.user(), endpoint.password());
  }

  private String cell(String select) throws SQLException {
    try (Statement statement = engine.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
