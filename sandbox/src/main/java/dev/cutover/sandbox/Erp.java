package dev.cutover.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cutover.sandbox.HttpService.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The ERP: takes purchase orders, and notices one that comes twice. */
final class Erp implements AutoCloseable {

  private final Map<String, Integer> received = new ConcurrentHashMap<>();
  private final HttpService service;

  Erp() throws IOException {
    service = new HttpService(this::answer);
  }

  private Answer answer(String method, String path, @Nullable String authorization, JsonNode body) {
    if (method.equals("POST") && path.equals("/purchase-orders")) {
      received.merge(body.path("number").asText(), 1, Integer::sum);
      return new Answer(201, Map.of());
    }
    return switch (path) {
      case "/health" -> new Answer(200, Map.of("status", "up"));
      case "/purchase-orders/count" -> new Answer(200, Map.of("count", received.size()));
      default -> new Answer(404, Map.of());
    };
  }

  URI url() {
    return service.url();
  }

  int sent() {
    return received.size();
  }

  long doubled() {
    return received.values().stream().filter(times -> times > 1).count();
  }

  @Override
  public void close() {
    service.close();
  }
}
