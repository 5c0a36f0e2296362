package dev.cutover.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.temporal.Payloads;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom a notice has reached, as Temporal keeps it and shows it. */
class DeliveriesTest {

  private static final Deliveries MIXED =
      Deliveries.NONE
          .and(Delivery.toEach(List.of("webhook"), Outcome.failed("answered 503")))
          .and(Delivery.toEach(List.of("mail to sato"), Outcome.refused("is refused (550)")))
          .and(Delivery.toEach(List.of("mail to suzuki", "mail to tanaka"), Outcome.TAKEN));

  @Test
  void aFailureSaysWhoWasNotToldWhyAndWhoWas() {
    assertThat(MIXED.failure("oms-notices").orElseThrow())
        .hasMessage(
            "oms-notices has not told all: webhook answered 503; mail to sato is refused (550);"
                + " told: mail to suzuki, mail to tanaka");
  }

  @Test
  void whatFailedForNowIsTriedAgain() {
    assertThat(MIXED.failure("oms-notices").orElseThrow())
        .isNotInstanceOf(ApplicationFailure.class);
  }

  @Test
  void whereOnlyRefusalsAreLeftNothingIsTriedAgain() {
    assertThat(MIXED.settled().failure("oms-notices").orElseThrow())
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue());
  }

  @Test
  void theNextAttemptReadsWhatTheLastOneKept() {
    Optional<io.temporal.api.common.v1.Payloads> kept =
        Payloads.converter().toPayloads(MIXED.settled());

    assertThat(Payloads.converter().fromPayloads(0, kept, Deliveries.class, Deliveries.class))
        .isEqualTo(MIXED.settled());
    assertThat(MIXED.settled().missing(List.of("webhook", "mail to sato")))
        .containsExactly("webhook");
  }
}
