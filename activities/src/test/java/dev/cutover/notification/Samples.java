package dev.cutover.notification;

import dev.cutover.activity.Appointment;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.MailEndpoint.Language;
import dev.cutover.endpoint.MailEndpoint.Security;
import dev.cutover.plan.NotificationRule.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A notice to two people, and mail servers on this machine that tell them. */
final class Samples {

  static final Stamp STAMP = new Stamp("run-1/activity-7", Instant.parse("2030-09-28T11:00:00Z"));
  static final String TANAKA = "taro.tanaka@oms.example";
  static final String SATO = "sato@oms.example";
  static final String USER = "cut0ver-acc0unt";
  static final String PASSWORD = "pa55-0f-the-mail-server";
  static final List<String> BOTH = List.of("mail to sato", "mail to taro-tanaka");

  private Samples() {}

  static Notice notice(String subject, String text) {
    return notice(Event.GATE_OPENED, subject, text);
  }

  static Notice notice(Event event, String subject, String text) {
    return notice(event, subject, text, null);
  }

  /** To meet on a Monday in Tokyo, from ten to eleven. */
  static Notice invitation(String subject, String text) {
    Instant ten = Instant.parse("2030-09-30T01:00:00Z");
    Appointment meeting =
        new Appointment(ten, ten.plus(Duration.ofHours(1)), ZoneId.of("Asia/Tokyo"));
    return notice(Event.REMIGRATION, subject, text, meeting);
  }

  static Notice notice(
      Event event, String subject, String text, @Nullable Appointment appointment) {
    return new Notice(
        "oms",
        "production",
        "attempt-1",
        event,
        List.of("sato", "taro-tanaka"),
        subject,
        text,
        appointment);
  }

  static Notice notice() {
    return notice("May the cutover begin? (gate go)", "Pre-check: all 14 levers stand on legacy");
  }

  static MailEndpoint open(int port) {
    return endpoint("localhost", port, Security.NONE, null, Language.EN);
  }

  static MailEndpoint withAccount(int port, Security security, String password) {
    return endpoint("localhost", port, security, password, Language.EN);
  }

  static MailEndpoint endpoint(
      String host, int port, Security security, @Nullable String password, Language language) {
    return new MailEndpoint(
        host,
        port,
        security,
        password == null ? null : USER,
        password,
        "cutover@oms.example",
        language,
        Map.of("sato", SATO, "taro-tanaka", TANAKA));
  }
}
