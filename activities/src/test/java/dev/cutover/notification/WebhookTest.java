package dev.cutover.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.http.JsonHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What people find in their chat. */
class WebhookTest {

  @Test
  void anInvitationSaysWhenPeopleMeetAndAnyOtherNoticeDoesNot()
      throws IOException, InterruptedException {
    JsonNode invitation = posted(Samples.invitation("Why it failed", "Rolled back"));
    assertThat(invitation.get("text").asText())
        .isEqualTo(
            "[oms production] Why it failed\nRolled back\n"
                + "Meeting: Monday 30 September 2030, 10:00 to 11:00 (Asia/Tokyo)");
    assertThat(invitation.get("event").asText()).isEqualTo("REMIGRATION");

    assertThat(posted(Samples.notice("Decide", "now")).get("text").asText())
        .isEqualTo("[oms production] Decide\nnow");
  }

  private static JsonNode posted(Notice notice) throws IOException, InterruptedException {
    BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      List<Delivery> deliveries =
          new Webhook(new JsonHttp(), new HttpEndpoint(url, null))
              .tell(notice, Samples.STAMP, List.of("webhook"));
      assertThat(deliveries).allMatch(one -> one.ended(Outcome.State.TAKEN));
      return new ObjectMapper().readTree(bodies.take());
    } finally {
      server.stop(0);
    }
  }
}
