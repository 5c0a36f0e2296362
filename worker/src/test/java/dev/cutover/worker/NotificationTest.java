package dev.cutover.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People are told once by each channel, whatever becomes of the other. */
class NotificationTest {

  private static final List<Long> ONE_EACH = List.of(1L, 1L);
  private static final Duration BRIEF = Duration.ofSeconds(3);

  @Test
  void aWebhookThatIsDownForAWhileDoublesNoMail(@TempDir Path directory) throws IOException {
    try (InMemoryTemporal temporal = InMemoryTemporal.start()) {
      assertToldOnce(webhookDownForAWhile(temporal.address(), directory));
    }
  }

  @Test
  @Tag("temporal-server")
  void aWebhookThatIsDownForAWhileDoublesNoMailThroughATemporalServerOfItsOwn(
      @TempDir Path directory) throws IOException {
    try (TemporalProgram temporal = TemporalProgram.start(directory)) {
      TellingRun run = webhookDownForAWhile(temporal.address(), directory);

      assertToldOnce(run);
      assertThat(run.lastFailure())
          .isEqualTo(
              "oms-notices has not told all: webhook answered 503;"
                  + " told: mail to sato, mail to tanaka");
    }
  }

  private static TellingRun webhookDownForAWhile(String temporal, Path directory)
      throws IOException {
    try (Chat chat = Chat.failing(2)) {
      return TellingRun.through(temporal, directory, chat, true);
    }
  }

  private static void assertToldOnce(TellingRun run) {
    assertThat(run.failure()).isEmpty();
    assertThat(run.attempts()).isEqualTo(3);
    assertThat(run.posts()).isEqualTo(3);
    assertThat(run.mails()).isEqualTo(ONE_EACH);
  }

  @Test
  void anAttemptThatWasGivenUpByTemporalIsNotForgotten(@TempDir Path directory) throws IOException {
    try (InMemoryTemporal temporal = InMemoryTemporal.start()) {
      givenUp(temporal.address(), directory);
    }
  }

  @Test
  @Tag("temporal-server")
  void anAttemptThatWasGivenUpByATemporalServerOfItsOwnIsNotForgotten(@TempDir Path directory)
      throws IOException {
    try (TemporalProgram temporal = TemporalProgram.start(directory)) {
      givenUp(temporal.address(), directory);
    }
  }

  private static void givenUp(String temporal, Path directory) throws IOException {
    try (Chat chat = Chat.silentUntilAskedAgain()) {
      TellingRun run = TellingRun.through(temporal, directory, chat, true, BRIEF);

      assertThat(run.failure()).isEmpty();
      assertThat(run.attempts()).isEqualTo(2);
      assertThat(run.mails()).isEqualTo(ONE_EACH);
    }
  }

  @Test
  void aWebhookThatIsDownForGoodIsShownAndTheMailHasArrivedOnce(@TempDir Path directory)
      throws IOException {
    try (InMemoryTemporal temporal = InMemoryTemporal.start();
        Chat chat = Chat.failing(Chat.ALWAYS)) {
      TellingRun run = TellingRun.through(temporal.address(), directory, chat, true);

      assertThat(run.failure()).contains("webhook answered 503", "told: mail to sato");
      assertThat(run.attempts()).isEqualTo(Telling.ATTEMPTS);
      assertThat(run.posts()).isEqualTo(Telling.ATTEMPTS);
      assertThat(run.mails()).isEqualTo(ONE_EACH);
    }
  }

  @Test
  void aMailServerThatIsDownIsShownAndTheWebhookHasBeenToldOnce(@TempDir Path directory)
      throws IOException {
    try (InMemoryTemporal temporal = InMemoryTemporal.start();
        Chat chat = Chat.failing(0)) {
      TellingRun run = TellingRun.through(temporal.address(), directory, chat, false);

      assertThat(run.failure())
          .contains("mail to sato, mail to tanaka finds no server", "told: webhook");
      assertThat(run.attempts()).isEqualTo(Telling.ATTEMPTS);
      assertThat(run.posts()).isEqualTo(1);
    }
  }

  @Test
  void aHistoryHoldsNeitherAnAddressNorASecretOfAChannel(@TempDir Path directory)
      throws IOException {
    try (InMemoryTemporal temporal = InMemoryTemporal.start();
        Chat chat = Chat.failing(Chat.ALWAYS)) {
      TellingRun run = TellingRun.through(temporal.address(), directory, chat, false);

      assertThat(run.history().toString())
          .contains("webhook answered 503")
          .doesNotContain("5ecret-path", "oms.example", "127.0.0.1");
    }
  }
}
