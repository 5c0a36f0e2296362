package dev.cutover.database;

import static dev.cutover.database.TwoSides.ORDERS;
import static dev.cutover.database.TwoSides.STOCK;
import static dev.cutover.database.TwoSides.TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Kind;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.SyncActivities.CarriedBack;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.plan.Side;
import dev.cutover.sync.DatabaseSync;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Copy, delta, comparison, the way back and sequences, between an H2 and a MariaDB. */
final class DataEngineTest {

  private static final String[] ROWS = {
    "INSERT INTO @ORDERS VALUES (1, '髙橋 花子', 'A', 10.50, TIMESTAMP '2030-01-02 03:04:05',"
        + " TIMESTAMP '2030-01-02 03:04:05.123456', '置き配 🎁')",
    "INSERT INTO @ORDERS VALUES (2, NULL, NULL, NULL, NULL, NULL, NULL)",
    "INSERT INTO @ORDERS VALUES (3, 'tab\\and\"quote', ' ', -0.01, TIMESTAMP '1999-12-31 23:59:59',"
        + " TIMESTAMP '2030-01-02 03:04:05.100000', 'it''s')",
    "INSERT INTO @ORDERS VALUES (7, 'ab', 'c', 0, NULL, TIMESTAMP '2030-01-02 00:00:00', 'x')",
    "INSERT INTO @ORDERS VALUES (9, 'N', 'N;', 99999999999.99, NULL, NULL, '')",
    "INSERT INTO @STOCK VALUES ('東京', 1, 5)",
    "INSERT INTO @STOCK VALUES ('東京', 2, 6)",
    "INSERT INTO @STOCK VALUES ('OSAKA', 1, 7)"
  };

  @Test
  void everyValueArrivesAsItIs() throws SQLException {
    try (TwoSides sides = filled()) {
      for (var table : TABLES) {
        TableComparison result = sides.comparison.compare("a", sides.databases, table);
        assertTrue(result.equal(), () -> String.valueOf(result));
        assertEquals(result.legacyDigest(), result.targetDigest());
      }
      assertEquals(5, sides.comparison.compare("a", sides.databases, ORDERS).targetRows());
    }
  }

  @Test
  void whatTheBusinessWritesMeanwhileIsCarriedOver() throws SQLException {
    try (TwoSides sides = filled()) {
      sides.business(
          Side.LEGACY,
          "INSERT INTO @ORDERS (ORDER_ID, NAME) VALUES (20, 'new')",
          "UPDATE @ORDERS SET TOTAL = 11 WHERE ORDER_ID = 1",
          "UPDATE @ORDERS SET ORDER_ID = 70 WHERE ORDER_ID = 7",
          "DELETE FROM @STOCK WHERE PRODUCT = 2");
      assertTrue(sides.sync.lag(sides.databases.legacy()) > 0);
      sides.sync.delta(sides.conductor, sides.databases, Side.LEGACY, TABLES, 100);

      assertEquals(0, sides.sync.lag(sides.databases.legacy()));
      assertTrue(sides.comparison.compare("a", sides.databases, ORDERS).equal());
      assertTrue(sides.comparison.compare("a", sides.databases, STOCK).equal());
    }
  }

  @Test
  void aCopyThatWasKilledGoesOnBehindItsLastChunk() throws SQLException {
    try (TwoSides sides = new TwoSides()) {
      sides.hand(Side.LEGACY, ROWS);
      AtomicInteger chunks = new AtomicInteger();
      DatabaseSync dying =
          new DatabaseSync(
              sides.connections,
              progress -> {
                if (chunks.incrementAndGet() > 2) {
                  throw new IllegalStateException("killed");
                }
              });
      Shard shard = sides.sync.split(sides.databases, ORDERS, 2).get(0);
      assertThrows(
          IllegalStateException.class,
          () -> dying.copy(sides.conductor, sides.databases, shard, 2));
      Copied rest = sides.sync.copy(sides.conductor, sides.databases, shard, 2);

      assertTrue(rest.resumedRows() > 0);
      assertEquals(5, rest.rows());
      assertTrue(sides.comparison.compare("a", sides.databases, ORDERS).equal());
    }
  }

