package dev.cutover.notification;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.MailEndpoint.Language;
import java.text.MessageFormat;
import java.util.Locale;
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
    return String.join(
        "\n",
        of(notice, "opening"),
        "",
        notice.subject(),
        notice.text(),
        "",
        of(notice, "action"),
        "",
        "-- ",
        text("footer", notice.system(), notice.environment(), notice.attempt()),
        "");
  }

  private String of(Notice notice, String part) {
    return text(notice.event() + "." + part, notice.system(), notice.environment());
  }

  private String text(String key, Object... arguments) {
    return new MessageFormat(words.getString(key), locale).format(arguments);
  }
}
