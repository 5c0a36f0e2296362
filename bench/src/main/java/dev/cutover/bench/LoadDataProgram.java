package dev.cutover.bench;

import com.mysql.cj.jdbc.JdbcStatement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What somebody would write who wants this one table over quickly: LOAD DATA LOCAL in the order of
 * the keys, two ranges at once. It proves nothing, resumes nothing and loses no time on either.
 * {@code DIR:PORT LEGACY TARGET}
 */
final class LoadDataProgram {

  private static final int PARALLEL = 2;
  private static final long KEYS_A_LOAD = 100_000;

  private LoadDataProgram() {}

  /** Prints the rows loaded. */
  public static void main(String[] arguments) throws Exception {
    MySql server = MySql.of(arguments[0]);
    long last =
        Long.parseLong(server.cell("SELECT MAX(order_id) FROM " + arguments[1] + ".orders"));
    List<Callable<Long>> halves = new ArrayList<>();
    for (int i = 0; i < PARALLEL; i++) {
      long from = last * i / PARALLEL;
      long to = last * (i + 1) / PARALLEL;
      halves.add(() -> load(server, arguments[1], arguments[2], from, to));
    }
    ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
    long rows = 0;
    try {
      for (Future<Long> half : threads.invokeAll(halves)) {
        rows += half.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println(rows);
  }

  private static long load(MySql server, String legacy, String target, long from, long to)
      throws SQLException {
    String writing = server.url(target) + "&allowLoadLocalInfile=true&characterEncoding=UTF-8";
    long rows = 0;
    try (Connection source = server.connect(legacy);
        Connection sink = DriverManager.getConnection(writing, MySql.ACCOUNT, server.password());
        Statement select = source.createStatement();
        Statement load = sink.createStatement()) {
      select.setFetchSize(Integer.MIN_VALUE);
      for (long at = from; at < to; at += KEYS_A_LOAD) {
        byte[] text = text(select, at, Math.min(to, at + KEYS_A_LOAD));
        load.unwrap(JdbcStatement.class).setLocalInfileInputStream(new ByteArrayInputStream(text));
        rows +=
            load.executeLargeUpdate(
                "LOAD DATA LOCAL INFILE 'rows' INTO TABLE orders CHARACTER SET utf8mb4");
      }
    }
    return rows;
  }

  private static byte[] text(Statement select, long from, long to) throws SQLException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 20);
    try (ResultSet rows =
        select.executeQuery(
            "SELECT * FROM orders WHERE order_id > %d AND order_id <= %d ORDER BY order_id"
                .formatted(from, to))) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          append(text, rows.getBytes(i));
          text.write(i == columns ? '\n' : '\t');
        }
      }
    }
    return text.toByteArray();
  }

  private static void append(
      ByteArrayOutputStream text, byte @org.jspecify.annotations.Nullable [] cell) {
    if (cell == null) {
      text.write('\\');
      text.write('N');
      return;
    }
    for (byte sign : cell) {
      if (sign == '\\' || sign == '\t' || sign == '\n') {
        text.write('\\');
      }
      text.write(sign);
    }
  }
}
