package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.QUIET;
import static dev.cutover.data.TwoDatabases.TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.plan.Side;
import dev.cutover.sync.DatabaseSync;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How far the other side is behind is told in rows and in seconds. */
final class LagTest {

  private static final int MORE_THAN_A_ROUND_TAKES = 5_001;

  private final TwoDatabases data;

  LagTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private Delta oneRound(Heartbeat heartbeat, Side from) {
    return new DatabaseSync(data.connections, heartbeat)
        .delta(data.run, data.both, from, TABLES, 1);
  }

  /** A heartbeat at which the business writes, behind the read of a round. */
  private Heartbeat writing(Side side, int order) {
    return progress -> {
      try {
        if (progress.what().startsWith("delta")) {
          write(side, order);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private void write(Side side, int order) throws SQLException {
    if (side == Side.LEGACY) {
      data.onLegacy("INSERT INTO OMS.ORDERS (ORDER_ID) VALUES (?)", order);
    } else {
      data.onTarget("INSERT INTO orders (order_id) VALUES (?)", order);
    }
  }

  private LocalDateTime clock(Side side) throws SQLException {
    String endpoint = data.both.of(side).endpoint();
    Dialect dialect = data.connections.dialect(endpoint);
    try (Connection connection = data.connections.open(endpoint);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + dialect.clock() + " FROM DUAL")) {
      row.next();
      return row.getObject(1, LocalDateTime.class);
    }
  }

  @Test
  void nothingThatWaitsHasWaitedForNoTime() throws SQLException {
    data.orders(3);

    assertEquals(new Delta(1, 3, 0, 0, Duration.ZERO), oneRound(QUIET, Side.LEGACY));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void whatIsLeftIsNoOlderThanTheLastRoundThatSawAllOfTheJournal(Side from) throws SQLException {
    data.orders(1);
    data.delta();
    if (from == Side.TARGET) {
      data.cutOver();
    }
    write(from, 2);
    LocalDateTime before = clock(from);

    Delta delta = oneRound(writing(from, 3), from);

    Duration age = Objects.requireNonNull(delta.age());
    assertEquals(1, delta.left());
    assertTrue(age.compareTo(Duration.ZERO) > 0, age::toString);
    assertTrue(age.compareTo(Duration.between(before, clock(from))) < 0, age::toString);
  }

  @Test
  void aRoundThatCouldNotTakeAllSaysNothingOfTheAgeOfTheRest() throws SQLException {
    data.orders(MORE_THAN_A_ROUND_TAKES);

    Delta delta = oneRound(QUIET, Side.LEGACY);

    assertEquals(1, delta.left());
    assertNull(delta.age());
    assertEquals("1 in the journal, the oldest for an unknown time", delta.lag());
  }

  @Test
  void secondsAreRoundedUp() {
    assertEquals(
        "7 in the journal, the oldest for 3 s at most",
        new Delta(50, 1, 0, 7, Duration.ofMillis(2_001)).lag());
  }
}
