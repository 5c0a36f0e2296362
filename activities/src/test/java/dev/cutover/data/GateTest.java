package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FenceState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gate by which the triggers of MySQL and MariaDB ask whether their side is open. */
final class GateTest {

  private static final String NEW_ORDER = "INSERT INTO orders (order_id) VALUES (1000)";

  /** True of one row where at least so many transactions, to follow, wait for a lock. */
  private static final String WAITING =
      "INFORMATION_SCHEMA.GLOBAL_STATUS WHERE VARIABLE_NAME = 'INNODB_ROW_LOCK_CURRENT_WAITS'"
          + " AND VARIABLE_VALUE >= ";

  private final TwoDatabases data;

  GateTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  @Test
  void aSessionThatChecksNoForeignKeysIsRefusedAndJournaledLikeAnyOther() throws SQLException {
    try (Connection business = data.connections.openAsBusiness("target");
        Statement statement = business.createStatement()) {
      statement.execute("SET SESSION foreign_key_checks = 0");
      assertRefused(() -> statement.execute(NEW_ORDER));

      data.fence.openTarget(data.run, data.target);
      statement.execute(NEW_ORDER);
    }
    assertEquals(1, data.count(data.target, "cutover_journal WHERE pk = '1000;'"));
  }

  @Test
  void theSideClosesOnlyBehindTheWriterThatPassedTheGate() throws SQLException {
    data.fence.openTarget(data.run, data.target);
    try (Connection business = data.connections.openAsBusiness("target");
        Statement statement = business.createStatement()) {
      business.setAutoCommit(false);
      statement.execute(NEW_ORDER);

      assertThrows(
          RuntimeException.class,
          () -> data.fence.closeTarget(data.run, data.target, Duration.ofSeconds(1)));
      business.commit();
      data.fence.closeTarget(data.run, data.target, TwoDatabases.DRAIN);

      assertRefused(() -> statement.execute("DELETE FROM orders WHERE order_id = 1000"));
    }
    assertEquals(1, data.count(data.target, "cutover_journal WHERE pk = '1000;'"));
  }

  @Test
  void aTransactionThatBeganWhileTheSideWasOpenSeesThatItIsClosed() throws SQLException {
    data.fence.openTarget(data.run, data.target);
    try (Connection business = data.connections.openAsBusiness("target");
        Statement statement = business.createStatement()) {
      business.setAutoCommit(false);
      statement.executeQuery("SELECT COUNT(*) FROM orders").close();
      data.fence.closeTarget(data.run, data.target, TwoDatabases.DRAIN);

      assertRefused(() -> statement.execute(NEW_ORDER));
    }
  }

  @Test
  void behindALeaseThatRanOutTheBusinessWritesAndIsJournaled() throws SQLException {
    data.asEngine(
        data.target,
        "UPDATE cutover_fence SET state = 'FROZEN',"
            + " lease_until = UTC_TIMESTAMP() - INTERVAL 1 SECOND");

    data.onTarget(NEW_ORDER);
    data.onTarget("UPDATE orders SET order_id = 1001 WHERE order_id = 1000");

    assertEquals(2, data.count(data.target, "cutover_journal WHERE pk = '1000;'"));
    assertEquals(1, data.count(data.target, "cutover_journal WHERE pk = '1001;'"));
  }

  @Test
  void theSideOpensThoughWritersThatAreBeingRefusedWaitForIt() throws Exception {
    ExecutorService aside = Executors.newFixedThreadPool(2);
    try (Connection first = data.connections.openAsBusiness("target");
        Connection second = data.connections.openAsBusiness("target")) {
      first.setAutoCommit(false);
      assertRefused(() -> first.createStatement().execute(NEW_ORDER));
      Future<FenceState> opened =
          aside.submit(() -> data.fence.openTarget(data.run, data.target).state());
      awaitWaiting(1);
      Future<?> refused =
          aside.submit(() -> second.createStatement().execute(NEW_ORDER.replace("1000", "1001")));
      awaitWaiting(2);
      first.rollback();

      assertEquals(FenceState.OPEN, opened.get());
      refused.cancel(true);
    } finally {
      aside.shutdownNow();
    }
    data.onTarget("INSERT INTO orders (order_id) VALUES (1002)");
  }

  @Test
  void whateverKindOfStatementItIsNoneGetsThroughAClosedGate() throws SQLException {
    data.asEngine(data.target, NEW_ORDER);
    for (String write :
        List.of(
            "INSERT IGNORE INTO orders (order_id) VALUES (2000)",
            "UPDATE IGNORE orders SET order_id = 2000 WHERE order_id = 1000",
            "DELETE IGNORE FROM orders WHERE order_id = 1000",
            "REPLACE INTO orders (order_id) VALUES (1000)",
            "INSERT INTO orders (order_id) VALUES (1000) ON DUPLICATE KEY UPDATE order_id = 2000",
            "INSERT INTO orders (order_id) VALUES (2000), (2001)",
            "INSERT IGNORE INTO orders (order_id) SELECT 2000")) {
      assertRefused(() -> data.onTarget(write));
    }
    assertEquals(1, data.count(data.target, "orders WHERE order_id = 1000"));
    assertEquals(0, data.count(data.target, "orders WHERE order_id >= 2000"));
    assertEquals(0, data.count(data.target, "cutover_journal"));
  }

  private void awaitWaiting(int transactions) throws SQLException {
    long given = System.nanoTime() + TwoDatabases.DRAIN.toNanos();
    while (data.count(data.target, WAITING + transactions) == 0) {
      assertTrue(System.nanoTime() < given, transactions + " transactions never waited");
    }
  }

  private static void assertRefused(org.junit.jupiter.api.function.Executable write) {
    SQLException refused = assertThrows(SQLException.class, write);
    assertTrue(String.valueOf(refused.getMessage()).contains("CUTOVER"), refused::toString);
  }
}
