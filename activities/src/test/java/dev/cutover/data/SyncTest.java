package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.SHIFTS;
import static dev.cutover.data.TwoDatabases.STOCK;
import static dev.cutover.data.TwoDatabases.TABLES;
import static dev.cutover.data.TwoDatabases.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.SyncActivities.AlignedSequence;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.database.Heartbeat;
import dev.cutover.fence.Token;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.sync.DatabaseSync;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What arrives on the other side, whatever happens on the way. */
final class SyncTest {

  private static final String INSERT =
      "INSERT INTO OMS.ORDERS (ORDER_ID, NAME, CODE, TOTAL, ORDERED_AT, CHANGED, NOTE)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final TwoDatabases data;

  SyncTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  /** A heartbeat that kills its activity at the given beat. */
  private static Heartbeat killedAt(int beat) {
    AtomicInteger beats = new AtomicInteger();
    return progress -> {
      if (beats.incrementAndGet() == beat) {
        throw new CancellationException("killed at beat " + beat);
      }
    };
  }

  private Shard shard() {
    List<Shard> shards = data.sync.split(data.both, ORDERS, 1_000);
    assertEquals(1, shards.size());
    return shards.get(0);
  }

  private void troublesomeOrders() throws SQLException {
    LocalDateTime day = LocalDateTime.of(2024, 2, 29, 23, 59, 59);
    String longText = "長い備考😀 a;b:c ".repeat(20_000);
    data.onLegacy(
        INSERT, 1, "注文　株式会社", "A-1", new BigDecimal("1.10"), day, day.plusNanos(1_000), "x");
    data.onLegacy(
        INSERT,
        2,
        "👨‍👩‍👧 🍣",
        "",
        new BigDecimal("-0.01"),
        day,
        day.plusNanos(120_000_000),
        longText);
    data.onLegacy(
        INSERT,
        3,
        " lead and trail ",
        "5:abcde;N;",
        new BigDecimal("999999999999.99"),
        LocalDateTime.of(1970, 1, 1, 0, 0, 0),
        day,
        "");
    data.onLegacy("INSERT INTO OMS.ORDERS (ORDER_ID) VALUES (999999999999)");
    data.onLegacy(
        INSERT,
        -5,
        "it's \"quoted\" \\ \n\t",
        "%_`",
        new BigDecimal("0"),
        LocalDateTime.of(9999, 12, 31, 23, 59, 59),
        LocalDateTime.of(1900, 1, 1, 0, 0, 0, 999_999_000),
        "N;");
  }

  @Test
  void aTableChangedInMidRunStopsTheDeltaByName() throws SQLException {
    data.asEngine(
        data.legacy, "ALTER TABLE OMS.ORDERS ALTER COLUMN NAME SET DATA TYPE VARCHAR(90)");

    var failure =
        assertFails(
            FailureType.PRECONDITION,
            () -> data.sync.delta(data.run, data.both, Side.LEGACY, TwoDatabases.TABLES, 1));

    assertTrue(failure.getOriginalMessage().startsWith("schema-changed: table ORDERS on LEGACY"));
    data.sync.prepare(data.legacy, TwoDatabases.TABLES);
    data.delta();
  }

  @Test
  void aCopyIsExactForEveryKindOfValue() throws SQLException {
    troublesomeOrders();
    data.onLegacy("INSERT INTO OMS.STOCK VALUES ('東京', 1, 10)");
    data.onLegacy("INSERT INTO OMS.STOCK VALUES ('a:1;', 2, NULL)");
    data.onLegacy("INSERT INTO OMS.SHIFTS VALUES (TIMESTAMP '2024-02-29 08:00:00', 1, 'Ueda')");

    data.copyAll();

    data.assertEqualOnBothSides();
    assertEquals(5, data.count(data.target, "orders"));
    assertEquals("注文　株式会社", data.cell(data.target, "SELECT name FROM orders WHERE order_id = 1"));
    assertEquals("null", data.cell(data.target, "SELECT code FROM orders WHERE order_id = 2"));
    assertEquals("-0.01", data.cell(data.target, "SELECT total FROM orders WHERE order_id = 2"));
    assertEquals(
        "2024-02-29 23:59:59.000001",
        data.cell(data.target, "SELECT CAST(changed AS CHAR) FROM orders WHERE order_id = 1"));
  }

