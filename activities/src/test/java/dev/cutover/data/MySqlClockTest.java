package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.DRAIN;
import static dev.cutover.data.TwoDatabases.assertFails;
import static dev.cutover.data.TwoDatabases.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceState;
import dev.cutover.database.Waits;
import dev.cutover.endpoint.DatabaseEndpoint;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real MySQL whose clock is put forward or back, in a country with daylight saving time. */
@Tag("mysql-server")
final class MySqlClockTest {

  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final String NEW_ORDER = "INSERT INTO orders (order_id) VALUES (1000)";

  /** When clocks in Berlin go from 2:00 to 3:00. */
  private static final Instant FORWARD = Instant.parse("2027-03-28T01:00:00Z");

  private final ShiftedClock clock;
  private final MySqlProgram server;
  private final DatabaseEndpoint legacy;
  private final TwoDatabases data;

  MySqlClockTest(@TempDir Path directory) throws SQLException {
    clock = new ShiftedClock(directory);
    Map<String, String> environment = new HashMap<>(clock.environment());
    environment.put("TZ", "Europe/Berlin");
    MySqlServer.require();
    server = new MySqlProgram(environment);
    assertEquals("", server.start("--default-time-zone=SYSTEM"));
    legacy = server.sides();
    data = new TwoDatabases(legacy, server.sides(), Waits.STANDARD, server);
    data.asEngine(data.legacy, "INSERT INTO orders (order_id, name) VALUES (1, 'before')");
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private void clockIs(Instant time) throws Exception {
    clock.set(time);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (Duration.between(time, databasesTime()).abs().toSeconds() > 3) {
      assertTrue(System.nanoTime() - until < 0, "the database did not see its clock change");
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private Instant databasesTime() throws SQLException {
    try (Connection connection = business();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT UTC_TIMESTAMP(6)")) {
      row.next();
      return row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
  }

  /** In the server's own zone, as an application has it that sets none. */
  private Connection business() throws SQLException {
    return DriverManager.getConnection(
        legacy.url(), legacy.businessUser(), legacy.businessPassword());
  }

  @Test
  void anOrderThatWaitsWhileClocksGoForwardDoesNotPassAClosedFence() throws Exception {
    clockIs(FORWARD.minusSeconds(30));
    data.fence.freeze(data.run, data.legacy, LEASE);
    try (Connection engine = data.connections.open("legacy");
        Statement locks = engine.createStatement()) {
      engine.setAutoCommit(false);
      locks.executeQuery("SELECT * FROM orders WHERE order_id = 1 FOR UPDATE").close();
      CompletableFuture<String> written = CompletableFuture.supplyAsync(this::refusal);
      whenSomebodyWaits(locks);
      clockIs(FORWARD.plusSeconds(5));
      engine.rollback();

      assertTrue(written.get().contains("closed to the business"), written.get());
    }
    assertEquals(FenceState.FROZEN, data.fence.observe(data.legacy).state());
    assertEquals(0, data.sync.lag(data.legacy));
  }

  private String refusal() {
    SQLException refused =
        assertThrows(
            SQLException.class,
            () -> {
              try (Connection connection = business();
                  Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE orders SET name = 'behind' WHERE order_id = 1");
              }
            });
    return String.valueOf(refused.getMessage());
  }

  private static void whenSomebodyWaits(Statement administrator) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    boolean waits = false;
    while (!waits) {
      assertTrue(System.nanoTime() - until < 0, "nobody waits for the row");
      TimeUnit.MILLISECONDS.sleep(100);
      try (ResultSet row =
          administrator.executeQuery(
              "SELECT COUNT(*) FROM INFORMATION_SCHEMA.INNODB_TRX WHERE trx_state = 'LOCK WAIT'")) {
        row.next();
        waits = row.getLong(1) > 0;
      }
    }
  }

  @Test
  void aClockThatJumpsAheadEndsTheLeaseAndTheRunMayNotSwitch() throws Exception {
    data.fence.freeze(data.run, data.legacy, LEASE);
    assertRefused(() -> data.onLegacy(NEW_ORDER));
    clockIs(Instant.now().plus(Duration.ofHours(2)));

    data.onLegacy(NEW_ORDER);
    assertFails(
        FailureType.LEASE_EXPIRED,
        () -> data.fence.keepLease(data.run, data.legacy, LEASE, Duration.ZERO));
    assertFails(
        FailureType.LEASE_EXPIRED, () -> data.fence.switchLegacy(data.run, data.legacy, DRAIN));
    assertRefused(() -> data.onTarget(NEW_ORDER));
    assertEquals(1, data.sync.lag(data.legacy));
  }

  @Test
  void aClockThatJumpsBackLetsNobodyInTwiceAndARollbackStillOpensLegacy() throws Exception {
    data.fence.freeze(data.run, data.legacy, LEASE);
    clockIs(Instant.now().minus(Duration.ofHours(2)));

    assertRefused(() -> data.onLegacy(NEW_ORDER));
    assertTrue(data.fence.keepLease(data.run, data.legacy, LEASE, Duration.ZERO));
    data.fence.switchLegacy(data.run, data.legacy, DRAIN);
    data.fence.openTarget(data.run, data.target);
    data.onTarget(NEW_ORDER);
    assertRefused(() -> data.onLegacy(NEW_ORDER));

    Conductor rollback = data.nextRun("rollback");
    data.fence.closeTarget(rollback, data.target, DRAIN);
    assertRefused(() -> data.onTarget("UPDATE orders SET name = 'late'"));
    data.sync.carryBack(rollback, data.both, TwoDatabases.TABLES);
    data.fence.openLegacy(rollback, data.legacy);
    data.onLegacy("UPDATE orders SET name = 'home' WHERE order_id = 1000");
    assertEquals(1, data.sync.lag(data.legacy));
  }
}
