package dev.cutover.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.cutover.plan.NotificationRule.Event;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells people. A dead channel never stops a procedure. */
@ActivityInterface(namePrefix = "Notification")
public interface NotificationActivities {

  void send(String endpoint, Notice notice);

  /**
   * Holds no secret and no row value.
   *
   * @param appointment to which its recipients are invited; null for most
   */
  record Notice(
      String system,
      String environment,
      String attempt,
      Event event,
      List<String> recipients,
      String subject,
      String text,
      @JsonInclude(Include.NON_NULL) @Nullable Appointment appointment) {}
}
