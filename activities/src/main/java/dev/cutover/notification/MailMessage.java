package dev.cutover.notification;

import com.google.common.hash.Hashing;
import dev.cutover.activity.Appointment;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.MailEndpoint;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Date;

/**
 * A notice as plain text in UTF-8 (RFC 5322, RFC 2045), with an invitation where there is one; the
 * same bytes in each attempt.
 */
final class MailMessage {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final int LONGEST_SUBJECT = 200;
  private static final int ID_DIGITS = 32;

  private MailMessage() {}

  static MimeMessage of(
      MailEndpoint endpoint, Notice notice, Stamp stamp, Collection<InternetAddress> to)
      throws MessagingException {
    MailText text = new MailText(endpoint.language());
    MimeMessage message = new MimeMessage((Session) null);
    message.setFrom(new InternetAddress(endpoint.from()));
    message.setRecipients(RecipientType.TO, to.toArray(Address[]::new));
    String subject = oneLine(text.subject(notice));
    String body = lines(text.body(notice));
    message.setSubject(subject, UTF_8);
    Appointment appointment = notice.appointment();
    if (appointment == null) {
      message.setText(body, UTF_8);
    } else {
      Invitation invitation =
          new Invitation(
              id(stamp, endpoint.from()),
              stamp.at(),
              appointment,
              endpoint.from(),
              to.stream().map(InternetAddress::getAddress).toList(),
              subject,
              lines(notice.text()));
      message.setContent(InvitationParts.of(body, invitation.bytes(), digest(stamp)));
    }
    message.setSentDate(Date.from(stamp.at()));
    // RFC 3834: nobody's absence notice answers it.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    // Behind saveChanges, which gives the message another.
    message.setHeader("Message-ID", "<" + id(stamp, endpoint.from()) + ">");
    return message;
  }

  /**
   * The same in each attempt, so that a mail that arrives twice is recognised as one: an attempt
   * may not have heard that the server took it. Not of the text: a question that is asked again is
   * another notice in the same words, and mail programs show only the first of two mails that have
   * one id.
   */
  private static String id(Stamp stamp, String from) {
    return digest(stamp) + from.substring(from.indexOf('@'));
  }

  private static String digest(Stamp stamp) {
    String digest = Hashing.sha256().hashString(stamp.id(), StandardCharsets.UTF_8).toString();
    return digest.substring(0, ID_DIGITS);
  }

  /** A line break in a subject would begin another header. */
  private static String oneLine(String subject) {
    String line = subject.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
    boolean fits = line.codePointCount(0, line.length()) <= LONGEST_SUBJECT;
    return fits ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT)) + "…";
  }

  private static String lines(String body) {
    return body.replaceAll("\\R", "\n")
        .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " ")
        .replace("\n", "\r\n");
  }
}
