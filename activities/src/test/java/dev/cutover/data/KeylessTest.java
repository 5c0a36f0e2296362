package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.SyncActivities.CarriedBack;
import dev.cutover.activity.SyncActivities.Delta;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table whose rows can't be named is moved all the same, and nothing in it goes unseen. */
final class KeylessTest {

  private static final Table EVENTS = new Table("EVENTS", null, Map.of());
  private static final List<Table> TABLES = List.of(EVENTS);
  private static final List<Table> ALL =
      Stream.concat(TwoDatabases.TABLES.stream(), TABLES.stream()).toList();

  private final TwoDatabases data;

  KeylessTest() throws SQLException {
    data = new TwoDatabases();
  }

  @BeforeEach
  void bothSidesHoldTheSame() throws SQLException {
    data.asEngine(data.legacy, "CREATE TABLE OMS.EVENTS (WHAT VARCHAR2(40), WEIGHT BINARY_DOUBLE)");
    data.asEngine(data.target, "CREATE TABLE events (what VARCHAR(40), weight DOUBLE)");
    data.sync.prepare(data.legacy, ALL);
    data.sync.prepare(data.target, ALL);
    data.onLegacy("INSERT INTO OMS.EVENTS VALUES ('order', 0.1), ('order', 0.1), (NULL, NULL)");
    data.copy(EVENTS);
    assertEquals(new Delta(1, 3, 0, 0, Duration.ZERO), delta());
    assertTrue(data.compare(EVENTS).equal());
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private Delta delta() {
    return data.sync.delta(data.run, data.both, Side.LEGACY, TABLES, 10);
  }

  @Test
  void anyChangeOfTheBusinessIsCarriedWithTheWholeTable() throws SQLException {
    data.onLegacy("UPDATE OMS.EVENTS SET WEIGHT = 0.2 WHERE WHAT IS NULL");
    data.onLegacy("DELETE FROM OMS.EVENTS WHERE WHAT = 'order' AND ROWNUM = 1");

    assertEquals(new Delta(1, 2, 0, 0, Duration.ZERO), delta());

    assertTrue(data.compare(EVENTS).equal());
    assertEquals(2, data.count(data.target, "events"));
  }

  @Test
  void whatIsOnItsWayIsNoDiscrepancy() throws SQLException {
    data.onLegacy("INSERT INTO OMS.EVENTS VALUES ('late', 1)");
    assertEquals(0, data.compare(EVENTS).confirmed());
  }

  @Test
  void aStrayRowOnTheTargetIsFoundAndMended() throws SQLException {
    data.asEngine(data.target, "INSERT INTO events VALUES ('order', 0.1)");
    TableComparison found = data.compare(EVENTS);
    assertFalse(found.equal());
    assertTrue(found.examples().get(0).key().endsWith(" x1"), found.examples()::toString);

    assertEquals(1, data.comparison.repair(data.run, data.both, EVENTS));

    assertTrue(data.compare(EVENTS).equal());
  }

  @Test
  void aCopyIsDoneOnce() throws SQLException {
    data.asEngine(data.target, "INSERT INTO events VALUES ('stray', 1)");
    data.copy(EVENTS);
    assertEquals(4, data.count(data.target, "events"));
  }

  @Test
  void whatChangedOnTheTargetIsListedOnTheWayBackAndLegacyIsLeftAlone() throws SQLException {
    data.orders(1);
    data.delta();
    data.cutOver();
    data.onTarget("INSERT INTO events VALUES ('new', 2)");

    CarriedBack carried = data.sync.carryBack(data.run, data.both, ALL);

    assertTrue(carried.toString().contains("EVENTS:*: it has no key"), carried::toString);
    assertEquals(3, data.count(data.legacy, "OMS.EVENTS"));
  }
}
