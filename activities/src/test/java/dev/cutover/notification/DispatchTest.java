package dev.cutover.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.notification.Outcome.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Several channels, each of which may be dead. */
class DispatchTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final List<Deliveries> settled = new ArrayList<>();

  @Test
  void aDeadChannelBlocksNoOtherAndIsNamed() {
    CountDownLatch interrupted = new CountDownLatch(1);
    Channel dead = channel("webhook", () -> hang(interrupted));
    Channel alive = channel("mail to sato", () -> Outcome.TAKEN);

    Deliveries now = tell(SHORT, Deliveries.NONE, dead, alive);

    assertThat(now.all())
        .containsExactly(
            new Delivery("mail to sato", Outcome.TAKEN),
            new Delivery("webhook", Outcome.failed("does not end within 0 s")));
    assertThat(settled).containsExactly(taken("mail to sato"));
    await(interrupted);
  }

  @Test
  void channelsAreTriedAtOnceSoThatNoneWaitsForAnother() {
    CountDownLatch both = new CountDownLatch(2);
    Supplier<Outcome> meets =
        () -> {
          both.countDown();
          await(both);
          return Outcome.TAKEN;
        };

    Deliveries now =
        tell(LONG, Deliveries.NONE, channel("webhook", meets), channel("mail to sato", meets));

    assertThat(now.failure("oms-notices")).isEmpty();
  }

  @Test
  void whoWasToldBeforeIsNotToldAgain() {
    Channel told =
        channel(
            "mail to sato",
            () -> {
              throw new AssertionError("told twice");
            });

    Deliveries now =
        tell(LONG, taken("mail to sato"), told, channel("webhook", () -> Outcome.TAKEN));

    assertThat(now.all()).extracting(Delivery::to).containsExactly("mail to sato", "webhook");
    assertThat(now.failure("oms-notices")).isEmpty();
    assertThat(settled).as("nothing is left to do").isEmpty();
  }

  @Test
  void whoWasRefusedForGoodIsNotAskedAgainButStaysNamed() {
    Deliveries before =
        Deliveries.NONE.and(
            Delivery.toEach(List.of("mail to sato"), Outcome.refused("is refused (550)")));
    Channel refused =
        channel(
            "mail to sato",
            () -> {
              throw new AssertionError("asked twice");
            });

    Deliveries now = tell(LONG, before, refused, channel("webhook", () -> Outcome.TAKEN));

    assertThat(now.failure("oms-notices").orElseThrow())
        .hasMessageContaining("mail to sato is refused (550)")
        .hasMessageContaining("told: webhook");
  }

  @Test
  void aChannelThatBreaksIsToldWithoutWhatItsFailureSays() {
    Channel broken =
        channel(
            "webhook",
            () -> {
              throw new IllegalArgumentException("https://hooks.example/T0KEN is no address");
            });

    Deliveries now = tell(LONG, Deliveries.NONE, broken);

    assertThat(now.all()).singleElement().matches(one -> one.ended(State.FAILED));
    assertThat(now.toString()).contains("IllegalArgumentException").doesNotContain("T0KEN");
  }

  private Deliveries tell(Duration limit, Deliveries before, Channel... channels) {
    return new Dispatch(limit)
        .tell(List.of(channels), Samples.notice(), Samples.STAMP, before, settled::add);
  }

  private static Deliveries taken(String to) {
    return Deliveries.NONE.and(Delivery.toEach(List.of(to), Outcome.TAKEN));
  }

  private static Channel channel(String name, Supplier<Outcome> outcome) {
    return new Channel() {
      @Override
      public List<String> receivers(Notice notice) {
        return List.of(name);
      }

      @Override
      public List<Delivery> tell(Notice notice, Stamp stamp, List<String> receivers) {
        return Delivery.toEach(receivers, outcome.get());
      }
    };
  }

  private static Outcome hang(CountDownLatch interrupted) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
    }
    return Outcome.TAKEN;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
