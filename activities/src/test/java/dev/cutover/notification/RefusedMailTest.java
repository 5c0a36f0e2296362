package dev.cutover.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.MailEndpoint.Security;
import dev.cutover.notification.Outcome.State;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of people's mail where a server refuses some of it, or all. */
class RefusedMailTest {

  /** What a careless server puts into its answers. */
  private static final String TALE =
      " no, %s with %s may not write to <%s>"
          .formatted(Samples.USER, Samples.PASSWORD, Samples.TANAKA);

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1, REFUSED, is refused for good (550 5.1.1)",
    "501,       REFUSED, is refused for good (501)",
    "521 5.7.1, REFUSED, is refused for good (521 5.7.1)",
    "450 4.2.1, FAILED,  is refused for now (450 4.2.1)",
    "421,       FAILED,  is refused for now (421)",
  })
  void whoeverIsRefusedKeepsTheMailFromNobodyElseAndIsNamed(String code, State state, String why)
      throws IOException {
    String answer = code + TALE;
    try (ScriptedMailServer server =
        new ScriptedMailServer(Map.of("RCPT TO:<" + Samples.SATO, answer))) {
      List<Delivery> deliveries = send(Samples.open(server.port()));

      assertThat(deliveries)
          .extracting(Delivery::to, one -> one.outcome().state())
          .containsExactly(tuple("mail to sato", state), tuple("mail to taro-tanaka", State.TAKEN));
      assertThat(deliveries.get(0).outcome().why()).startsWith(why);
      assertThat(server.heard()).contains("Auto-Submitted: auto-generated", ".");
      assertSaysNothingElse(deliveries);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',        554 5.3.2, REFUSED, 554 5.3.2",
    "'',        421 4.3.2, FAILED,  421 4.3.2",
    "MAIL FROM, 550 5.7.1, REFUSED, 550 5.7.1",
    "MAIL FROM, 451 4.3.0, FAILED,  451 4.3.0",
    "RCPT TO,   550 5.1.1, REFUSED, 550 5.1.1",
    "DATA,      554 5.7.1, REFUSED, 554 5.7.1",
    "DATA,      452 4.3.1, FAILED,  452 4.3.1",
    ".,         550 5.7.1, REFUSED, 550 5.7.1",
    ".,         451 4.7.1, FAILED,  451 4.7.1",
  })
  void aServerThatTakesNothingIsAskedAgainOnlyWhereThatMayHelp(
      String command, String code, State state, String said) throws IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(Map.of(command, code + TALE))) {
      List<Delivery> deliveries = send(Samples.open(server.port()));

      assertThat(deliveries).hasSize(2).allMatch(one -> one.ended(state));
      assertThat(deliveries.get(0).outcome().why()).contains(said);
      assertSaysNothingElse(deliveries);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {ScriptedMailServer.GREETING, "EHLO", "MAIL FROM", "RCPT TO:<taro", "DATA", "."})
  void aServerThatHangsUpIsAskedAgainForAll(String command) throws IOException {
    Map<String, String> answers =
        Map.of(command, ScriptedMailServer.HANGS_UP, "RCPT TO:<sato", "550 5.1.1" + TALE);
    try (ScriptedMailServer server = new ScriptedMailServer(answers)) {
      List<Delivery> deliveries = send(Samples.open(server.port()));

      assertThat(deliveries.get(1).ended(State.FAILED)).isTrue();
      assertThat(deliveries.get(1).outcome().why()).startsWith("was cut off");
      assertSaysNothingElse(deliveries);
    }
  }

  @Test
  void aServerThatOffersNoWayToSignInIsNamedAsSuch() throws IOException {
    try (ScriptedMailServer server =
        new ScriptedMailServer(Map.of("EHLO", "250-localhost\r\n250 AUTH GSSAPI"))) {
      assertThat(send(Samples.withAccount(server.port(), Security.NONE, Samples.PASSWORD)))
          .allMatch(one -> one.ended(State.FAILED))
          .allMatch(one -> one.outcome().why().contains("no way to sign in"));
    }
  }

  @Test
  void aWrongPasswordIsNotTriedAgainSoThatNoAccountIsLocked() throws IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(Map.of("AUTH", "535 5.7.8" + TALE))) {
      List<Delivery> deliveries =
          send(Samples.withAccount(server.port(), Security.NONE, Samples.PASSWORD));

      assertThat(deliveries).hasSize(2).allMatch(one -> one.ended(State.REFUSED));
      assertThat(deliveries.get(0).outcome().why()).contains("535 5.7.8");
      assertSaysNothingElse(deliveries);
    }
  }

  @Test
  void twoPeopleAtOneAddressGetOneMail() throws IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(Map.of())) {
      MailEndpoint open = Samples.open(server.port());
      Map<String, String> shared = Map.of("sato", Samples.SATO, "taro-tanaka", Samples.SATO);
      MailEndpoint endpoint =
          new MailEndpoint(
              open.host(),
              open.port(),
              Security.NONE,
              null,
              null,
              open.from(),
              open.language(),
              shared);

      assertThat(send(endpoint)).isEqualTo(Delivery.toEach(Samples.BOTH, Outcome.TAKEN));
      assertThat(server.heard()).filteredOn(line -> line.startsWith("RCPT")).hasSize(1);
    }
  }

  private static List<Delivery> send(MailEndpoint endpoint) {
    return new Mail(endpoint, new SmtpSubmission(endpoint))
        .tell(Samples.notice(), Samples.STAMP, Samples.BOTH);
  }

  private static void assertSaysNothingElse(List<Delivery> deliveries) {
    assertThat(deliveries.toString())
        .doesNotContain(
            Samples.USER, Samples.PASSWORD, Samples.TANAKA, Samples.SATO, "localhost", "may not");
  }
}