  @Test
  void aRowThatDiffersIsNamedWithItsColumns() throws SQLException {
    try (TwoSides sides = filled()) {
      sides.hand(
          Side.TARGET,
          "UPDATE @orders SET name = 'a', code = 'bc' WHERE order_id = 7",
          "UPDATE @orders SET note = '' WHERE order_id = 2",
          "DELETE FROM @orders WHERE order_id = 1",
          "INSERT INTO @orders (order_id) VALUES (100)");
      TableComparison result = sides.comparison.compare("a", sides.databases, ORDERS);

      assertEquals(4, result.confirmed());
      assertEquals(
          List.of(
              new Discrepancy("ORDERS", "100;", Kind.EXTRA, List.of()),
              new Discrepancy("ORDERS", "1;", Kind.MISSING, List.of()),
              new Discrepancy("ORDERS", "2;", Kind.DIFFERENT, List.of("NOTE")),
              new Discrepancy("ORDERS", "7;", Kind.DIFFERENT, List.of("CODE", "NAME"))),
          result.examples());
    }
  }

  @Test
  void swappedValuesAreFoundThoughTheirSumIsTheSame() throws SQLException {
    try (TwoSides sides = filled()) {
      sides.hand(
          Side.TARGET,
          "UPDATE @stock SET quantity = 6 WHERE warehouse = '東京' AND product = 1",
          "UPDATE @stock SET quantity = 5 WHERE warehouse = '東京' AND product = 2");
      assertEquals(2, sides.comparison.compare("a", sides.databases, STOCK).confirmed());
    }
  }

  @Test
  void repairBringsTheTargetInLine() throws SQLException {
    try (TwoSides sides = filled()) {
      sides.hand(
          Side.TARGET,
          "DELETE FROM @orders WHERE order_id < 3",
          "INSERT INTO @orders (order_id) VALUES (100)");
      assertEquals(3, sides.comparison.repair(sides.conductor, sides.databases, ORDERS));
      assertTrue(sides.comparison.compare("a", sides.databases, ORDERS).equal());
    }
  }

  @Test
  void whatTheTargetTookIsCarriedBack() throws SQLException {
    try (TwoSides sides = switched()) {
      sides.business(
          Side.TARGET,
          "INSERT INTO @orders (name, total) VALUES ('on the target', 5.25)",
          "UPDATE @stock SET quantity = 70 WHERE warehouse = 'OSAKA'");
      sides.fence.closeTarget(sides.conductor, sides.databases.target(), Duration.ofSeconds(10));
      CarriedBack carried = sides.sync.carryBack(sides.conductor, sides.databases, TABLES);

      assertEquals(new CarriedBack(2, List.of(), List.of()), carried);
      assertTrue(sides.comparison.compare("a", sides.databases, ORDERS).equal());
      assertTrue(sides.comparison.compare("a", sides.databases, STOCK).equal());
    }
  }

  @Test
  void newKeysBeginBeyondAllThatWereEverGiven() throws SQLException {
    try (TwoSides sides = filled()) {
      sides.hand(Side.LEGACY, "ALTER SEQUENCE @ORDER_SEQ RESTART WITH 500");
      var aligned =
          sides.sync.alignSequences(sides.conductor, sides.databases, Side.TARGET, TABLES);
      assertEquals(500, aligned.get(0).next());
      sides.hand(Side.TARGET, "ALTER TABLE orders AUTO_INCREMENT = 900");
      var back = sides.sync.alignSequences(sides.conductor, sides.databases, Side.LEGACY, TABLES);
      assertEquals(900, back.get(0).next());
    }
  }

  @Test
  void nothingIsCopiedOverAnOpenTarget() throws SQLException {
    try (TwoSides sides = switched()) {
      Shard shard = new Shard(STOCK, 9, null, null, 3);
      ApplicationFailure refused =
          assertThrows(
              ApplicationFailure.class,
              () -> sides.sync.copy(sides.conductor, sides.databases, shard, 2));
      assertTrue(FailureType.STALE_EPOCH.matches(refused));
    }
  }

  @Test
  void aDatabaseBelongsToOneEnvironment() throws SQLException {
    try (TwoSides sides = new TwoSides()) {
      Database production = new Database("oms", "production", Side.LEGACY, Side.LEGACY.name());
      ApplicationFailure refused =
          assertThrows(ApplicationFailure.class, () -> sides.sync.prepare(production, TABLES));
      assertTrue(refused.getOriginalMessage().contains("rehearsal"));
    }
  }

  private static TwoSides filled() throws SQLException {
    TwoSides sides = new TwoSides();
    sides.hand(Side.LEGACY, ROWS);
    sides.copyAll();
    return sides;
  }

  private static TwoSides switched() throws SQLException {
    TwoSides sides = filled();
    Duration minute = Duration.ofMinutes(1);
    sides.fence.freeze(sides.conductor, sides.databases.legacy(), minute, minute);
    sides.fence.switchLegacy(sides.conductor, sides.databases.legacy(), minute);
    sides.fence.openTarget(sides.conductor, sides.databases.target());
    return sides;
  }
}
