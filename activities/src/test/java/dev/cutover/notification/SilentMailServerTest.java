package dev.cutover.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.MailEndpoint.Language;
import dev.cutover.endpoint.MailEndpoint.Security;
import dev.cutover.notification.Outcome.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mail server that is not there, or says nothing, holds nobody up. */
class SilentMailServerTest {

  private static final int SOON_MILLIS = 300;
  private static final int LATE_MILLIS = 600_000;

  @ParameterizedTest
  @EnumSource(Security.class)
  void aServerThatNeverAnswersIsNotWaitedForWithoutAnEnd(Security security) throws IOException {
    try (ServerSocket blackHole = blackHole()) {
      assertThat(send(security, blackHole.getLocalPort(), SOON_MILLIS))
          .hasSize(2)
          .allMatch(one -> one.ended(State.FAILED))
          .allMatch(one -> one.outcome().why().equals("does not get an answer in time"));
    }
  }

  @Test
  void whatIsGivenUpIsCutOffSoThatItDoesNotArriveLater() throws IOException {
    try (ServerSocket blackHole = blackHole()) {
      MailEndpoint endpoint = endpoint(Security.NONE, blackHole.getLocalPort());
      Channel slow = new Mail(endpoint, new SmtpSubmission(endpoint, LATE_MILLIS, null));

      Deliveries deliveries =
          new Dispatch(Duration.ofMillis(SOON_MILLIS))
              .tell(List.of(slow), Samples.notice(), Samples.STAMP, Deliveries.NONE, d -> {});

      assertThat(deliveries.all()).hasSize(2).allMatch(one -> one.ended(State.FAILED));
      try (Socket client = blackHole.accept()) {
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsToldWithoutItsAddress() throws IOException {
    int port;
    try (ServerSocket gone = blackHole()) {
      port = gone.getLocalPort();
    }
    assertThat(send(Security.NONE, port, LATE_MILLIS))
        .hasSize(2)
        .allMatch(one -> one.ended(State.FAILED))
        .allMatch(one -> one.outcome().why().equals("finds no server: nobody answers there"));
  }

  @Test
  void aHostThatNobodyKnowsIsToldWithoutItsName() {
    MailEndpoint endpoint =
        Samples.endpoint("no-such-host.invalid", 25, Security.NONE, null, Language.EN);

    assertThat(send(endpoint, LATE_MILLIS))
        .hasSize(2)
        .allMatch(one -> one.ended(State.FAILED))
        .allMatch(one -> one.outcome().why().startsWith("finds no server"))
        .noneMatch(one -> one.outcome().why().contains("invalid"));
  }

  private static ServerSocket blackHole() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getByName("localhost"));
  }

  private static MailEndpoint endpoint(Security security, int port) {
    return Samples.endpoint("localhost", port, security, null, Language.EN);
  }

  private static List<Delivery> send(Security security, int port, int answerMillis) {
    return send(endpoint(security, port), answerMillis);
  }

  private static List<Delivery> send(MailEndpoint endpoint, int answerMillis) {
    return new Mail(endpoint, new SmtpSubmission(endpoint, answerMillis, null))
        .tell(Samples.notice(), Samples.STAMP, Samples.BOTH);
  }
}
