package dev.cutover.notification;

import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.MailEndpoint.Security;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Hands messages to a mail server (RFC 5321), a connection each. */
final class SmtpSubmission {

  private static final int CONNECT_MILLIS = 5_000;

  /**
   * RFC 5321, 4.5.3.2 has clients wait for minutes, since a mail that is not waited for may be
   * taken all the same, and is sent again. No longer, because an attempt has 30 s.
   */
  private static final int ANSWER_MILLIS = 15_000;

  private final MailEndpoint endpoint;
  private final Session session;

  SmtpSubmission(MailEndpoint endpoint) {
    this(endpoint, ANSWER_MILLIS, null);
  }

  /**
   * @param trust instead of what this Java trusts
   */
  SmtpSubmission(MailEndpoint endpoint, int answerMillis, @Nullable SSLSocketFactory trust) {
    this.endpoint = endpoint;
    Properties properties = new Properties();
    set(properties, "connectiontimeout", CONNECT_MILLIS);
    set(properties, "timeout", answerMillis);
    set(properties, "writetimeout", answerMillis);
    // Such a socket is closed where its thread is interrupted: whoever gives up ends it.
    set(properties, "usesocketchannels", true);
    set(properties, "quitwait", false);
    set(properties, "sendpartial", true);
    set(properties, "auth", endpoint.user() != null);
    set(properties, "ssl.enable", endpoint.security() == Security.TLS);
    set(properties, "starttls.enable", endpoint.security() == Security.STARTTLS);
    set(properties, "starttls.required", endpoint.security() == Security.STARTTLS);
    set(properties, "ssl.protocols", "TLSv1.3 TLSv1.2");
    set(properties, "ssl.checkserveridentity", true);
    set(properties, "socketFactory.fallback", false);
    if (trust != null) {
      properties.put("mail.smtp.ssl.socketFactory", trust);
    }
    session = Session.getInstance(properties);
  }

  private static void set(Properties properties, String name, Object value) {
    properties.setProperty("mail.smtp." + name, String.valueOf(value));
  }

  /** Sends it to some of those it is addressed to; one who is refused keeps it from no other. */
  Map<InternetAddress, Outcome> submit(MimeMessage message, Collection<InternetAddress> to) {
    SMTPTransport transport = new SMTPTransport(session, new URLName("smtp:"));
    try {
      transport.connect(endpoint.host(), endpoint.port(), endpoint.user(), endpoint.password());
      transport.sendMessage(message, to.toArray(InternetAddress[]::new));
      return SmtpOutcomes.same(to, Outcome.TAKEN);
    } catch (SendFailedException e) {
      return SmtpOutcomes.each(to, e);
    } catch (MessagingException e) {
      return SmtpOutcomes.same(to, SmtpOutcomes.of(e, transport));
    } finally {
      hangUp(transport);
    }
  }

  private static void hangUp(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException gone) {
      // What it took, it has taken.
    }
  }
}