  @Test
  void aRowWithTheKeyZeroKeepsItAndIsNotNumberedAnew() throws SQLException {
    data.onLegacy("INSERT INTO OMS.ORDERS (ORDER_ID, NAME) VALUES (0, 'zero')");
    data.copyAll();
    data.assertEqualOnBothSides();
    data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'still zero'");
    data.delta();
    data.assertEqualOnBothSides();
  }

  @Test
  void aValueThatDoesNotFitTheTargetStopsTheCopyAndIsNeverCut() throws SQLException {
    data.orders(3);
    data.asEngine(data.target, "ALTER TABLE orders MODIFY name VARCHAR(6)");

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> data.copy(ORDERS));

    assertTrue(String.valueOf(failure.getMessage()).contains("name"), failure.getMessage());
    assertEquals(0, data.count(data.target, "orders"));
  }

  @Test
  void rowsThatFitAreStreamedAndNotInsertedOneByOne() throws SQLException {
    troublesomeOrders();
    long streamed = statements("COM_LOAD");
    long takenBack = statements("COM_ROLLBACK_TO_SAVEPOINT");
    data.copy(ORDERS);
    assertEquals(streamed + 1, statements("COM_LOAD"));
    assertEquals(takenBack, statements("COM_ROLLBACK_TO_SAVEPOINT"));
    assertEquals(5, data.count(data.target, "orders"));
  }

  private long statements(String counter) throws SQLException {
    String sql =
        "SELECT variable_value FROM information_schema.global_status WHERE variable_name = ";
    return Long.parseLong(data.cell(data.target, sql + "'" + counter + "'"));
  }

  @Test
  void aServerThatTakesNoStreamsOfRowsGetsTheSameRowsByStatements() throws SQLException {
    troublesomeOrders();
    data.asEngine(data.target, "SET GLOBAL local_infile = 0");
    try {
      data.copyAll();
    } finally {
      data.asEngine(data.target, "SET GLOBAL local_infile = 1");
    }
    data.assertEqualOnBothSides();
  }

  @Test
  void rowsThatAreThereAlreadyAreReplaced() throws SQLException {
    data.orders(5);
    data.asEngine(data.target, "INSERT INTO orders (order_id, name) VALUES (3, 'old')");
    data.copyAll();
    data.assertEqualOnBothSides();
  }

  @Test
  void theSameTroublesomeValuesTravelThroughTheJournal() throws SQLException {
    data.copyAll();
    troublesomeOrders();

    data.delta();

    data.assertEqualOnBothSides();
    assertEquals(5, data.count(data.target, "orders"));
  }

  @Test
  void aCopyThatWasKilledGoesOnBehindTheLastChunk() throws SQLException {
    data.orders(1_000);
    Shard shard = shard();
    DatabaseSync killed = new DatabaseSync(data.connections, killedAt(4));
    assertThrows(
        CancellationException.class, () -> killed.copy(data.run, data.both, shard, 100, null));
    long there = data.count(data.target, "orders");
    assertTrue(there > 0 && there < 1_000, () -> there + " rows");
    // Were a chunk copied again, these names would be overwritten.
    data.asEngine(data.target, "UPDATE orders SET name = 'copied once'");

    Copied copied = data.sync.copy(data.run, data.both, shard, 100, null);

    assertEquals(there, copied.resumedRows());
    assertEquals(1_000, copied.rows());
    assertEquals(1_000, data.count(data.target, "orders"));
    assertEquals(there, data.count(data.target, "orders WHERE name = 'copied once'"));
  }

  @Test
  void aCopyKeepsRowsOfOneKeyGroupTogetherAcrossChunks() throws SQLException {
    data.onLegacy("INSERT INTO OMS.STOCK SELECT 'W' || MOD(X, 3), X, X FROM SYSTEM_RANGE(1, 700)");

    data.copy(STOCK);

    data.assertEqualOnBothSides();
    assertEquals(700, data.count(data.target, "stock"));
  }

  @Test
  void shardsThatBeginAtTheSameTimeDoNotStandInEachOthersWay() throws SQLException {
    data.orders(4_000);
    List<Shard> shards = data.sync.split(data.both, ORDERS, 100);
    assertTrue(shards.size() >= 4, () -> String.valueOf(shards));

    List<CompletableFuture<Copied>> copies =
        shards.stream()
            .limit(4)
            .map(
                shard ->
                    CompletableFuture.supplyAsync(
                        () -> data.sync.copy(data.run, data.both, shard, 100, null)))
            .toList();

    copies.forEach(copy -> assertTrue(copy.join().rows() > 0));
  }

  @Test
  void anOlderAttemptThatWakesUpWritesNothing() throws SQLException {
    data.orders(500);
    Shard shard = shard();
    AtomicInteger beats = new AtomicInteger();
    DatabaseSync older =
        new DatabaseSync(
            data.connections,
            progress -> {
              if (beats.incrementAndGet() == 3) {
                data.sync.copy(data.run, data.both, shard, 100, null);
                overwriteNames();
              }
            });

    assertFails(FailureType.OVERTAKEN, () -> older.copy(data.run, data.both, shard, 100, null));

    assertEquals(500, data.count(data.target, "orders WHERE name = 'newer attempt'"));
  }

  private void overwriteNames() {
    try {
      data.asEngine(data.target, "UPDATE orders SET name = 'newer attempt'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTokenOfAnOlderAttemptProvesNothing() throws SQLException {
    try (Connection connection = data.connections.open("target")) {
      var dialect = data.connections.dialect("target");
      Token older = Token.claim(connection, dialect, data.run, "copy ORDERS/1");
      Token newer = Token.claim(connection, dialect, data.run, "copy ORDERS/1");

      assertFails(FailureType.OVERTAKEN, () -> older.prove(connection, dialect, data.target));
      newer.prove(connection, dialect, data.target);
    }
  }

  @Test
  void aRunThatWasOvertakenCopiesNothingAndDoesNotStopTheNewerOne() throws SQLException {
    data.orders(300);
    Shard shard = shard();
    Conductor second = data.nextRun("second run");
    AtomicInteger beats = new AtomicInteger();
    DatabaseSync newer =
        new DatabaseSync(
            data.connections,
            progress -> {
              if (beats.incrementAndGet() == 2) {
                assertFails(
                    FailureType.STALE_EPOCH,
                    () -> data.sync.copy(data.run, data.both, shard, 100, null));
              }
            });

    assertEquals(300, newer.copy(second, data.both, shard, 100, null).rows());
    data.assertEqualOnBothSides();
  }

  @Test
  void nothingIsCopiedOverATargetThatIsOpen() throws SQLException {
    data.orders(3);
    Shard shard = shard();
    data.fence.openTarget(data.run, data.target);

    assertFails(
        FailureType.PRECONDITION, () -> data.sync.copy(data.run, data.both, shard, 100, null));
    assertEquals(0, data.count(data.target, "orders"));
  }

  @Test
  void theJournalCarriesInsertsUpdatesDeletesAndChangedKeys() throws SQLException {
    data.orders(10);
    data.onLegacy("INSERT INTO OMS.STOCK VALUES ('ab', 1, 10)");
    data.copyAll();
    data.delta();
    data.onLegacy("INSERT INTO OMS.ORDERS (ORDER_ID, NAME) VALUES (11, 'inserted')");
    data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'updated' WHERE ORDER_ID = 2");
    data.onLegacy("DELETE FROM OMS.ORDERS WHERE ORDER_ID = 3");
    data.onLegacy("UPDATE OMS.ORDERS SET ORDER_ID = 44 WHERE ORDER_ID = 4");
    data.onLegacy("UPDATE OMS.STOCK SET WAREHOUSE = 'a:b;' WHERE WAREHOUSE = 'ab'");

    Delta delta = data.sync.delta(data.run, data.both, Side.LEGACY, TABLES, 10);

    assertEquals(0, delta.left());
    assertEquals(4, delta.upserted());
    assertEquals(3, delta.deleted());
    data.assertEqualOnBothSides();
    assertEquals("order 4", data.cell(data.target, "SELECT name FROM orders WHERE order_id = 44"));
    assertEquals(0, data.count(data.target, "orders WHERE order_id IN (3, 4)"));
    assertEquals("10", data.cell(data.target, "SELECT quantity FROM stock"));
  }

  @Test
  void aKeyWithDecimalPlacesTravelsInWhateverDigitsATriggerWritesIt() throws SQLException {
    data.asEngine(data.legacy, "CREATE TABLE OMS.RATES (ID NUMBER(12,2) PRIMARY KEY, NOTE DATE)");
    data.asEngine(data.target, "CREATE TABLE rates (id DECIMAL(12,2) PRIMARY KEY, note DATETIME)");
    List<Table> tables = List.of(new Table("RATES", null, Map.of()));
    data.sync.prepare(data.legacy, tables);
    data.sync.prepare(data.target, tables);
    data.onLegacy("INSERT INTO OMS.RATES VALUES (5, NULL)");
    assertEquals("5;", data.cell(data.legacy, "SELECT pk FROM CUTOVER.CUTOVER_JOURNAL"));

    assertEquals(0, data.compare(tables.get(0)).confirmed());
    Delta delta = data.sync.delta(data.run, data.both, Side.LEGACY, tables, 10);

    assertEquals(1, delta.upserted());
    assertEquals(0, delta.deleted());
    assertTrue(data.compare(tables.get(0)).equal());
    assertEquals(1, data.count(data.target, "rates"));
  }

  @Test
  void rowsWhoseKeyHoldsATimeTravelThroughTheJournal() throws SQLException {
    data.copyAll();
    data.onLegacy("INSERT INTO OMS.SHIFTS VALUES (TIMESTAMP '2024-02-29 08:00:00', 1, 'Ueda')");
    data.onLegacy("INSERT INTO OMS.SHIFTS VALUES (TIMESTAMP '2024-02-29 08:30:15', 1, 'Mori')");
    data.delta();
    data.assertEqualOnBothSides();
    data.onLegacy("DELETE FROM OMS.SHIFTS WHERE CLERK = 'Ueda'");
    data.delta();

    data.assertEqualOnBothSides();
    assertEquals("Mori", data.cell(data.target, "SELECT clerk FROM shifts"));
  }

  @Test
  void aDeltaThatWasKilledIsCarriedByTheNextOne() throws SQLException {
    data.copyAll();
    data.orders(20);
    DatabaseSync killed = new DatabaseSync(data.connections, killedAt(1));

    assertThrows(
        CancellationException.class,
        () -> killed.delta(data.run, data.both, Side.LEGACY, TABLES, 10));
    assertEquals(20, data.sync.lag(data.legacy));

    data.delta();
    assertEquals(0, data.sync.lag(data.legacy));
    data.assertEqualOnBothSides();
  }

  @Test
  void aTransactionThatIsRolledBackLeavesNothingToCarry() throws SQLException {
    try (Connection business = data.connections.openAsBusiness("legacy")) {
      business.setAutoCommit(false);
      try (var statement = business.createStatement()) {
        statement.execute("INSERT INTO OMS.ORDERS (ORDER_ID) VALUES (1)");
      }
      business.rollback();
    }

    assertEquals(0, data.sync.lag(data.legacy));
  }

  @Test
  void sequencesGoOnBehindEveryKeyOnEitherSideAndNeverBack() throws SQLException {
    data.orders(41);
    data.copyAll();
    data.freeze();
    data.delta();
    AlignedSequence onTarget = aligned(Side.TARGET);
    assertEquals(42, onTarget.next());
    data.fence.switchLegacy(data.run, data.legacy, TwoDatabases.DRAIN);
    data.fence.openTarget(data.run, data.target);
    data.onTarget("INSERT INTO orders (name) VALUES ('first on the target')");
    data.onTarget("INSERT INTO orders (name) VALUES ('second on the target')");
    data.onTarget("DELETE FROM orders WHERE name = 'second on the target'");
    assertEquals(
        "42",
        data.cell(data.target, "SELECT order_id FROM orders WHERE name = 'first on the target'"));
    data.fence.closeTarget(data.run, data.target, TwoDatabases.DRAIN);

    // 43 was handed out, though its row is gone.
    AlignedSequence onLegacy = aligned(Side.LEGACY);
    assertEquals(44, onLegacy.next());
    assertEquals("ORDER_SEQ", onLegacy.name());
    assertEquals("44", data.cell(data.legacy, "SELECT NEXT VALUE FOR OMS.ORDER_SEQ"));
    assertEquals("45", data.cell(data.legacy, "SELECT NEXT VALUE FOR OMS.ORDER_SEQ"));

    assertEquals(46, aligned(Side.LEGACY).next());
    assertEquals("46", data.cell(data.legacy, "SELECT NEXT VALUE FOR OMS.ORDER_SEQ"));
    assertEquals(47, aligned(Side.TARGET).next());
  }

  @Test
  void aNumberThatWasHandedOutIsNotGivenAgainThoughNoRowHasIt() throws SQLException {
    data.copyAll();
    data.asEngine(data.legacy, "ALTER SEQUENCE OMS.ORDER_SEQ RESTART WITH 500");
    assertEquals(500, aligned(Side.TARGET).next());
    data.asEngine(data.target, "ALTER TABLE orders AUTO_INCREMENT = 900");
    assertEquals(900, aligned(Side.LEGACY).next());
  }

  private AlignedSequence aligned(Side side) {
    return data.sync.alignSequences(data.run, data.both, side, List.of(ORDERS, SHIFTS)).get(0);
  }

  @Test
  void rowsWhoseKeysAreBytesAndIdentifiersTravelThroughTheJournalWithFloatsAndLongBytes()
      throws SQLException {
    Table parts = new Table("O'PARTS", null, Map.of());
    List<Table> tables = List.of(parts);
    data.asEngine(
        data.legacy,
        "CREATE TABLE OMS.\"O'PARTS\" (GUID RAW(16), SERIAL UUID, WEIGHT BINARY_DOUBLE, SCAN BLOB,"
            + " SHIPPED TIMESTAMP WITH TIME ZONE, PRIMARY KEY (GUID, SERIAL))");
    data.asEngine(
        data.target,
        "CREATE TABLE `O'PARTS` (guid VARBINARY(16), serial UUID, weight DOUBLE, scan LONGBLOB,"
            + " shipped TIMESTAMP(6) NULL, PRIMARY KEY (guid, serial))");
    data.sync.prepare(data.legacy, tables);
    data.sync.prepare(data.target, tables);
    String uuid = "550e8400-e29b-41d4-a716-446655440000";
    String row =
        "INSERT INTO OMS.\"O'PARTS\" VALUES (X'%s', '%s', 0.1, X'00ff',"
            + " TIMESTAMP WITH TIME ZONE '2024-04-01 00:00:00.5+09:00')";
    data.onLegacy(row.formatted("00ff", uuid));
    data.onLegacy(row.formatted("3b", uuid));
    data.sync.delta(data.run, data.both, Side.LEGACY, tables, 10);
    assertTrue(data.compare(parts).equal());
    assertEquals(2, data.count(data.target, "`O'PARTS`"));
    data.onLegacy("DELETE FROM OMS.\"O'PARTS\" WHERE GUID = X'3b'");
    data.onLegacy("UPDATE OMS.\"O'PARTS\" SET WEIGHT = 0.30000000000000004, SCAN = NULL");
    data.sync.delta(data.run, data.both, Side.LEGACY, tables, 10);
    assertTrue(data.compare(parts).equal());
    assertEquals(1, data.count(data.target, "`O'PARTS` WHERE weight = 0.30000000000000004"));

    data.asEngine(data.target, "UPDATE cutover_fence SET state = 'OPEN'");
    data.onTarget("UPDATE `O'PARTS` SET weight = -0.5, scan = X'01', shipped = NULL");
    data.asEngine(data.target, "UPDATE cutover_fence SET state = 'CLOSED'");
    assertEquals(0, data.sync.carryBack(data.run, data.both, tables).refusedKeys());
    assertTrue(data.compare(parts).equal());
  }
}
