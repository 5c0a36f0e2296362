package dev.cutover.notification;

import dev.cutover.activity.NotificationActivities;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.http.JsonHttp;
import dev.cutover.http.JsonHttp.Reply;
import java.io.IOException;
import java.util.Map;

/** Posts notices to a webhook; {@code text} is what Slack and Teams show. */
public final class Webhook implements NotificationActivities {

  private final Endpoints endpoints;
  private final JsonHttp http = new JsonHttp();

  public Webhook(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public void send(String endpoint, Notice notice) {
    String where = notice.system() + " " + notice.environment();
    Map<String, Object> message =
        Map.of(
            "text", "[" + where + "] " + notice.subject() + "\n" + notice.text(),
            "system", notice.system(),
            "environment", notice.environment(),
            "attempt", notice.attempt(),
            "event", notice.event().name(),
            "recipients", notice.recipients());
    try {
      Reply reply = http.send(endpoints.http(endpoint), "POST", "", message);
      if (!reply.ok()) {
        throw new IllegalStateException(endpoint + " answered " + reply.status());
      }
    } catch (IOException e) {
      throw new IllegalStateException(endpoint + " does not answer: " + e.getMessage(), e);
    }
  }
}
