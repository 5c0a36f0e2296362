package dev.cutover.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.plan.Side;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** What a side's batch jobs do to its database and to the ERP. */
final class BatchWork {

  private final Side side;
  private final OmsStore store;
  private final Erp erp;
  private final int orders;
  private final Random random = new Random(15);
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  BatchWork(Side side, OmsStore store, Erp erp, int orders) {
    this.side = side;
    this.store = store;
    this.erp = erp;
    this.orders = orders;
  }

  /** Does an occurrence of a job, which is done at most once on both sides together. */
  void run(String job, Instant slot) throws SQLException, IOException, InterruptedException {
    claim(job, slot.toString());
    describe(job, slot.toString(), work(job));
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

  /** The table's key refuses an occurrence that has run already, be it on the other side. */
  private void claim(String job, String slot) throws SQLException {
    try (Connection connection = store.open();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO oms.batch_runs VALUES (?, ?, ?, ?)")) {
      insert.setString(1, job);
      insert.setString(2, slot);
      insert.setObject(3, OmsStore.now());
      insert.setString(4, "begun");
      insert.executeUpdate();
    }
  }

  private void describe(String job, String slot, String detail) throws SQLException {
    try (Connection connection = store.open();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE oms.batch_runs SET finished_at = ?, detail = ?"
                    + " WHERE job = ? AND occurrence = ?")) {
      update.setObject(1, OmsStore.now());
      update.setString(2, detail);
      update.setString(3, job);
      update.setString(4, slot);
      update.executeUpdate();
    }
  }
}
