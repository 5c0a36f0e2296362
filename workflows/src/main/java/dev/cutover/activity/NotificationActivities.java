package dev.cutover.activity;

import dev.cutover.plan.NotificationRule.Event;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Tells people. A dead channel never stops a procedure. */
@ActivityInterface(namePrefix = "Notification")
public interface NotificationActivities {

  void send(String endpoint, Notice notice);

  /** Holds no secret and no row value. */
  record Notice(
      String system,
      String environment,
      String attempt,
      Event event,
      List<String> recipients,
      String subject,
      String text) {}
}
