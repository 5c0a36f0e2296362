package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Progress;
import dev.cutover.starter.RunView.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of rows that are counted just now. */
final class BarTest {

  private static final Instant START = Instant.parse("2030-09-28T13:00:00Z");
  private static final Rate RATE =
      new Rate(
          List.of("ORDERS/1", "ORDER_LINES/1", "ORDER_LINES/2"),
          42_000,
          100_000,
          12_345,
          Duration.ofSeconds(75));

  @Test
  void aWideTerminalShowsBarShareRateRemainingTimeAndNames() {
    assertEquals(
        "  ▸ pre-migration sync [██████████··············]  42 % 12,345 rows/s, 1 min 15 s left"
            + "  ORDERS/1, ORDER_LINES/1, ORDER_LINES/2",
        Bar.line("pre-migration sync", RATE, 140));
  }

  @Test
  void aNarrowTerminalKeepsShareRateAndRemainingTime() {
    assertEquals(
        "  ▸ pre-migration sync [███████··········]  42 % 12,345 rows/s, 1 min 15 s left",
        Bar.line("pre-migration sync", RATE, 79));
    assertEquals(
        "  ▸ pre-migration sync  42 % 12,345 rows/s, 1 min 15 s left",
        Bar.line("pre-migration sync", RATE, 60));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20, 40, 60, 79, 80, 99, 119, 200})
  void noLineIsWiderThanTheTerminal(int width) {
    assertTrue(Bar.line("compare counts and checksums", RATE, width).length() <= width);
    assertTrue(Bar.line("compare counts and checksums", null, width).length() <= width);
  }

  @Test
  void aStepThatCountsNoRowsIsNamedAlone() {
    assertEquals("  ▸ gate GO", Bar.line("gate GO", null, 80));
  }

  @Test
  void moreRowsThanEstimatedFillTheBarAndNoMore() {
    Rate rate = new Rate(List.of("ORDERS/1"), 120, 100, 10, Duration.ZERO);

    assertEquals("  ▸ s [" + "█".repeat(24) + "] 100 % 10 rows/s, 0 s left", line(rate));
  }

  @Test
  void activitiesSideBySideAreOnePieceOfWorkAndAFinishedOneCountsInFull() {
    Bout bout = new Bout();
    bout.at(START, Map.of("1", progress("A", 100, 1_000), "2", progress("B", 0, 200)));

    Rate rate = bout.at(START.plusSeconds(10), Map.of("1", progress("A", 600, 1_000)));

    assertEquals(
        new Rate(List.of("A"), 800, 1_200, 70, Duration.ofSeconds(5)),
        Objects.requireNonNull(rate));
  }

  @Test
  void whenNothingCountsRowsAnyMoreTheNextBeginsAnew() {
    Bout bout = new Bout();
    bout.at(START, Map.of("1", progress("A", 100, 1_000)));

    assertNull(bout.at(START.plusSeconds(1), Map.of()));
    assertEquals(
        new Rate(List.of("B"), 5, 10, 0, null),
        bout.at(START.plusSeconds(2), Map.of("2", progress("B", 5, 10))));
  }

  private static String line(Rate rate) {
    return Bar.line("s", rate, 58);
  }

  private static Progress progress(String what, long done, long total) {
    return new Progress(what, done, total);
  }
}
