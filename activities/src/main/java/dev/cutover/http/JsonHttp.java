package dev.cutover.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.endpoint.HttpEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends JSON over HTTP. An answer of any status is an answer; no answer is an IOException. */
public final class JsonHttp {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** For the whole answer, also one that trickles; well below the heartbeat timeout. */
  private static final Duration ANSWER = Duration.ofSeconds(12);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final ObjectMapper json = new ObjectMapper();

  /** Sends a request to a path below the endpoint's address. */
  public Reply send(HttpEndpoint endpoint, String method, String path, @Nullable Object body)
      throws IOException {
    return send(endpoint, endpoint.url(), method, path, body);
  }

  /** The same at another address, with the endpoint's token. */
  public Reply send(
      HttpEndpoint endpoint, URI base, String method, String path, @Nullable Object body)
      throws IOException {
    String text = body instanceof String given ? given : json.writeValueAsString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
    String token = endpoint.token();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> response =
          whole(client.sendAsync(request.build(), BodyHandlers.ofString()));
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("X-Served-By").orElse(""),
          parse(response.body()));
    } catch (TimeoutException e) {
      throw new IOException("no whole answer within " + ANSWER.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Cancelled where it is given up, so that it does not arrive later. */
  private static HttpResponse<String> whole(CompletableFuture<HttpResponse<String>> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      answer.cancel(true);
    }
  }

  private JsonNode parse(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException notJson) {
      return json.missingNode();
    }
  }

  /**
   * An answer.
   *
   * @param body missing node where it is not JSON
   */
  public record Reply(int status, String servedBy, JsonNode body) {

    public boolean ok() {
      return status / 100 == 2;
    }
  }
}
