package dev.cutover.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.cutover.temporal.PayloadKeys;
import dev.cutover.temporal.Payloads;
import dev.cutover.worker.CutoverSettings.CodecEndpointSettings;
import io.temporal.api.common.v1.Payload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Temporal's web UI and program read an encrypted history through a worker that has the key. */
final class CodecEndpointTest {

  private static final String UI = "https://temporal.example";
  private static final PayloadKeys KEYS =
      PayloadKeys.parse("2030:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  private static final Payload ENCRYPTED =
      Payloads.converter(KEYS).toPayload("order 4711").orElseThrow();

  private final CodecEndpoint endpoint =
      Objects.requireNonNull(
          CodecEndpoint.open(new CodecEndpointSettings(0, List.of(UI)), Payloads.codec(KEYS)));
  private final HttpClient browser = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void whatIsEncryptedComesBackReadable() throws Exception {
    HttpResponse<String> answer = ask("POST", "/decode", UI, json(ENCRYPTED));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(payload(answer).getData().toStringUtf8()).isEqualTo("\"order 4711\"");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(UI);
  }

  @Test
  void whatIsTypedIntoTheWebUiGoesOutEncrypted() throws Exception {
    Payload plain = Payloads.converter().toPayload("order 4711").orElseThrow();

    Payload coded = payload(ask("POST", "/encode", UI, json(plain)));

    assertThat(Payloads.keyOf(coded)).contains("2030");
    assertThat(Payloads.converter(KEYS).fromPayload(coded, String.class, String.class))
        .isEqualTo("order 4711");
  }

  /** The program {@code temporal} is no page, and has no origin. */
  @Test
  void aProgramOnThisMachineMayAsk() throws Exception {
    assertThat(ask("POST", "/decode", null, json(ENCRYPTED)).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherPageThatIsOpenOnThisMachineLearnsNothing() throws Exception {
    HttpResponse<String> answer =
        ask("POST", "/decode", "https://elsewhere.example", json(ENCRYPTED));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("4711");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aBrowserIsToldBeforehandThatThePageMayAsk() throws Exception {
    HttpResponse<String> answer = ask("OPTIONS", "/decode", UI, "");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValueSatisfying(allowed -> assertThat(allowed).contains("X-Namespace"));
  }

  @Test
  void whatItCanNotDecodeItLeaves() throws Exception {
    Payload strange =
        Payloads.converter(PayloadKeys.parse("2031:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))
            .toPayload("order 4711")
            .orElseThrow();

    assertThat(payload(ask("POST", "/decode", UI, json(strange)))).isEqualTo(strange);
  }

  @Test
  void rubbishIsRefused() throws Exception {
    assertThat(ask("POST", "/decode", UI, "rubbish").statusCode()).isEqualTo(400);
    assertThat(ask("POST", "/decode", UI, "x".repeat(16 * 1024 * 1024 + 1)).statusCode())
        .isEqualTo(413);
    assertThat(ask("GET", "/decode", UI, "").statusCode()).isEqualTo(404);
    assertThat(ask("POST", "/elsewhere", UI, json(ENCRYPTED)).statusCode()).isEqualTo(404);
  }

  /** A second worker on the machine, or one in the place of one that hangs. */
  @Test
  void aPortThatIsTakenKeepsNoWorkerFromStarting() {
    CodecEndpointSettings taken = new CodecEndpointSettings(endpoint.port(), List.of());

    assertThat(CodecEndpoint.open(taken, Payloads.codec(KEYS))).isNull();
  }

  @Test
  void whatInflatesBeyondAllBoundsIsLeftAsItIs() throws Exception {
    Payload large = Payloads.converter().toPayload("a".repeat(40 * 1024 * 1024)).orElseThrow();
    io.temporal.api.common.v1.Payloads.Builder many =
        io.temporal.api.common.v1.Payloads.newBuilder();
    for (int i = 0; i < 20; i++) {
      many.addPayloads(large);
    }

    HttpResponse<String> answer = ask("POST", "/decode", UI, JsonFormat.printer().print(many));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().length()).isLessThan(64 * 1024 * 1024);
  }

  private HttpResponse<String> ask(String method, String path, @Nullable String origin, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
            .header("Content-Type", "application/json")
            .header("X-Namespace", "default")
            .method(method, BodyPublishers.ofString(body));
    if (origin != null) {
      request.header("Origin", origin);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private static String json(Payload payload) throws InvalidProtocolBufferException {
    return JsonFormat.printer()
        .print(io.temporal.api.common.v1.Payloads.newBuilder().addPayloads(payload));
  }

  private static Payload payload(HttpResponse<String> answer)
      throws InvalidProtocolBufferException {
    io.temporal.api.common.v1.Payloads.Builder payloads =
        io.temporal.api.common.v1.Payloads.newBuilder();
    JsonFormat.parser().merge(answer.body(), payloads);
    return payloads.getPayloads(0);
  }
}
