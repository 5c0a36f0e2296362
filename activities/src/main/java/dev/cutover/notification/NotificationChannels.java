package dev.cutover.notification;

import dev.cutover.activity.NotificationActivities;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.NotificationEndpoint;
import dev.cutover.http.JsonHttp;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells people by every channel that stands behind the endpoint's name. A dead one fails the
 * activity, behind the others; its next attempt tells nobody twice who was told before.
 */
public final class NotificationChannels implements NotificationActivities {

  /** Below the 30 s that Temporal gives an attempt, which could not say what was dead. */
  private static final Duration LIMIT = Duration.ofSeconds(25);

  private final Endpoints endpoints;
  private final JsonHttp http = new JsonHttp();
  private final Dispatch dispatch = new Dispatch(LIMIT);

  public NotificationChannels(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public void send(String endpoint, Notice notice) {
    ActivityExecutionContext activity = Activity.getExecutionContext();
    Deliveries before = activity.getLastHeartbeatDetails(Deliveries.class).orElse(Deliveries.NONE);
    Deliveries after =
        dispatch.tell(
            channels(endpoints.notification(endpoint)),
            notice,
            Stamp.of(activity.getInfo()),
            before,
            settled -> remember(activity, settled));
    Optional<RuntimeException> failure = after.failure(endpoint);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private List<Channel> channels(NotificationEndpoint endpoint) {
    List<Channel> channels = new ArrayList<>();
    HttpEndpoint webhook = endpoint.webhook();
    if (webhook != null) {
      channels.add(new Webhook(http, webhook));
    }
    MailEndpoint mail = endpoint.mail();
    if (mail != null) {
      channels.add(new Mail(mail, new SmtpSubmission(mail)));
    }
    return channels;
  }

  /**
   * Temporal keeps the detail from one attempt to the next, with or without a heartbeat timeout:
   * the first is sent at once, the latest within a second and with the attempt's failure.
   */
  private static void remember(ActivityExecutionContext activity, Deliveries settled) {
    try {
      activity.heartbeat(settled);
    } catch (ActivityCompletionException nobodyListens) {
      // The run has ended, or this worker stops: who is being told is told all the same.
    }
  }
}
