package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gate by which the triggers of MySQL and MariaDB ask whether their side is open. */
final class GateTest {

  private static final String NEW_ORDER = "INSERT INTO orders (order_id) VALUES (1000)";

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

  private static void assertRefused(org.junit.jupiter.api.function.Executable write) {
    SQLException refused = assertThrows(SQLException.class, write);
    assertTrue(String.valueOf(refused.getMessage()).contains("CUTOVER"), refused::toString);
  }
}
