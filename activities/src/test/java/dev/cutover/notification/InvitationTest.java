package dev.cutover.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Attendee;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.MailEndpoint.Language;
import dev.cutover.endpoint.MailEndpoint.Security;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How people are invited to a meeting. */
class InvitationTest {

  private static final Notice NOTICE =
      Samples.invitation("Why it failed, and when next", "order-receipt: 0 of 3\nRolled back");

  @Test
  void everyRecipientGetsTheRequestBesideTheTextAndAsAFile()
      throws MessagingException, IOException {
    try (Postbox postbox = Postbox.open()) {
      send(Samples.open(postbox.port()), NOTICE);

      for (String address : List.of(Samples.SATO, Samples.TANAKA)) {
        MimeMultipart all = parts(only(postbox, address).getContent(), "mixed");
        MimeMultipart forms = parts(all.getBodyPart(0).getContent(), "alternative");
        assertThat(forms.getBodyPart(0).getContent().toString())
            .contains("Rolled back\r\nMeeting: Monday 30 September 2030, 10:00 to 11:00")
            .contains("(Asia/Tokyo)");
        BodyPart request = forms.getBodyPart(1);
        ContentType type = new ContentType(request.getContentType());
        assertThat(type.match("text/calendar")).isTrue();
        assertThat(type.getParameter("method")).isEqualTo("REQUEST");
        assertThat(type.getParameter("charset")).isEqualTo("UTF-8");
        BodyPart file = all.getBodyPart(1);
        assertThat(file.getDisposition()).isEqualTo(Part.ATTACHMENT);
        assertThat(file.getFileName()).isEqualTo("invite.ics");
        assertThat(text(file)).isEqualTo(text(request));
      }
    }
  }

  @Test
  void aCalendarReadsWhoIsInvitedToWhatAndWhen() throws MessagingException, IOException {
    try (Postbox postbox = Postbox.open()) {
      send(Samples.open(postbox.port()), NOTICE);

      MimeMessage mail = only(postbox, Samples.SATO);
      ICalendar calendar = Biweekly.parse(request(mail)).first();
      assertThat(calendar.getMethod().isRequest()).isTrue();
      assertThat(calendar.getEvents()).hasSize(1);
      VEvent meeting = calendar.getEvents().get(0);
      assertThat("<" + meeting.getUid().getValue() + ">").isEqualTo(mail.getMessageID());
      assertThat(meeting.getDateTimeStamp().getValue().toInstant()).isEqualTo(Samples.STAMP.at());
      assertThat(meeting.getDateStart().getValue().toInstant()).isEqualTo("2030-09-30T01:00:00Z");
      assertThat(meeting.getDateEnd().getValue().toInstant()).isEqualTo("2030-09-30T02:00:00Z");
      assertThat(meeting.getSummary().getValue())
          .isEqualTo("[oms production] Re-migration: Why it failed, and when next");
      assertThat(meeting.getDescription().getValue().lines())
          .containsExactly("order-receipt: 0 of 3", "Rolled back");
      assertThat(meeting.getOrganizer().getEmail()).isEqualTo("cutover@oms.example");
      assertThat(meeting.getAttendees())
          .allMatch(Attendee::getRsvp)
          .extracting(Attendee::getEmail)
          .containsExactly(Samples.SATO, Samples.TANAKA);
    }
  }

  @Test
  void aSecondAttemptSendsTheSameBytes() throws MessagingException, IOException {
    assertThat(raw()).isEqualTo(raw());
  }

  @Test
  void linesAreFoldedAndTimesAreInUtcWhateverTheLanguage() throws MessagingException, IOException {
    String words = "切り戻しの原因を調べ、移行をあらためて計画します。\uD83D\uDE80".repeat(9);
    try (Postbox postbox = Postbox.open()) {
      send(
          Samples.endpoint("localhost", postbox.port(), Security.NONE, null, Language.JA),
          Samples.invitation(words, words));

      MimeMessage mail = only(postbox, Samples.SATO);
      assertThat(request(mail).split("\r\n", -1))
          .contains("DTSTART:20300930T010000Z", "DTEND:20300930T020000Z")
          .allMatch(line -> line.getBytes(UTF_8).length <= 75)
          .noneMatch(line -> line.contains("\n"));
      VEvent meeting = Biweekly.parse(request(mail)).first().getEvents().get(0);
      assertThat(meeting.getDescription().getValue()).isEqualTo(words);
      assertThat(forms(mail).getBodyPart(0).getContent().toString())
          .contains("打ち合わせ: 2030年9月30日(月) 10:00〜11:00(Asia/Tokyo)");
    }
  }

  @Test
  void aLineBreakInANoticeInvitesNobodyElse() throws MessagingException, IOException {
    String attack = "failed\r\nATTENDEE:mailto:thief@evil.example\r\nEND:VEVENT";
    try (Postbox postbox = Postbox.open()) {
      send(Samples.open(postbox.port()), Samples.invitation(attack, attack));

      ICalendar calendar = Biweekly.parse(request(only(postbox, Samples.SATO))).first();
      assertThat(calendar.getEvents()).hasSize(1);
      assertThat(calendar.getEvents().get(0).getAttendees()).hasSize(2);
    }
  }

  private static byte[] raw() throws MessagingException, IOException {
    List<InternetAddress> to = List.of(new InternetAddress(Samples.SATO));
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    MailMessage.of(Samples.open(25), NOTICE, Samples.STAMP, to).writeTo(raw);
    return raw.toByteArray();
  }

  private static void send(MailEndpoint endpoint, Notice notice) {
    Mail mail = new Mail(endpoint, new SmtpSubmission(endpoint));
    assertThat(mail.tell(notice, Samples.STAMP, mail.receivers(notice)))
        .allMatch(one -> one.ended(Outcome.State.TAKEN));
  }

  private static MimeMessage only(Postbox postbox, String address) {
    List<MimeMessage> mails = postbox.of(address);
    assertThat(mails).hasSize(1);
    return mails.get(0);
  }

  private static String request(MimeMessage mail) throws MessagingException, IOException {
    return text(forms(mail).getBodyPart(1));
  }

  private static MimeMultipart forms(MimeMessage mail) throws MessagingException, IOException {
    MimeMultipart all = parts(mail.getContent(), "mixed");
    return parts(all.getBodyPart(0).getContent(), "alternative");
  }

  private static MimeMultipart parts(Object content, String subtype) throws MessagingException {
    MimeMultipart parts = (MimeMultipart) content;
    assertThat(new ContentType(parts.getContentType()).getSubType()).isEqualTo(subtype);
    assertThat(parts.getCount()).isEqualTo(2);
    return parts;
  }

  private static String text(BodyPart part) throws MessagingException, IOException {
    return new String(part.getInputStream().readAllBytes(), UTF_8);
  }
}
