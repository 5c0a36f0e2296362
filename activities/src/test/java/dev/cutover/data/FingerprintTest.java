package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.cutover.activity.Database;
import dev.cutover.database.Catalog;
import dev.cutover.database.Fingerprint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was found out about a table's rows is void as soon as triggers may have missed some. */
final class FingerprintTest {

  private final TwoDatabases data;

  FingerprintTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private String fingerprint(Database database) throws SQLException {
    return fingerprint(database, "ORDERS");
  }

  private String fingerprint(Database database, String table) throws SQLException {
    var dialect = data.connections.dialect(database.endpoint());
    try (Connection connection = data.connections.open(database.endpoint())) {
      return Fingerprint.of(
          connection, dialect, Catalog.shape(connection, dialect, table, Set.of()));
    }
  }

  /** Each statement on its own changes what the table was before it. */
  private void assertEachChanges(Database database, String... statements) throws SQLException {
    for (String sql : statements) {
      String before = fingerprint(database);
      data.asEngine(database, sql);
      assertNotEquals(before, fingerprint(database), sql);
    }
  }

  @Test
  void writesAndAPreparationThatChangesNothingLeaveItAsItIs() throws SQLException {
    String legacy = fingerprint(data.legacy);
    String target = fingerprint(data.target);

    data.orders(20);
    data.copyAll();
    data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'x' WHERE ORDER_ID < 10");
    data.onLegacy("DELETE FROM OMS.ORDERS WHERE ORDER_ID = 3");
    data.delta();
    data.cell(data.target, "ANALYZE TABLE orders");
    data.sync.prepare(data.legacy, TwoDatabases.TABLES);
    data.sync.prepare(data.target, TwoDatabases.TABLES);

    assertEquals(legacy, fingerprint(data.legacy));
    assertEquals(target, fingerprint(data.target));
  }

  @Test
  void noTwoTablesHaveTheSame() throws SQLException {
    assertNotEquals(fingerprint(data.target, "STOCK"), fingerprint(data.target, "SHIFTS"));
    assertNotEquals(fingerprint(data.legacy, "STOCK"), fingerprint(data.legacy, "SHIFTS"));
  }

  @Test
  void everyChangeOfATableChangesItOnLegacy() throws SQLException {
    assertEachChanges(
        data.legacy,
        "ALTER TABLE OMS.ORDERS ALTER COLUMN NAME SET DATA TYPE VARCHAR2(101)",
        "ALTER TABLE OMS.ORDERS ALTER COLUMN TOTAL SET NOT NULL",
        "ALTER TABLE OMS.ORDERS ALTER COLUMN TOTAL SET DATA TYPE NUMBER(15,2)",
        "ALTER TABLE OMS.ORDERS ADD EXTRA NUMBER(1)",
        "CREATE UNIQUE INDEX OMS.ORDERS_CODE ON OMS.ORDERS (CODE)",
        "DROP TRIGGER OMS.CUTOVER_ORDERS");
  }

  @Test
  void everyChangeOfATableChangesItOnTheTarget() throws SQLException {
    assertEachChanges(
        data.target,
        "ALTER TABLE orders MODIFY name VARCHAR(101)",
        "ALTER TABLE orders MODIFY name VARCHAR(101) COLLATE utf8mb4_general_nopad_ci",
        "ALTER TABLE orders MODIFY changed DATETIME(3)",
        "ALTER TABLE orders ADD extra INT INVISIBLE",
        "CREATE UNIQUE INDEX orders_code ON orders (code)",
        "DROP TRIGGER cutover_orders_D");
  }

  @Test
  void aTriggerThatWasGoneForAWhileIsNotTheOneThatWasThere() throws SQLException {
    String legacy = fingerprint(data.legacy);
    String target = fingerprint(data.target);

    data.asEngine(data.legacy, "DROP TRIGGER OMS.CUTOVER_ORDERS");
    data.asEngine(data.target, "DROP TRIGGER cutover_orders_I");
    data.asEngine(data.legacy, "INSERT INTO OMS.ORDERS (ORDER_ID) VALUES (1)");
    untilTheTargetsClockIsPastItsTriggers();
    data.sync.prepare(data.legacy, TwoDatabases.TABLES);
    data.sync.prepare(data.target, TwoDatabases.TABLES);

    assertNotEquals(legacy, fingerprint(data.legacy));
    assertNotEquals(target, fingerprint(data.target));
  }

  /** It keeps their time in hundredths of a second. */
  private void untilTheTargetsClockIsPastItsTriggers() throws SQLException {
    String past =
        "SELECT SYSDATE(2) > MAX(created) FROM information_schema.triggers"
            + " WHERE trigger_schema = DATABASE()";
    while (!data.cell(data.target, past).equals("1")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aTableOfTheSameNameIsAnotherTable() throws SQLException {
    String before = fingerprint(data.legacy);
    data.asEngine(data.legacy, "CREATE TABLE OMS.SPARE AS SELECT * FROM OMS.ORDERS");
    data.asEngine(data.legacy, "DROP TABLE OMS.ORDERS");
    data.asEngine(data.legacy, "ALTER TABLE OMS.SPARE RENAME TO ORDERS");
    assertNotEquals(before, fingerprint(data.legacy));
  }

  @Test
  void aTruncatedTableIsAnotherTable() throws SQLException {
    assertEachChanges(data.target, "TRUNCATE TABLE orders");
  }

  @Test
  void aTruncatedTableWithAJapaneseNameIsAnotherTable() throws SQLException {
    data.asEngine(data.target, "CREATE TABLE `注文 $1` (id INT PRIMARY KEY)");
    String before = fingerprint(data.target, "注文 $1");
    data.asEngine(data.target, "TRUNCATE TABLE `注文 $1`");
    assertNotEquals(before, fingerprint(data.target, "注文 $1"));
  }
}
