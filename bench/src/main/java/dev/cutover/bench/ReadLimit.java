package dev.cutover.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The fastest that two sides can be gone through at all, both at the same time. */
final class ReadLimit {

  private static final String BARE_DIGEST =
      "SELECT COUNT(*), SUM(CAST(CONV(LEFT(MD5(CONCAT_WS('#', order_id, order_no, customer_id,"
          + " customer_name, status, channel, currency, net, tax, weight, items, ordered_at,"
          + " shipped_at, due_on, address, note)), 16), 16, -10) AS SIGNED)) FROM orders";

  private final MySql server;
  private final List<String> databases;

  ReadLimit(MySql server, String... databases) {
    this.server = server;
    this.databases = List.of(databases);
  }

  /** Every cell comes over and is dropped. */
  void columns() throws Exception {
    onEach(
        statement -> {
          statement.setFetchSize(Integer.MIN_VALUE);
          long bytes = 0;
          try (ResultSet rows = statement.executeQuery("SELECT * FROM orders")) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
              for (int i = 1; i <= columns; i++) {
                byte[] cell = rows.getBytes(i);
                bytes += cell == null ? 0 : cell.length;
              }
            }
          }
          return bytes;
        });
  }

  /** The server's own sum over the stored rows: 32 bits, blind to NULLs. */
  void checksums() throws Exception {
    onEach(statement -> number(statement, "CHECKSUM TABLE orders"));
  }

  /**
   * As any hand-written script sums MD5: no lengths, no NULLs, so that values can pass for others.
   */
  void digests() throws Exception {
    onEach(statement -> number(statement, BARE_DIGEST));
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(2).length();
    }
  }

  private void onEach(Reading reading) throws Exception {
    ExecutorService sides = Executors.newFixedThreadPool(databases.size());
    try {
      List<Callable<Long>> readings =
          databases.stream()
              .<Callable<Long>>map(
                  database ->
                      () -> {
                        try (Connection connection = server.connect(database);
                            Statement statement = connection.createStatement()) {
                          return reading.of(statement);
                        }
                      })
              .toList();
      long first = -1;
      for (Future<Long> side : sides.invokeAll(readings)) {
        long seen = side.get();
        if (first >= 0 && seen != first) {
          throw new IllegalStateException("both sides hold the same, but did not read the same");
        }
        first = seen;
      }
    } finally {
      sides.shutdownNow();
    }
  }

  /** One side's. */
  private interface Reading {
    long of(Statement statement) throws SQLException;
  }
}
