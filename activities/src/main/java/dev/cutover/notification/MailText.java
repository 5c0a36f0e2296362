package dev.cutover.notification;

import dev.cutover.activity.Appointment;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.MailEndpoint.Language;
import java.text.MessageFormat;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The fixed words around a notice, whose own subject and text stay as the workflow wrote them. */
final class MailText {

  static final String BUNDLE = "dev.cutover.notification.mail";

  private final Locale locale;
  private final ResourceBundle words;

  MailText(Language language) {
    locale = Locale.forLanguageTag(language.name().toLowerCase(Locale.ROOT));
    words = ResourceBundle.getBundle(BUNDLE, locale);
  }

  String subject(Notice notice) {
    return text(
        "subject", notice.system(), notice.environment(), of(notice, "title"), notice.subject());
  }

  String body(Notice notice) {
    List<String> lines = new ArrayList<>();
    lines.add(of(notice, "opening"));
    lines.add("");
    lines.add(notice.subject());
    lines.add(notice.text());
    meeting(notice).ifPresent(lines::add);
    lines.add("");
    lines.add(of(notice, "action"));
    lines.add("");
    lines.add("-- ");
    lines.add(footer(notice));
    lines.add("");
    return String.join("\n", lines);
  }

  /** An invitation is answered: accepted or declined, to whom the mail is from. */
  private String footer(Notice notice) {
    String key = notice.appointment() == null ? "footer" : "footer.invitation";
    return text(key, notice.system(), notice.environment(), notice.attempt());
  }

  /** When the recipients of a notice meet, as their clocks show it. */
  Optional<String> meeting(Notice notice) {
    return Optional.ofNullable(notice.appointment()).map(this::inWords);
  }

  private String inWords(Appointment appointment) {
    ZonedDateTime begins = appointment.begins().atZone(appointment.zone());
    ZonedDateTime ends = appointment.ends().atZone(appointment.zone());
    boolean sameDay = begins.toLocalDate().equals(ends.toLocalDate());
    return text(
        "meeting",
        time("meeting.day", begins),
        time(sameDay ? "meeting.hour" : "meeting.day", ends),
        appointment.zone().getId());
  }

  private String time(String pattern, ZonedDateTime time) {
    return DateTimeFormatter.ofPattern(words.getString(pattern), locale).format(time);
  }

  private String of(Notice notice, String part) {
    return text(notice.event() + "." + part, notice.system(), notice.environment());
  }

  private String text(String key, Object... arguments) {
    return new MessageFormat(words.getString(key), locale).format(arguments);
  }
}
