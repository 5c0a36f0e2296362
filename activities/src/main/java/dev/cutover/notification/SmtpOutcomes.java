package dev.cutover.notification;

import com.google.common.base.Throwables;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server's answer means (RFC 5321, 4.2.1): 4yz may be tried again, 5yz not. Its text is
 * left out, since it may repeat accounts and addresses, and failures are kept in histories.
 */
final class SmtpOutcomes {

  private static final int EHLO_ANSWERED = 250;
  private static final int TRANSIENT = 400;
  private static final int PERMANENT = 500;

  /** A code, and the enhanced one of RFC 3463 where there is one. */
  private static final Pattern ENHANCED =
      Pattern.compile("\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\s");

  private SmtpOutcomes() {}

  static Map<InternetAddress, Outcome> same(Collection<InternetAddress> to, Outcome outcome) {
    Map<InternetAddress, Outcome> outcomes = new LinkedHashMap<>();
    to.forEach(address -> outcomes.put(address, outcome));
    return outcomes;
  }

  /** Of a mail that did not go to everybody. */
  static Map<InternetAddress, Outcome> each(
      Collection<InternetAddress> to, SendFailedException failed) {
    int code = failed instanceof SMTPSendFailedException all ? all.getReturnCode() : 0;
    Map<InternetAddress, Outcome> outcomes =
        new HashMap<>(same(to, answered(code, failed.getMessage())));
    for (Throwable next : Throwables.getCausalChain(failed)) {
      if (next instanceof SMTPAddressFailedException one) {
        outcomes.put(one.getAddress(), answered(one.getReturnCode(), one.getMessage()));
      }
    }
    Address[] sent = failed.getValidSentAddresses();
    if (sent != null) {
      for (Address address : sent) {
        outcomes.put((InternetAddress) address, Outcome.TAKEN);
      }
    }
    return outcomes;
  }

  /** Of a conversation that came to no mail. */
  static Outcome of(MessagingException failed, SMTPTransport transport) {
    int code = transport.getLastReturnCode();
    if (isBy(IOException.class, failed)) {
      // The code is that of the last command which was still answered.
      return Outcome.failed(silent(failed));
    }
    if (code < TRANSIENT && failed instanceof AuthenticationFailedException) {
      return Outcome.failed("does not go out: the server offers no way to sign in");
    }
    if (code == EHLO_ANSWERED && transport.getRequireStartTLS()) {
      return Outcome.failed("does not go out: the server offers no STARTTLS");
    }
    return answered(code, transport.getLastServerResponse());
  }

  private static String silent(MessagingException failed) {
    if (isBy(SocketTimeoutException.class, failed)) {
      return "does not get an answer in time";
    }
    if (isBy(SSLException.class, failed)) {
      return "does not go out: TLS 1.2 or 1.3 is needed, with a certificate of this host that is"
          + " trusted here";
    }
    if (isBy(UnknownHostException.class, failed)) {
      return "finds no server: its host is not known here";
    }
    return isBy(ConnectException.class, failed)
        ? "finds no server: nobody answers there"
        : "was cut off";
  }

  private static boolean isBy(Class<? extends IOException> kind, MessagingException failed) {
    return Throwables.getCausalChain(failed).stream().anyMatch(kind::isInstance);
  }

  private static Outcome answered(int code, @Nullable String answer) {
    if (code >= PERMANENT) {
      return Outcome.refused(
          "is refused for good ("
              + digits(code, answer)
              + "): mend the address, or the settings of the mail server");
    }
    return Outcome.failed(
        code >= TRANSIENT
            ? "is refused for now (" + digits(code, answer) + ")"
            : "was cut off by the server");
  }

  private static String digits(int code, @Nullable String answer) {
    Matcher enhanced = ENHANCED.matcher(answer == null ? "" : answer + " ");
    return enhanced.lookingAt() ? code + " " + enhanced.group(1) : String.valueOf(code);
  }
}
