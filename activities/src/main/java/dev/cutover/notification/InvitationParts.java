package dev.cutover.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;

/**
 * A mail that invites (RFC 6047): the request stands beside the text as another form of it, so that
 * mail programs show it with what answers it, and once more as a file for those that know it as
 * such alone.
 */
final class InvitationParts {

  private static final String REQUEST = "text/calendar; charset=UTF-8; method=REQUEST";
  private static final String FILE = "application/ics";

  private InvitationParts() {}

  /**
   * @param id in the boundaries between the parts, which are the same in each attempt
   */
  static Multipart of(String text, byte[] invitation, String id) throws MessagingException {
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, UTF_8.name());
    Multipart forms = new Parts("alternative", "=_2_" + id);
    forms.addBodyPart(plain);
    forms.addBodyPart(data(invitation, REQUEST));
    MimeBodyPart shown = new MimeBodyPart();
    shown.setContent(forms);
    MimeBodyPart file = data(invitation, FILE);
    file.setFileName("invite.ics");
    Multipart all = new Parts("mixed", "=_1_" + id);
    all.addBodyPart(shown);
    all.addBodyPart(file);
    return all;
  }

  /** Base64, so that no mail server on the way breaks a line of it. */
  private static MimeBodyPart data(byte[] bytes, String type) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
    part.setHeader("Content-Transfer-Encoding", "base64");
    return part;
  }

  private static final class Parts extends MimeMultipart {

    Parts(String subtype, String boundary) {
      super(subtype);
      ContentType type = new ContentType("multipart", subtype, null);
      type.setParameter("boundary", boundary);
      contentType = type.toString();
    }
  }
}
