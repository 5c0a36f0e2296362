package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.ORDERS;
import static dev.cutover.data.TwoDatabases.STOCK;
import static dev.cutover.data.TwoDatabases.TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.cutover.activity.FenceState;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.database.Complaint;
import dev.cutover.database.Transaction;
import dev.cutover.database.Waits;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.plan.Side;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others do to a database stops no activity that may go on, and is told where it does. */
@Timeout(60)
final class VictimTest {

  private static final String BLOCKED = "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'";

  /** Who gets no connection is told soon. */
  private static final Waits SOON =
      new Waits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(15),
          Duration.ofMinutes(15),
          Duration.ofSeconds(1));

  private final Legacy legacy = new Legacy();
  private final DatabaseEndpoint administrator;
  private final TwoDatabases data;
  private final ExecutorService aside = Executors.newSingleThreadExecutor();

  VictimTest() throws SQLException {
    administrator = new Target().endpoint;
    data = new TwoDatabases(legacy.endpoint, ordinary(), SOON, legacy);
  }

  /** An engine with no rights on the server, as the plan's grants give it. */
  private DatabaseEndpoint ordinary() throws SQLException {
    String database = administrator.url().replaceAll(".*/", "");
    String name = "oms" + database.substring(database.length() - 20);
    asAdministrator(
        "CREATE USER " + name + " IDENTIFIED BY 'ordinary' WITH MAX_USER_CONNECTIONS 20");
    asAdministrator("GRANT ALL ON " + database + ".* TO " + name);
    return new DatabaseEndpoint(
        administrator.url(),
        name,
        "ordinary",
        administrator.businessUser(),
        administrator.businessPassword());
  }

  @BeforeEach
  void bothHoldThreeOrders() throws SQLException {
    data.orders(3);
    data.copyAll();
    data.delta();
  }

  @AfterEach
  void close() throws SQLException {
    aside.shutdownNow();
    data.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy ORDERS/1", "delta from LEGACY", "repair ORDERS"})
  void theVictimOfADeadlockIsMadeAgain(String lever) throws Exception {
    try (Connection other = data.connections.open("target");
        Statement statement = other.createStatement()) {
      Future<?> activity = blockedBy(statement, lever);
      long before = deadlocks();

      // The lighter transaction is the victim, and this one has written more.
      statement.executeUpdate(
          "UPDATE cutover_token SET epoch = epoch WHERE lever = '" + lever + "'");
      assertEquals(before + 1, deadlocks());
      other.rollback();

      activity.get();
    }
    data.delta();
    data.assertEqualOnBothSides();
  }

  @Test
  void aSessionThatIsKilledInATransactionIsToldOfAndTheNextAttemptGoesOn() throws Exception {
    try (Connection other = data.connections.open("target");
        Statement statement = other.createStatement()) {
      Future<?> activity = blockedBy(statement, "delta from LEGACY");
      statement.execute(
          "KILL "
              + cell(
                  "SELECT id FROM information_schema.processlist WHERE command = 'Query' AND user = '"
                      + data.connections.engineUser("target")
                      + "' AND id <> CONNECTION_ID() ORDER BY time_ms DESC LIMIT 1"));
      ExecutionException failure = assertThrows(ExecutionException.class, activity::get);
      other.rollback();

      assertTrue(
          String.valueOf(failure.getMessage()).contains("delta from LEGACY: "), failure::toString);
    }
    data.delta();
    data.assertEqualOnBothSides();
  }

  /** An activity that waits for a row which another transaction holds. */
  private Future<?> blockedBy(Statement other, String lever) throws Exception {
    Shard shard = data.sync.split(data.both, ORDERS, 100).get(0);
    other.getConnection().setAutoCommit(false);
    other.executeUpdate(
        "INSERT INTO stock WITH RECURSIVE x (n) AS"
            + " (SELECT 1 UNION ALL SELECT n + 1 FROM x WHERE n < 900) SELECT 'osaka', n, n FROM x");
    other.executeUpdate("UPDATE orders SET name = 'in the way' WHERE order_id = 2");
    Runnable activity =
        switch (lever) {
          case "repair ORDERS" -> {
            data.asEngine(data.legacy, "UPDATE OMS.ORDERS SET NAME = 'unseen' WHERE ORDER_ID = 2");
            data.compare(ORDERS);
            yield () -> data.comparison.repair(data.run, data.both, ORDERS);
          }
          case "delta from LEGACY" -> {
            data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'new' WHERE ORDER_ID = 2");
            yield () -> data.sync.delta(data.run, data.both, Side.LEGACY, TABLES, 10);
          }
          default -> {
            data.asEngine(data.target, "UPDATE cutover_chunk SET done = 0, last_key = NULL");
            yield () -> data.sync.copy(data.run, data.both, shard, 100, null);
          }
        };
    Future<?> running = aside.submit(activity);
    awaitBlocked(running);
    return running;
  }

  private void awaitBlocked(Future<?> activity) throws Exception {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      boolean blocked = false;
      while (!blocked) {
        try (ResultSet row = statement.executeQuery(BLOCKED)) {
          blocked = row.next() && row.getInt(2) > 0;
        }
        if (!blocked && activity.isDone()) {
          activity.get();
          fail("it was in nobody's way");
        }
      }
    }
  }

  @Test
  void aMoveOfTheFenceThatFellVictimIsMadeAgain() throws Exception {
    try (Connection other = data.connections.open("target");
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeUpdate(
          "INSERT INTO stock WITH RECURSIVE x (n) AS"
              + " (SELECT 1 UNION ALL SELECT n + 1 FROM x WHERE n < 900) SELECT 'osaka', n, n FROM x");
      statement.executeQuery("SELECT * FROM cutover_fence LOCK IN SHARE MODE").close();
      Future<?> move = aside.submit(() -> data.fence.openTarget(data.run, data.target));
      awaitBlocked(move);
      // Behind the move, which has asked for the row before.
      statement.executeUpdate("UPDATE cutover_fence SET attempt = attempt");
      other.rollback();
      move.get();
    }
    assertEquals(FenceState.OPEN, data.fence.observe(data.target).state());
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "target"})
  void aLockThatIsNotHadInTimeIsAskedForAgain(String endpoint) throws Exception {
    String orders = endpoint.equals("legacy") ? "OMS.ORDERS" : "orders";
    String update = "UPDATE " + orders + " SET name = 'x' WHERE order_id = 1";
    try (Connection other = data.connections.open(endpoint);
        Connection connection = data.connections.open(endpoint);
        Statement first = other.createStatement();
        Statement second = connection.createStatement()) {
      other.setAutoCommit(false);
      first.executeUpdate(update);
      data.connections.dialect(endpoint).lockTimeout(connection, 1);
      AtomicInteger tries = new AtomicInteger();

      Transaction.again(
          connection,
          () -> {
            if (tries.incrementAndGet() == 2) {
              other.commit();
            }
            return second.executeUpdate(update);
          });

      assertEquals(2, tries.get());
    }
  }

  @Test
  void aTargetThatIsReadOnlySaysWhatToDo() throws SQLException {
    data.onLegacy("UPDATE OMS.ORDERS SET NAME = 'new' WHERE ORDER_ID = 2");
    asAdministrator("SET GLOBAL read_only = ON");
    try {
      String told = assertThrows(IllegalStateException.class, data::delta).getMessage();
      assertTrue(String.valueOf(told).contains("SET GLOBAL read_only = OFF"), told);
    } finally {
      asAdministrator("SET GLOBAL read_only = OFF");
    }
    data.delta();
    data.assertEqualOnBothSides();
  }

  @Test
  void aTargetThatIsFullSaysWhatToDo() throws SQLException {
    data.asEngine(data.target, "DROP TABLE stock");
    data.asEngine(
        data.target,
        "CREATE TABLE stock (warehouse VARCHAR(10), product BIGINT, quantity BIGINT,"
            + " PRIMARY KEY (warehouse, product)) ENGINE=MEMORY MAX_ROWS=10");
    data.onLegacy("INSERT INTO OMS.STOCK SELECT 'TOKYO', X, X FROM SYSTEM_RANGE(1, 20000)");
    // As near to a full disk as it gets without one: the same code from the same server.
    asAdministrator("SET GLOBAL max_heap_table_size = 16384");
    try {
      String told = assertThrows(IllegalStateException.class, () -> data.copy(STOCK)).getMessage();
      assertTrue(String.valueOf(told).contains("make room there"), told);
    } finally {
      asAdministrator("SET GLOBAL max_heap_table_size = DEFAULT");
    }
  }

  @Test
  void aServerThatTakesNoMoreConnectionsSaysSoAndIsTriedAgain() throws SQLException {
    String engine = data.connections.engineUser("target");
    asAdministrator("KILL USER " + engine);
    List<Connection> held = new ArrayList<>();
    SQLException full =
        assertThrows(
            SQLException.class,
            () -> {
              while (held.size() < 100) {
                held.add(DriverManager.getConnection(administrator.url(), engine, "ordinary"));
              }
            });
    assertEquals(Complaint.Kind.UNAVAILABLE, Complaint.of(full).kind());

    assertTrue(Complaint.told(full).contains("all connections are taken"), full::toString);
    for (Connection connection : held) {
      connection.close();
    }
  }

  private Connection administrator() throws SQLException {
    return DriverManager.getConnection(
        administrator.url(), administrator.user(), administrator.password());
  }

  private void asAdministrator(String sql) throws SQLException {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String cell(String select) throws SQLException {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      row.next();
      return row.getString(1);
    }
  }

  private long deadlocks() throws SQLException {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'")) {
      row.next();
      return row.getLong(2);
    }
  }
}
