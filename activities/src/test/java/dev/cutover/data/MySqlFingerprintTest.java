package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.cutover.database.Catalog;
import dev.cutover.database.Dialect;
import dev.cutover.database.Fingerprint;
import dev.cutover.database.TableShape;
import dev.cutover.endpoint.DatabaseEndpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real MySQL, as {@link FingerprintTest} on MariaDB. */
@Tag("mysql-server")
final class MySqlFingerprintTest {

  private final Connection connection;
  private final Dialect dialect;

  MySqlFingerprintTest() throws SQLException {
    DatabaseEndpoint endpoint = MySqlServer.database();
    dialect = Dialect.of(endpoint.url());
    connection = DriverManager.getConnection(endpoint.url(), endpoint.user(), endpoint.password());
    execute("CREATE TABLE orders (id BIGINT PRIMARY KEY, name VARCHAR(100))");
    execute(dialect.engineTables().toArray(String[]::new));
    layTriggers();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private TableShape orders() throws SQLException {
    return Catalog.shape(connection, dialect, "ORDERS", Set.of());
  }

  private void layTriggers() throws SQLException {
    execute(dialect.triggers(orders(), "cutover").toArray(String[]::new));
  }

  private String fingerprint() throws SQLException {
    return Fingerprint.of(connection, dialect, orders());
  }

  @Test
  void writesLeaveItAsItIs() throws SQLException {
    String before = fingerprint();
    execute(
        "INSERT INTO orders VALUES (1, 'a'), (2, 'b')",
        "UPDATE orders SET name = 'c' WHERE id = 2",
        "DELETE FROM orders WHERE id = 1",
        "ANALYZE TABLE orders");
    assertEquals(before, fingerprint());
  }

  @Test
  void everyChangeOfATableChangesIt() throws SQLException {
    for (String sql :
        new String[] {
          "TRUNCATE TABLE orders",
          "ALTER TABLE orders MODIFY name VARCHAR(101)",
          "ALTER TABLE orders MODIFY name VARCHAR(101) COLLATE utf8mb4_ja_0900_as_cs",
          "ALTER TABLE orders ALTER COLUMN name SET INVISIBLE",
          "CREATE UNIQUE INDEX orders_name ON orders (name)",
          "DROP TRIGGER cutover_orders_D"
        }) {
      String before = fingerprint();
      execute(sql);
      assertNotEquals(before, fingerprint(), sql);
    }
  }

  @Test
  void aTriggerThatWasGoneForAWhileIsNotTheOneThatWasThere() throws SQLException {
    String before = fingerprint();
    execute("DROP TRIGGER cutover_orders_D");
    while (!clockIsPastTheTriggers()) {
      Thread.onSpinWait();
    }
    layTriggers();
    assertNotEquals(before, fingerprint());
  }

  private boolean clockIsPastTheTriggers() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT SYSDATE(2) > MAX(created) FROM information_schema.triggers"
                    + " WHERE trigger_schema = DATABASE()")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
