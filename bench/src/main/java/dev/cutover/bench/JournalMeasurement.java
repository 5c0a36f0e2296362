package dev.cutover.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** What fence and journal cost the business: its transactions with our triggers and without. */
final class JournalMeasurement {

  private static final String PLAIN = "journal_plain";
  private static final String FENCED = "journal_fenced";
  private static final int ROWS = 100_000;
  private static final int PAIRS = 21;
  private static final int CLIENTS = 2;
  private static final int TRANSACTIONS = 400;
  private static final int UPDATES = 4;

  private final MySql server;
  private final AtomicLong newKeys = new AtomicLong(ROWS * 100L);

  /**
   * @param server whose commits are durable
   */
  JournalMeasurement(MySql server) {
    this.server = server;
  }

  void measure(Report report) throws Exception {
    Orders.fill(server, PLAIN, ROWS);
    Orders.same(server, PLAIN, FENCED);
    Orders.lay(server, "journal_target");
    try (TwoSides sides = new TwoSides(server, FENCED, "journal_target")) {
      sides.prepare();
    }
    transactions(PLAIN);
    transactions(FENCED);
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    List<Double> plainTimes = new ArrayList<>();
    List<Double> fencedTimes = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      boolean plainFirst = pair % 2 == 0;
      Samples first = transactions(plainFirst ? PLAIN : FENCED);
      Samples second = transactions(plainFirst ? FENCED : PLAIN);
      Samples plain = plainFirst ? first : second;
      Samples fenced = plainFirst ? second : first;
      p50.add(fenced.median() / plain.median());
      p99.add(fenced.percentile(0.99) / plain.percentile(0.99));
      plainTimes.add(plain.median());
      fencedTimes.add(fenced.median());
    }
    Map<String, Samples> times = new LinkedHashMap<>();
    times.put("without triggers, p50", new Samples(plainTimes));
    times.put("with fence and journal, p50", new Samples(fencedTimes));
    report.times(
        "Source transactions of 5 rows, durable, %d clients, %d pairs".formatted(CLIENTS, PAIRS),
        times);
    String of = " of a source transaction with fence and journal to one without";
    report.figure(Figure.atMost("journal_p50", new Samples(p50).median(), 1.25, "p50" + of));
    report.figure(Figure.atMost("journal_p99", new Samples(p99).median(), 1.3, "p99" + of));
  }

  /** How long each transaction took, of all clients. */
  private Samples transactions(String database) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<List<Double>>> work = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int seed = client;
        work.add(() -> client(database, seed));
      }
      List<Double> seconds = new ArrayList<>();
      for (Future<List<Double>> done : clients.invokeAll(work)) {
        seconds.addAll(done.get());
      }
      return new Samples(seconds);
    } finally {
      clients.shutdownNow();
    }
  }

  private List<Double> client(String database, int seed) throws SQLException {
    List<Double> seconds = new ArrayList<>();
    Random random = new Random(seed);
    try (Connection connection =
            DriverManager.getConnection(
                server.url(database), TwoSides.BUSINESS, server.password());
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO orders (order_id, order_no, customer_id, customer_name, status,"
                    + " currency, net, tax, items, ordered_at)"
                    + " VALUES (?, 'OMS-NEW', 4711, '佐藤 葵', 'NEW', 'JPY', 1200, 120, 2,"
                    + " NOW(6))");
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE orders SET status = 'SHIPPED', shipped_at = NOW(6) WHERE order_id = ?")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < TRANSACTIONS; i++) {
        long begin = System.nanoTime();
        insert.setLong(1, newKeys.incrementAndGet());
        insert.executeUpdate();
        for (int row = 0; row < UPDATES; row++) {
          // Clients keep to rows of their own, so that none waits for another's.
          long n = random.nextInt(ROWS / CLIENTS) * (long) CLIENTS + seed + 1;
          update.setLong(1, n * 2 + n / 1000 * 37);
          update.executeUpdate();
        }
        connection.commit();
        seconds.add((System.nanoTime() - begin) / 1e9);
      }
    }
    return seconds;
  }
}
