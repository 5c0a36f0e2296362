package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.STOCK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Progress;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.database.Heartbeat;
import dev.cutover.plan.Table;
import dev.cutover.sync.DatabaseSync;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much a copy takes at once, and how fast. */
@Timeout(120)
final class CopyPaceTest {

  private static final String FREE_AT = "SELECT free_at FROM cutover_throttle";

  private final TwoDatabases data;
  private final List<Progress> told = new CopyOnWriteArrayList<>();

  CopyPaceTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private Copied copy(Table table, Heartbeat heartbeat) {
    List<Shard> shards = data.sync.split(data.both, table, 1_000);
    assertEquals(1, shards.size());
    return new DatabaseSync(data.connections, heartbeat)
        .copy(data.run, data.both, shards.get(0), 100, null);
  }

  /** What the copy tells; that it is still being waited for says nothing. */
  private void told(Progress progress) {
    if (!progress.what().startsWith("begin")) {
      told.add(progress);
    }
  }

  private long largestChunk() {
    long largest = 0;
    for (int i = 1; i < told.size(); i++) {
      largest = Math.max(largest, told.get(i).done() - told.get(i - 1).done());
    }
    return largest;
  }

  @Test
  void wideRowsAreTakenFewAtATimeSoThatTheyFitIntoMemory() throws SQLException {
    data.onLegacy(
        "INSERT INTO OMS.ORDERS (ORDER_ID, NOTE)"
            + " SELECT X, REPEAT('wide', 500000) FROM SYSTEM_RANGE(1, 14)");

    copy(ORDERS, this::told);

    assertEquals(5, largestChunk());
    assertEquals("28000000", data.cell(data.target, "SELECT SUM(CHAR_LENGTH(note)) FROM orders"));
  }

  @Test
  void keysThatAllBeginAlikeAreStillCopiedInChunks() throws SQLException {
    data.onLegacy("INSERT INTO OMS.STOCK SELECT 'TOKYO', X, X FROM SYSTEM_RANGE(1, 950)");

    assertEquals(950, copy(STOCK, this::told).rows());

    assertEquals(100, largestChunk());
    data.assertEqualOnBothSides();
  }

  @Test
  void aThrottledCopyTakesItsTurnsOfTheOneLimitThatAllCopiesShare() throws SQLException {
    data.orders(300);
    data.sync.throttle(data.target, 1_000);
    String set = data.cell(data.target, FREE_AT);

    copy(ORDERS, this::told);

    String sql = "SELECT TIMESTAMPDIFF(MICROSECOND, '%s', free_at) FROM cutover_throttle";
    long micros = Long.parseLong(data.cell(data.target, sql.formatted(set)));
    assertTrue(micros >= 300_000, () -> micros + " microseconds for 300 rows");
    assertTrue(
        told.stream().anyMatch(at -> at.what().equals("ORDERS/1 (throttled, 1000 rows/s in all)")),
        told::toString);
    data.assertEqualOnBothSides();
  }

  @Test
  void aThrottleThatIsLiftedLetsACopyGoOnThatWaitsForHours() throws Exception {
    data.orders(1_000);
    data.sync.throttle(data.target, 1);
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<Copied> copying =
        CompletableFuture.supplyAsync(
            () ->
                copy(
                    ORDERS,
                    progress -> {
                      if (progress.what().contains("throttled")) {
                        waits.countDown();
                      }
                    }));
    assertTrue(waits.await(60, TimeUnit.SECONDS));

    data.sync.throttle(data.target, 0);

    assertEquals(1_000, copying.get(60, TimeUnit.SECONDS).rows());
    data.assertEqualOnBothSides();
  }
}
