package dev.cutover.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.dns.ServiceLocator;
import dev.cutover.endpoint.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that place orders all the time through the DNS name, and repeat one until it is
 * acknowledged. What was acknowledged must be on the live side in the end, once.
 */
final class OrderClients implements AutoCloseable {

  private static final int CLIENTS = 3;
  private static final long PAUSE_MILLIS = 60;
  private static final String SIGN = "CLIENT-";

  private final ServiceLocator locator;
  private final String dnsEndpoint;
  private final String name;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong turnedAway = new AtomicLong();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private volatile boolean open = true;

  OrderClients(Endpoints endpoints, String dnsEndpoint, String name) {
    this.locator = new ServiceLocator(endpoints);
    this.dnsEndpoint = dnsEndpoint;
    this.name = name;
    for (int i = 0; i < CLIENTS; i++) {
      threads.execute(this::placeOrders);
    }
  }

  private void placeOrders() {
    String reference = SIGN + UUID.randomUUID();
    while (open) {
      try {
        HttpResponse<Void> response = place(reference);
        if (response.statusCode() / 100 == 2) {
          acknowledged.put(reference, response.headers().firstValue("X-Served-By").orElse("?"));
          reference = SIGN + UUID.randomUUID();
        } else {
          turnedAway.incrementAndGet();
        }
      } catch (IOException notReached) {
        turnedAway.incrementAndGet();
      } catch (InterruptedException e) {
        return;
      }
      if (!Pause.millis(PAUSE_MILLIS)) {
        return;
      }
    }
  }

  private HttpResponse<Void> place(String reference) throws IOException, InterruptedException {
    URI address = locator.locate(dnsEndpoint, name, URI.create("http://" + name));
    Map<String, Object> line = Map.of("product", "1", "quantity", 2, "price", "1980.50");
    Map<String, Object> order =
        Map.of("reference", reference, "customer", "1", "lines", List.of(line));
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/orders"))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(order)))
            .build();
    return http.send(request, BodyHandlers.discarding());
  }

  /** Orders acknowledged by a side, as it named itself. */
  long acknowledgedBy(String side) {
    return acknowledged.values().stream().filter(side::equals).count();
  }

  /** Stops placing orders; one that is under way is still finished. */
  void stop() {
    open = false;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Holds what was acknowledged against the side that is live. */
  Settlement settle(SideDatabase live) throws SQLException {
    Map<String, Integer> found = new HashMap<>();
    try (Connection connection = live.open(live.engine());
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT o.reference, (SELECT COUNT(*) FROM oms.order_lines l"
                    + " WHERE l.order_id = o.order_id) FROM oms.orders o"
                    + " WHERE o.reference LIKE ?")) {
      select.setString(1, SIGN + "%");
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          // An order without its line is no order.
          if (rows.getInt(2) == 1) {
            found.merge(rows.getString(1), 1, Integer::sum);
          }
        }
      }
    }
    long lost = acknowledged.keySet().stream().filter(order -> !found.containsKey(order)).count();
    long doubled = found.values().stream().filter(times -> times > 1).count();
    return new Settlement(acknowledged.size(), lost, doubled, turnedAway.get());
  }

  /** Ends at once; what is under way is left as it is. */
  @Override
  public void close() {
    open = false;
    threads.shutdownNow();
  }

  /**
   * @param turnedAway attempts that were refused or not answered, and repeated
   */
  record Settlement(long placed, long lost, long doubled, long turnedAway) {}
}
