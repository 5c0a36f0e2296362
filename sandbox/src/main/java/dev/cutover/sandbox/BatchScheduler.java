package dev.cutover.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.HttpService.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One side's scheduler. Its 15 jobs really run against that side's database, each every few
 * seconds. The interface: docs/batch.md.
 */
final class BatchScheduler implements AutoCloseable {

  private static final long PERIOD_MILLIS = 2_000;
  private static final int MOST_DONE_KEPT = 1_000;

  private final Side side;
  private final OmsStore store;
  private final Erp erp;
  private final String token;
  private final int orders;
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Set<String> skipped = ConcurrentHashMap.newKeySet();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final Random random = new Random(15);
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(3);
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final List<ScheduledFuture<?>> timetable = new ArrayList<>();
  private final HttpService service;

  BatchScheduler(Side side, OmsStore store, Erp erp, String token, int orders) throws IOException {
    this.side = side;
    this.store = store;
    this.erp = erp;
    this.token = token;
    this.orders = orders;
    if (side == Side.TARGET) {
      held.addAll(Jobs.STATEMENTS.keySet());
    }
    service = new HttpService(this::answer);
    long delay = 0;
    for (String job : Jobs.STATEMENTS.keySet()) {
      delay += PERIOD_MILLIS / Jobs.STATEMENTS.size();
      timetable.add(
          clock.scheduleWithFixedDelay(
              () -> run(job), delay, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  URI url() {
    return service.url();
  }

  private Answer answer(String method, String path, @Nullable String authorization, JsonNode body) {
    if (!("Bearer " + token).equals(authorization)) {
      return new Answer(401, Map.of("error", "token"));
    } else if (path.equals("/jobs") && method.equals("GET")) {
      List<Map<String, Object>> jobs = new ArrayList<>();
      for (String job : Jobs.STATEMENTS.keySet()) {
        jobs.add(Map.of("name", job, "held", held.contains(job), "running", running.contains(job)));
      }
      return new Answer(200, Map.of("jobs", jobs, "done", done));
    } else if (path.equals("/done") && method.equals("PUT")) {
      body.forEach(occurrence -> skipped.add(occurrence.asText()));
      return new Answer(200, Map.of());
    } else if (path.startsWith("/jobs/") && method.equals("PUT")) {
      return hold(path.substring("/jobs/".length()), body.path("held").asBoolean());
    }
    return new Answer(404, Map.of());
  }

  private Answer hold(String job, boolean hold) {
    if (!Jobs.STATEMENTS.containsKey(job)) {
      return new Answer(404, Map.of("error", "no such job"));
    }
    if (hold) {
      held.add(job);
    } else {
      held.remove(job);
    }
    return new Answer(200, Map.of());
  }

  private void run(String job) {
    String occurrence = job + "@" + Instant.now().truncatedTo(ChronoUnit.MILLIS);
    running.add(job);
    try {
      // Looked at behind 'running', so that a drain which saw no job has seen this one.
      if (held.contains(job) || skipped.contains(occurrence)) {
        return;
      }
      String detail = work(job);
      record(job, occurrence, detail);
      done.add(occurrence);
      if (done.size() > MOST_DONE_KEPT) {
        done.remove(0);
      }
    } catch (SQLException | IOException closedOrBusy) {
      // The next occurrence tries again: on a closed side that is what a job meets.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.remove(job);
    }
  }

  private String work(String job) throws SQLException, IOException, InterruptedException {
    if (job.equals(Jobs.PO_CREATE)) {
      String reference = "BATCH-" + side + "-" + System.nanoTime();
      return "po " + store.createPurchaseOrder(reference, "仕入先1", 1, 10, "NEW");
    } else if (job.equals(Jobs.PO_SEND)) {
      return sendPurchaseOrders() + " sent";
    }
    int from = 1 + random.nextInt(Math.max(1, orders / 10));
    try (Connection connection = store.open();
        PreparedStatement update =
            connection.prepareStatement(String.valueOf(Jobs.STATEMENTS.get(job)))) {
      update.setObject(1, OmsStore.now());
      update.setInt(2, from);
      update.setInt(3, from + 4);
      return update.executeUpdate() + " rows";
    }
  }

  private int sendPurchaseOrders() throws SQLException, IOException, InterruptedException {
    Map<Long, String> waiting = new HashMap<>();
    try (Connection connection = store.open();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT po_id, reference FROM oms.purchase_orders WHERE status = 'NEW'");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        waiting.put(rows.getLong(1), rows.getString(2));
      }
    }
    for (Map.Entry<Long, String> order : waiting.entrySet()) {
      HttpRequest request =
          HttpRequest.newBuilder(erp.url().resolve("/purchase-orders"))
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      json.writeValueAsString(Map.of("number", order.getValue()))))
              .build();
      if (http.send(request, BodyHandlers.discarding()).statusCode() == 201) {
        markSent(order.getKey());
      }
    }
    return waiting.size();
  }

  private void markSent(long id) throws SQLException {
    try (Connection connection = store.open();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE oms.purchase_orders SET status = 'SENT', sent_at = ? WHERE po_id = ?")) {
      update.setObject(1, OmsStore.now());
      update.setLong(2, id);
      update.executeUpdate();
    }
  }

  private void record(String job, String occurrence, String detail) throws SQLException {
    try (Connection connection = store.open();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO oms.batch_runs VALUES (?, ?, ?, ?)")) {
      insert.setString(1, job);
      insert.setString(2, occurrence.substring(occurrence.indexOf('@') + 1));
      insert.setObject(3, OmsStore.now());
      insert.setString(4, detail);
      insert.executeUpdate();
    }
  }

  @Override
  public void close() {
    timetable.forEach(job -> job.cancel(false));
    clock.shutdownNow();
    service.close();
  }
}
