package dev.cutover.worker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cutover.worker.CutoverSettings.CodecEndpointSettings;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes and encodes payloads for Temporal's web UI and program, over HTTP as they ask for it.
 *
 * <p>Whoever reaches it can read every history, and it knows nobody: so it listens on this machine
 * alone, behind whatever lets people in. A browser's page is told apart by its origin, so that no
 * other page that is open on this machine can ask.
 *
 * @see <a href="https://docs.temporal.io/codec-server">Codec server</a>
 */
final class CodecEndpoint implements AutoCloseable {

  /** Well above what Temporal takes in one message, 4 MB, in base64. */
  private static final int LARGEST = 16 * 1024 * 1024;

  /** A few bytes may inflate to much: what goes beyond it stays encoded. */
  private static final long MOST_DECODED = 32L * 1024 * 1024;

  private static final int AT_ONCE = 2;
  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.worker");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final Set<String> origins;
  private final Map<String, UnaryOperator<Payload>> actions;

  private CodecEndpoint(HttpServer server, Set<String> origins, PayloadCodec codec) {
    this.server = server;
    this.origins = origins;
    actions =
        Map.of(
            "/encode", payload -> codec.encode(List.of(payload)).get(0),
            "/decode", payload -> codec.decode(List.of(payload)).get(0));
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /**
   * Listens from now on; null where the port can't be had, as beside another worker of this
   * machine: a night must not wait for the convenience of reading it.
   */
  static @Nullable CodecEndpoint open(CodecEndpointSettings settings, PayloadCodec codec) {
    int port = settings.port() == null ? 0 : settings.port();
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      LOG.info("decodes payloads at http:/{} for {}", server.getAddress(), settings.pages());
      return new CodecEndpoint(server, Set.copyOf(settings.pages()), codec);
    } catch (IOException e) {
      LOG.warn(
          "decodes for nobody, cutover.encryption.endpoint.port {} can't be had: {}",
          port,
          e.getMessage());
      return null;
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
      if (text.length > 0) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (origin != null && !origins.contains(origin)) {
      return Answer.no(403, "cutover.encryption.endpoint.origins does not have " + origin);
    }
    letThePageRead(exchange.getResponseHeaders(), origin);
    if (exchange.getRequestMethod().equals("OPTIONS")) {
      return new Answer(204, "text/plain", "");
    }
    UnaryOperator<Payload> action = actions.get(exchange.getRequestURI().getPath());
    if (action == null || !exchange.getRequestMethod().equals("POST")) {
      return Answer.no(404, "there are POST /encode and POST /decode");
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
    return body.length > LARGEST
        ? Answer.no(413, "more than " + LARGEST + " bytes")
        : coded(new String(body, StandardCharsets.UTF_8), action);
  }

  private static Answer coded(String json, UnaryOperator<Payload> action) {
    Payloads.Builder given = Payloads.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(json, given);
      return new Answer(
          200, "application/json", JsonFormat.printer().print(coded(given.build(), action)));
    } catch (InvalidProtocolBufferException e) {
      return Answer.no(400, "the body is no Temporal payloads in JSON");
    }
  }

  private static Payloads coded(Payloads given, UnaryOperator<Payload> action) {
    Payloads.Builder all = Payloads.newBuilder();
    long size = 0;
    for (Payload payload : given.getPayloadsList()) {
      Payload coded = size > MOST_DECODED ? payload : action.apply(payload);
      size += coded.getSerializedSize();
      all.addPayloads(coded);
    }
    return all.build();
  }

  /** What a browser asks before it lets a page of another address read an answer. */
  private static void letThePageRead(Headers headers, @Nullable String origin) {
    if (origin != null) {
      headers.set("Access-Control-Allow-Origin", origin);
      headers.set("Access-Control-Allow-Credentials", "true");
      headers.set("Access-Control-Allow-Methods", "POST, OPTIONS");
      headers.set("Access-Control-Allow-Headers", "Content-Type, X-Namespace, Authorization");
      headers.set("Access-Control-Allow-Private-Network", "true");
      headers.set("Vary", "Origin");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, String type, String text) {

    static Answer no(int status, String why) {
      return new Answer(status, "text/plain", why + "\n");
    }
  }
}
