package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Six hours are six hours, and a window ends when the clock on the wall says so. */
final class CutoverDeadlineTest {

  private static final Path OMS = Path.of("..", "plans", "oms.yaml");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final Limits limits =
      new Limits(
          Duration.ofHours(6),
          Duration.ofHours(2),
          new BigDecimal("1.5"),
          1_000,
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Map.of());

  private static Window window(String opens, String closes) {
    return new Window(LocalDateTime.parse(opens), LocalDateTime.parse(closes), BERLIN, null);
  }

  private static Instant at(String instant) {
    return Instant.parse(instant);
  }

  @ParameterizedTest
  @CsvSource({
    // Clocks go back at 3:00 to 2:00: the night has an hour more, the cutover has not.
    "2026-10-24T22:00, 2026-10-25T08:00, 2026-10-24T20:30:00Z, 2026-10-25T02:30:00Z",
    // And where the window is the shorter one, its end is that of the wall's clock.
    "2026-10-24T22:00, 2026-10-25T05:00, 2026-10-24T20:30:00Z, 2026-10-25T02:00:00Z",
    // Clocks go forward at 2:00 to 3:00: the window that seems to be nine hours has eight.
    "2027-03-27T22:00, 2027-03-28T07:00, 2027-03-27T21:30:00Z, 2027-03-28T03:00:00Z",
    // An hour that comes twice ends a window when it comes first.
    "2026-10-24T16:00, 2026-10-25T02:30, 2026-10-24T19:00:00Z, 2026-10-24T22:30:00Z"
  })
  void aChangeToOrFromDaylightSavingTimeInTheWindowMovesNoDeadline(
      String opens, String closes, String go, String deadline) {
    assertEquals(
        at(deadline), CutoverDeadline.of(limits, window(opens, closes), at(go), at(go), null));
  }

  @ParameterizedTest
  @CsvSource({
    "2027-03-27T22:00, 2027-03-28T06:00, is shorter than the cutover's limit",
    "2027-03-27T21:00, 2027-03-28T02:30, does not exist in Europe/Berlin"
  })
  void aWindowThatDaylightSavingTimeMakesTooShortIsRefused(
      String opens, String closes, String complaint) throws IOException {
    String oms = Files.readString(OMS);
    String changed =
        oms.replace("opens: 2030-09-28T22:00", "opens: " + opens)
            .replace("closes: 2030-09-29T06:00", "closes: " + closes)
            .replace("zone: Asia/Tokyo", "zone: Europe/Berlin");
    String found =
        PlanReader.read("oms.yaml", changed.getBytes(StandardCharsets.UTF_8)).errors().toString();

    assertTrue(found.contains(complaint), found);
  }

  @Test
  void theSameWindowWithoutAChangeIsLongEnough() throws IOException {
    assertEquals("[]", PlanReader.read("oms.yaml", Files.readAllBytes(OMS)).errors().toString());
  }
}
