package dev.cutover.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cutover.activity.FailureType;
import dev.cutover.activity.Progress;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A call that blocks does not make its activity look dead. */
final class HeartbeatTest {

  private static final Progress WAITING = new Progress("waiting", 0, 1);

  @Test
  void aCallThatBlocksIsHeardOfUntilItEnds() throws SQLException {
    CountDownLatch beats = new CountDownLatch(2);
    Heartbeat heartbeat = progress -> beats.countDown();

    String answer =
        heartbeat.during(
            WAITING,
            () -> {
              beats.await();
              return "done";
            });

    assertEquals("done", answer);
  }

  @Test
  void aFailureOfTheCallIsTheActivitysOwn() {
    Heartbeat heartbeat = progress -> {};
    SQLException broken = new SQLException("broken");
    ApplicationFailure stale = FailureType.STALE_EPOCH.because("overtaken");

    assertSame(broken, assertThrows(SQLException.class, () -> during(heartbeat, broken)));
    assertSame(stale, assertThrows(ApplicationFailure.class, () -> during(heartbeat, stale)));
  }

  private static void during(Heartbeat heartbeat, Exception failure) throws SQLException {
    heartbeat.during(
        WAITING,
        () -> {
          throw failure;
        });
  }
}
