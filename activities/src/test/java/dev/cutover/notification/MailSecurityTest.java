package dev.cutover.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.MailEndpoint.Language;
import dev.cutover.endpoint.MailEndpoint.Security;
import dev.cutover.notification.Outcome.State;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither a notice nor a password goes to anybody but the mail server that was named. */
class MailSecurityTest {

  private static final int PATIENCE_MILLIS = 15_000;

  private static Certificate here;
  private static Certificate elsewhere;

  @BeforeAll
  static void makeCertificates(@TempDir Path directory) throws IOException, InterruptedException {
    here = Certificate.of("localhost", directory);
    elsewhere = Certificate.of("mail.elsewhere.example", directory);
    System.setProperty("greenmail.tls.keystore.file", here.file().toString());
    System.setProperty("greenmail.tls.keystore.password", Certificate.PASSWORD);
  }

  @Test
  void overTlsAMailArrivesForAnAccount() throws GeneralSecurityException, IOException {
    try (Postbox postbox = Postbox.overTls()) {
      postbox.server().setUser("cutover@oms.example", Samples.USER, Samples.PASSWORD);

      assertThat(send(postbox.port(), Security.TLS, Samples.PASSWORD, here.trusted()))
          .isEqualTo(Delivery.toEach(Samples.BOTH, Outcome.TAKEN));
      assertThat(postbox.of(Samples.SATO)).hasSize(1);
    }
  }

  @Test
  void aWrongPasswordIsToldByItsCode() throws GeneralSecurityException, IOException {
    try (Postbox postbox = Postbox.overTls()) {
      postbox.server().setUser("cutover@oms.example", Samples.USER, Samples.PASSWORD);

      assertThat(send(postbox.port(), Security.TLS, "an0ther", here.trusted()))
          .allMatch(one -> one.ended(State.REFUSED))
          .allMatch(one -> one.outcome().why().contains("535 5.7.8"));
      assertThat(postbox.of(Samples.SATO)).isEmpty();
    }
  }

  @Test
  void aCertificateThatIsNotTrustedHereIsRefused() throws IOException {
    try (Postbox postbox = Postbox.overTls()) {
      assertRefusedForTls(send(postbox.port(), Security.TLS, Samples.PASSWORD, null));
      assertThat(postbox.of(Samples.SATO)).isEmpty();
    }
  }

  @Test
  void overStarttlsNothingButTheGreetingIsSaidInClear()
      throws GeneralSecurityException, IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(Map.of(), here.server())) {
      assertThat(send(server.port(), Security.STARTTLS, Samples.PASSWORD, here.trusted()))
          .isEqualTo(Delivery.toEach(Samples.BOTH, Outcome.TAKEN));

      assertThat(server.heardInClear()).hasSize(2).last().isEqualTo("STARTTLS");
      assertThat(server.heard())
          .contains("AUTH PLAIN " + credentials(), "Auto-Submitted: auto-generated");
    }
  }

  @Test
  void aServerWithoutStarttlsGetsNeitherPasswordNorNotice() throws IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(Map.of())) {
      assertThat(send(server.port(), Security.STARTTLS, Samples.PASSWORD, null))
          .allMatch(one -> one.ended(State.FAILED))
          .allMatch(one -> one.outcome().why().contains("offers no STARTTLS"));

      assertThat(server.heard()).allMatch(line -> line.matches("EHLO .*|QUIT"));
    }
  }

  @Test
  void aServerThatRefusesStarttlsGetsNeitherPasswordNorNotice() throws IOException {
    try (ScriptedMailServer server =
        new ScriptedMailServer(
            Map.of(
                "EHLO",
                "250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN",
                "STARTTLS",
                "454 4.7.0 not now"))) {
      assertThat(send(server.port(), Security.STARTTLS, Samples.PASSWORD, null))
          .allMatch(one -> one.ended(State.FAILED))
          .allMatch(one -> one.outcome().why().contains("454 4.7.0"));

      assertThat(server.heard()).allMatch(line -> line.matches("EHLO .*|STARTTLS|QUIT"));
    }
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsRefused() throws GeneralSecurityException, IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(Map.of(), elsewhere.server())) {
      assertRefusedForTls(
          send(server.port(), Security.STARTTLS, Samples.PASSWORD, elsewhere.trusted()));

      assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
    }
  }

  private static List<Delivery> send(
      int port, Security security, String password, @Nullable SSLSocketFactory trust) {
    MailEndpoint endpoint = Samples.endpoint("localhost", port, security, password, Language.EN);
    return new Mail(endpoint, new SmtpSubmission(endpoint, PATIENCE_MILLIS, trust))
        .tell(Samples.notice(), Samples.STAMP, Samples.BOTH);
  }

  private static String credentials() {
    String plain = Samples.USER + "\0" + Samples.USER + "\0" + Samples.PASSWORD;
    return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
  }

  private static void assertRefusedForTls(List<Delivery> deliveries) {
    assertThat(deliveries)
        .hasSize(2)
        .allMatch(one -> one.ended(State.FAILED))
        .allMatch(one -> one.outcome().why().contains("TLS 1.2 or 1.3 is needed"));
  }
}
