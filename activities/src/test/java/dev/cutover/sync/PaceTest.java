package dev.cutover.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.SourceLimit;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The business comes first on legacy. */
final class PaceTest {

  private static final Duration FAST = Duration.ofMillis(500);
  private static final Duration SLOW = Duration.ofSeconds(5);
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  private static Pace pace(@Nullable Integer threads) {
    return new Pace(new SourceLimit(Duration.ofSeconds(2), threads));
  }

  @Test
  void aCopyPausesLongerAndLongerWhileLegacyIsSlowerThanThePlanAllows() {
    Pace pace = pace(null);
    pace.read(FAST, UNKNOWN);
    assertEquals(Duration.ZERO, pace.pause());
    pace.read(SLOW, UNKNOWN);
    assertEquals(Duration.ofSeconds(2), pace.pause());
    pace.read(SLOW, UNKNOWN);
    assertEquals(Duration.ofSeconds(4), pace.pause());
    assertTrue(pace.inWords().contains("legacy is busy"), pace.inWords());
  }

  @Test
  void noPauseIsLongerThanAMinute() {
    Pace pace = pace(null);
    for (int i = 0; i < 100; i++) {
      pace.read(SLOW, UNKNOWN);
    }
    assertEquals(Duration.ofMinutes(1), pace.pause());
  }

  @Test
  void itSpeedsUpAgainAfterwards() {
    Pace pace = pace(null);
    pace.read(SLOW, UNKNOWN);
    pace.read(FAST, UNKNOWN);
    assertEquals(Duration.ofSeconds(1), pace.pause());
    for (int i = 0; i < 5; i++) {
      pace.read(FAST, UNKNOWN);
    }
    assertEquals(Duration.ZERO, pace.pause());
    assertEquals("", pace.inWords());
  }

  @Test
  void aServerWithMoreStatementsThanThePlanAllowsIsBusyHoweverFastItAnswers() {
    Pace pace = pace(40);
    assertTrue(pace.asksForThreads());
    pace.read(FAST, OptionalLong.of(40));
    assertEquals(Duration.ZERO, pace.pause());
    pace.read(FAST, OptionalLong.of(41));
    assertEquals(Duration.ofSeconds(2), pace.pause());
  }

  @Test
  void withoutALimitNothingPausesAndNothingIsAsked() {
    Pace pace = new Pace(null);
    pace.read(SLOW, OptionalLong.of(1_000));
    assertEquals(Duration.ZERO, pace.pause());
    assertFalse(pace.asksForThreads());
  }
}
