package dev.cutover.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.MailEndpoint.Language;
import dev.cutover.endpoint.MailEndpoint.Security;
import dev.cutover.plan.NotificationRule.Event;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people find in their mail. */
class MailTest {

  @Test
  void everyRecipientGetsOneMailThatNamesThemAll() throws MessagingException, IOException {
    try (Postbox postbox = Postbox.open()) {
      List<Delivery> deliveries = send(Samples.open(postbox.port()), Samples.notice());

      assertThat(deliveries).isEqualTo(Delivery.toEach(Samples.BOTH, Outcome.TAKEN));
      for (String address : List.of(Samples.SATO, Samples.TANAKA)) {
        MimeMessage mail = only(postbox, address);
        assertThat(mail.getRecipients(RecipientType.TO))
            .extracting(Object::toString)
            .containsExactly(Samples.SATO, Samples.TANAKA);
        assertThat(mail.getSubject())
            .isEqualTo("[oms production] Decision needed: May the cutover begin? (gate go)");
        assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(mail.getContent().toString())
            .contains(
                "May the cutover begin? (gate go)\r\nPre-check: all 14 levers stand on legacy")
            .contains("cutover gates oms-production-cutover")
            .contains("run attempt-1");
      }
    }
  }

  @Test
  void aMailSaysThatNoPersonSentItAndWhenTheThingHappened() throws MessagingException {
    try (Postbox postbox = Postbox.open()) {
      send(Samples.open(postbox.port()), Samples.notice());

      MimeMessage mail = only(postbox, Samples.SATO);
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(mail.getFrom())
          .extracting(Object::toString)
          .containsExactly("cutover@oms.example");
      assertThat(mail.getSentDate()).isEqualTo(Samples.STAMP.at());
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aMailHoldsNoSecretOfItsServer(Language language) throws MessagingException, IOException {
    MailEndpoint endpoint =
        Samples.endpoint("mail-7.inner.example", 465, Security.TLS, Samples.PASSWORD, language);
    for (Event event : Event.values()) {
      ByteArrayOutputStream raw = new ByteArrayOutputStream();
      MailMessage.of(
              endpoint,
              Samples.notice(event, "subject", "text"),
              Samples.STAMP,
              List.of(new InternetAddress(Samples.SATO)))
          .writeTo(raw);

      MimeMessage mail =
          new MimeMessage((Session) null, new ByteArrayInputStream(raw.toByteArray()));
      assertThat(raw.toString(UTF_8) + mail.getContent())
          .contains("subject", "text", Samples.SATO)
          .doesNotContain(Samples.USER, Samples.PASSWORD, "inner.example", Samples.TANAKA);
    }
  }

  @Test
  void aMailThatComesTwiceIsKnownByItsIdAndAQuestionAskedAgainIsNot() throws MessagingException {
    try (Postbox postbox = Postbox.open()) {
      MailEndpoint endpoint = Samples.open(postbox.port());
      send(endpoint, Samples.notice());
      send(endpoint, Samples.notice());
      Stamp later = new Stamp("run-1/activity-9", Samples.STAMP.at());
      new Mail(endpoint, new SmtpSubmission(endpoint)).tell(Samples.notice(), later, Samples.BOTH);

      List<String> ids = postbox.of(Samples.SATO).stream().map(MailTest::id).toList();
      assertThat(ids).hasSize(3).allMatch(id -> id.matches("<[0-9a-f]{32}@oms\\.example>"));
      assertThat(ids).filteredOn(id -> Collections.frequency(ids, id) == 2).hasSize(2);
    }
  }

  @Test
  void japaneseReadersGetJapaneseWordsAroundTheNotice() throws MessagingException, IOException {
    try (Postbox postbox = Postbox.open()) {
      send(
          Samples.endpoint("localhost", postbox.port(), Security.NONE, null, Language.JA),
          Samples.notice(Event.PARKED, "Rollback parked at: 切替 – fence", "表が壊れている"));

      MimeMessage mail = only(postbox, Samples.TANAKA);
      assertThat(mail.getSubject())
          .isEqualTo("[oms production] 切り戻しが待機中: Rollback parked at: 切替 – fence");
      assertThat(mail.getContent().toString())
          .contains("切り戻しが予定どおりに進んでいません", "表が壊れている", "返信しても誰にも届きません");
    }
  }

  @Test
  void aLineBreakInANoticeBeginsNoHeaderAndNoCommand() throws MessagingException, IOException {
    try (Postbox postbox = Postbox.open()) {
      String attack = "failed\r\nBcc: thief@evil.example\r\n\r\nand\u2028more\u0007";
      send(
          Samples.open(postbox.port()),
          Samples.notice(attack, "x\n.\nRCPT TO:<thief@evil.example>\n"));

      MimeMessage mail = only(postbox, Samples.SATO);
      assertThat(mail.getHeader("Bcc")).isNull();
      assertThat(mail.getSubject())
          .endsWith("Decision needed: failed Bcc: thief@evil.example and more");
      assertThat(mail.getContent().toString())
          .contains("x\r\n.\r\nRCPT TO:<thief@evil.example>\r\n")
          .contains("cutover gates");
      assertThat(postbox.of("thief@evil.example")).isEmpty();
    }
  }

  @Test
  void aSubjectIsCutWhereItIsTooLongAndTheTextHasTheWhole() throws MessagingException, IOException {
    try (Postbox postbox = Postbox.open()) {
      String subject = "表".repeat(500);
      send(Samples.open(postbox.port()), Samples.notice(subject, "x"));

      MimeMessage mail = only(postbox, Samples.SATO);
      assertThat(mail.getSubject()).endsWith("表…").hasSize(201);
      assertThat(mail.getContent().toString()).contains(subject);
    }
  }

  @Test
  void whoHasNoAddressIsSkippedUnlessNobodyHasOne() {
    try (Postbox postbox = Postbox.open()) {
      MailEndpoint all = Samples.open(postbox.port());
      Mail oneKnown = mail(all, Map.of("sato", Samples.SATO));
      Mail nobodyKnown = mail(all, Map.of("suzuki", "suzuki@oms.example"));

      assertThat(oneKnown.receivers(Samples.notice())).containsExactly("mail to sato");
      List<String> nobody = nobodyKnown.receivers(Samples.notice());
      assertThat(nobodyKnown.tell(Samples.notice(), Samples.STAMP, nobody))
          .singleElement()
          .matches(one -> one.ended(Outcome.State.REFUSED))
          .asString()
          .contains("[sato, taro-tanaka]", "cutover.people");
    }
  }

  @Test
  void whoeverIsToldLaterSeesAllTheSameWhoWasTold() throws MessagingException {
    try (Postbox postbox = Postbox.open()) {
      MailEndpoint endpoint = Samples.open(postbox.port());
      new Mail(endpoint, new SmtpSubmission(endpoint))
          .tell(Samples.notice(), Samples.STAMP, List.of("mail to sato"));

      assertThat(only(postbox, Samples.SATO).getAllRecipients()).hasSize(2);
      assertThat(postbox.of(Samples.TANAKA)).isEmpty();
    }
  }

  private static Mail mail(MailEndpoint like, Map<String, String> addresses) {
    return new Mail(
        new MailEndpoint(
            like.host(),
            like.port(),
            like.security(),
            null,
            null,
            like.from(),
            like.language(),
            addresses),
        new SmtpSubmission(like));
  }

  private static List<Delivery> send(MailEndpoint endpoint, Notice notice) {
    Mail mail = new Mail(endpoint, new SmtpSubmission(endpoint));
    return mail.tell(notice, Samples.STAMP, mail.receivers(notice));
  }

  private static MimeMessage only(Postbox postbox, String address) {
    List<MimeMessage> mails = postbox.of(address);
    assertThat(mails).hasSize(1);
    return mails.get(0);
  }

  private static String id(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
