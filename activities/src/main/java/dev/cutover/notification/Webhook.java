package dev.cutover.notification;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.endpoint.MailEndpoint.Language;
import dev.cutover.http.JsonHttp;
import dev.cutover.http.JsonHttp.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Posts notices to a webhook; {@code text} is what Slack and Teams show. */
final class Webhook implements Channel {

  private final JsonHttp http;
  private final HttpEndpoint endpoint;

  Webhook(JsonHttp http, HttpEndpoint endpoint) {
    this.http = http;
    this.endpoint = endpoint;
  }

  @Override
  public List<String> receivers(Notice notice) {
    return List.of("webhook");
  }

  @Override
  public List<Delivery> tell(Notice notice, Stamp stamp, List<String> receivers) {
    return Delivery.toEach(receivers, post(notice));
  }

  private Outcome post(Notice notice) {
    String meeting =
        new MailText(Language.EN).meeting(notice).map(words -> "\n" + words).orElse("");
    String where = notice.system() + " " + notice.environment();
    Map<String, Object> message =
        Map.of(
            "text", "[" + where + "] " + notice.subject() + "\n" + notice.text() + meeting,
            "system", notice.system(),
            "environment", notice.environment(),
            "attempt", notice.attempt(),
            "event", notice.event().name(),
            "recipients", notice.recipients());
    try {
      Reply reply = http.send(endpoint, "POST", "", message);
      return reply.ok() ? Outcome.TAKEN : Outcome.failed("answered " + reply.status());
    } catch (IOException e) {
      // The kind alone: an exception's text may hold the address, which may be a secret.
      return Outcome.failed("does not answer (" + e.getClass().getSimpleName() + ")");
    }
  }
}
