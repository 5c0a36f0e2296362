package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.QUIET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Database;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.database.Complaint;
import dev.cutover.database.Connections;
import dev.cutover.database.Waits;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.fence.DatabaseFence;
import dev.cutover.plan.Side;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that says nothing any more ends its activities, and is not waited for for ever. */
final class SilenceTest {

  private static final Waits SHORT =
      new Waits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofMinutes(15),
          Duration.ofSeconds(1));

  /** Far behind what is waited for, far before a quarter of an hour. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Legacy legacy = new Legacy();
  private final Target target = new Target();
  private final Wire wire;
  private final TwoDatabases data;

  SilenceTest() throws SQLException, IOException {
    wire = new Wire(target.endpoint);
    data = new TwoDatabases(legacy.endpoint, wire.through(target.endpoint), SHORT, legacy);
    data.orders(500);
  }

  @AfterEach
  void close() throws SQLException, IOException {
    data.close();
    wire.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://127.0.0.1:%d/oms",
        "jdbc:oracle:thin:@//127.0.0.1:%d/oms",
        "jdbc:h2:tcp://127.0.0.1:%d/mem:oms"
      })
  void aServerThatAcceptsAndSaysNothingIsToldOf(String url) throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Connections connections =
            new Connections(at(url.formatted(mute.getLocalPort())), 2, SHORT)) {
      DatabaseFence fence = new DatabaseFence(connections, QUIET);
      Database somewhere = new Database("oms", "rehearsal", Side.TARGET, "mute");

      IllegalStateException failure =
          assertTimeoutPreemptively(
              BOUND,
              () -> assertThrows(IllegalStateException.class, () -> fence.observe(somewhere)));

      assertTrue(
          String.valueOf(failure.getMessage()).startsWith("fence of mute: "), failure::toString);
    }
  }

  @Test
  void aMoveOfTheFenceThatIsNotAnsweredFailsAndTheNextOneIsMade() throws SQLException {
    long before = session();
    wire.at("UPDATE cutover_fence", Wire.Fault.SILENCE);

    IllegalStateException failure =
        assertTimeoutPreemptively(
            BOUND,
            () ->
                assertThrows(
                    IllegalStateException.class,
                    () -> data.fence.openTarget(data.run, data.target)));
    wire.mend();

    assertTrue(wire.hasHappened());
    assertTrue(
        String.valueOf(failure.getMessage()).startsWith("fence of target: "), failure::toString);
    data.fence.openTarget(data.run, data.target);
    assertNotEquals(before, session());
  }

  @Test
  void aStatementThatMayRunLongIsEndedOnceNobodyIsThereAnyMore() throws SQLException {
    try (Connection connection = data.connections.openPatient("target")) {
      SQLException lost =
          assertTimeoutPreemptively(
              BOUND,
              () -> {
                wire.at("SLEEP", Wire.Fault.SILENCE);
                return assertThrows(SQLException.class, () -> sleep(connection, 300));
              });

      assertTrue(wire.hasHappened());
      assertEquals(Complaint.Kind.LOST, Complaint.of(lost).kind());
    }
    wire.mend();
    assertTrue(session() > 0);
  }

  @Test
  void aStatementThatRunsLongOnADatabaseThatIsThereIsLetRun() throws SQLException {
    try (Connection connection = data.connections.openPatient("target")) {
      // Longer than an answer may take elsewhere, and than several looks.
      QUIET.during(new Progress("long", 0, 0), () -> sleep(connection, 4));
      assertFalse(connection.isClosed());
    }
  }

  @Test
  void aCopyThatLosesItsTargetInAStatementFailsAndTheNextAttemptGoesOn() throws SQLException {
    List<Shard> shards = data.sync.split(data.both, ORDERS, 100);
    wire.at("LOAD DATA", Wire.Fault.SILENCE, 2);

    IllegalStateException failure =
        assertTimeoutPreemptively(
            BOUND, () -> assertThrows(IllegalStateException.class, () -> copy(shards)));
    wire.mend();

    assertTrue(wire.hasHappened());
    assertTrue(
        String.valueOf(failure.getMessage()).startsWith("copying ORDERS: "), failure::toString);
    copy(shards);
    assertEquals(500, data.count(data.target, "orders"));
    data.copyAll();
    data.delta();
    data.assertEqualOnBothSides();
  }

  private void copy(List<Shard> shards) {
    shards.forEach(shard -> data.sync.copy(data.run, data.both, shard, 100, null));
  }

  private static boolean sleep(Connection connection, int seconds) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("DO SLEEP(" + seconds + ")");
    }
  }

  private long session() throws SQLException {
    return Long.parseLong(data.cell(data.target, "SELECT CONNECTION_ID()"));
  }

  private static Endpoints at(String url) {
    DatabaseEndpoint endpoint = new DatabaseEndpoint(url, "a", "a", "b", "b");
    return new BothEndpoints(endpoint, endpoint);
  }
}
