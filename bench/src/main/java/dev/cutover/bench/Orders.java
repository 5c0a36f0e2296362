package dev.cutover.bench;

import java.sql.SQLException;

/**
 * The table that is measured: orders of 16 columns with three secondary indexes and gaps in their
 * keys, the same in every run.
 */
final class Orders {

  static final String TABLE = "orders";

  private static final String DDL =
      """
      CREATE TABLE %s.orders (
        order_id BIGINT NOT NULL PRIMARY KEY,
        order_no VARCHAR(20) NOT NULL,
        customer_id BIGINT NOT NULL,
        customer_name VARCHAR(80) NOT NULL,
        status VARCHAR(12) NOT NULL,
        channel VARCHAR(8),
        currency VARCHAR(3) NOT NULL,
        net DECIMAL(14,2) NOT NULL,
        tax DECIMAL(12,4) NOT NULL,
        weight DECIMAL(10,3),
        items INT NOT NULL,
        ordered_at DATETIME(6) NOT NULL,
        shipped_at DATETIME(6),
        due_on DATE,
        address VARCHAR(200),
        note VARCHAR(255),
        KEY of_customer (customer_id), KEY by_time (ordered_at), KEY open_orders (status, due_on))
      """;

  /** Every value follows from the row's number n. */
  private static final String ROWS =
      """
      INSERT INTO %s.orders
      WITH RECURSIVE numbers (n) AS (SELECT %d UNION ALL SELECT n + 1 FROM numbers WHERE n < %d)
      SELECT n * 2 + (n DIV 1000) * 37,
        CONCAT('OMS-', LPAD(n, 10, '0')),
        CRC32(n) MOD 50000,
        CONCAT(ELT(1 + n MOD 5, '佐藤', '鈴木', '高橋', '田中', '伊藤'), ' ',
          ELT(1 + n MOD 7, '太郎', '花子', '一郎', '美咲', '健', '翔', '葵')),
        ELT(1 + n MOD 5, 'NEW', 'PICKED', 'SHIPPED', 'CLOSED', 'CANCELLED'),
        ELT(1 + n MOD 4, 'web', 'edi', 'phone', NULL),
        'JPY',
        (CRC32(CONCAT('net', n)) MOD 100000000) / 100,
        (CRC32(CONCAT('tax', n)) MOD 10000000) / 10000,
        IF(n MOD 3 = 0, NULL, (CRC32(CONCAT('weight', n)) MOD 1000000) / 1000),
        1 + n MOD 9,
        TIMESTAMP'2016-01-01 00:00:00' + INTERVAL n * 31 SECOND
          + INTERVAL (CRC32(CONCAT('ordered', n)) MOD 1000000) MICROSECOND,
        IF(n MOD 5 < 2, NULL, TIMESTAMP'2016-01-03 00:00:00' + INTERVAL n * 31 SECOND
          + INTERVAL (CRC32(CONCAT('shipped', n)) MOD 1000000) MICROSECOND),
        IF(n MOD 11 = 0, NULL, DATE'2016-01-05' + INTERVAL (n DIV 2800) DAY),
        IF(n MOD 6 = 0, NULL, CONCAT('東京都千代田区丸の内', n MOD 9 + 1, '丁目', n MOD 23 + 1, '番',
          n MOD 17 + 1, '号 第', n MOD 40, 'ビル')),
        IF(n MOD 4 = 0, CONCAT('至急 ', MD5(CONCAT(n)), ' 午前中にお届けください'), NULL)
      FROM numbers
      """;

  private static final int ROWS_A_STATEMENT = 250_000;

  private Orders() {}

  /** Makes a database anew, with the table empty. */
  static void lay(MySql server, String database) throws SQLException {
    server.execute(
        "DROP DATABASE IF EXISTS " + database,
        "CREATE DATABASE " + database,
        DDL.formatted(database));
  }

  static void fill(MySql server, String database, long rows) throws SQLException {
    lay(server, database);
    for (long first = 1; first <= rows; first += ROWS_A_STATEMENT) {
      server.execute(
          "SET SESSION cte_max_recursion_depth = " + ROWS_A_STATEMENT,
          ROWS.formatted(database, first, Math.min(rows, first + ROWS_A_STATEMENT - 1)));
    }
    server.execute("ANALYZE TABLE " + database + ".orders");
  }

  /** The same rows in another database of the same server. */
  static void same(MySql server, String from, String to) throws SQLException {
    lay(server, to);
    server.execute(
        "INSERT INTO %s.orders SELECT * FROM %s.orders".formatted(to, from),
        "ANALYZE TABLE " + to + ".orders");
  }

  /** Changes as many rows as are asked for, evenly over the table, one cell in each. */
  static long scatter(MySql server, String database, long rows, long changes) throws SQLException {
    long every = Math.max(1, rows / changes);
    server.execute(
        """
        UPDATE %s.orders SET
          net = net + IF(items MOD 3 = 0, 0.01, 0),
          ordered_at = ordered_at + INTERVAL IF(items MOD 3 = 1, 1, 0) MICROSECOND,
          customer_name = IF(items MOD 3 = 2, CONCAT(customer_name, ' '), customer_name)
        WHERE CAST(SUBSTRING(order_no, 5) AS UNSIGNED) MOD %d = 0
          AND CAST(SUBSTRING(order_no, 5) AS UNSIGNED) <= %d
        """
            .formatted(database, every, every * changes));
    return Math.min(changes, rows / every);
  }
}
