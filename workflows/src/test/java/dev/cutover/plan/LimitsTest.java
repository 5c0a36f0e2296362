package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A lag is under the limit in rows, and in time too where the plan says so. */
final class LimitsTest {

  private static final String ROWS = "  sync-lag-rows: 1000\n";

  private static Plan plan(String more) throws IOException {
    String text = Files.readString(Path.of("..", "plans", "oms.yaml"));
    String with = text.replace(ROWS, ROWS + more);
    PlanReader.Result read = PlanReader.read("plan", with.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), read.errors());
    return read.plan();
  }

  private static boolean allows(String more, long rows, @Nullable Duration age) throws IOException {
    return plan(more).limits().allowLag(rows, age);
  }

  @Test
  void rowsAloneCountWhereThePlanGivesNoTime() throws IOException {
    assertTrue(allows("", 1_000, null));
    assertFalse(allows("", 1_001, Duration.ZERO));
  }

  @Test
  void rowsThatWaitTooLongOrForAnUnknownTimeAreTooManyHoweverFew() throws IOException {
    String limit = "  sync-lag: 30s\n";

    assertTrue(allows(limit, 1_000, Duration.ofSeconds(30)));
    assertFalse(allows(limit, 1, Duration.ofMillis(30_001)));
    assertFalse(allows(limit, 1, null));
    assertTrue(allows(limit, 0, null));
    assertFalse(allows(limit, 1_001, Duration.ZERO));
  }

  @Test
  void bothLimitsAreShown() throws IOException {
    Plan plan = plan("  sync-lag: 1m30s\n");
    String shown = "1000 rows, the oldest for 1m30s at most when GO is asked for";

    assertTrue(PlanText.of(plan, PlanHash.of(plan)).contains(shown));
  }
}
