package dev.cutover.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Figure FAST = Figure.atLeast("copy_vs_best_peer", 1.2, 1.2, "as fast");
  private static final Figure SLOW = Figure.atMost("journal_p99", 1.301, 1.3, "slower");

  @Test
  void aTargetIsMetAtItsVeryLimitAndMissedBehindIt() {
    assertTrue(FAST.isMet());
    assertFalse(Figure.atLeast("copy_vs_best_peer", 1.199, 1.2, "as fast").isMet());
    assertTrue(Figure.atMost("journal_p99", 1.3, 1.3, "slower").isMet());
    assertFalse(SLOW.isMet());
  }

  @Test
  void figuresAreOneLineOfJsonAndMissesAreNamed() {
    Report report = new Report();
    report.figure(FAST);
    report.figure(SLOW);

    assertEquals("{\"copy_vs_best_peer\":1.200,\"journal_p99\":1.301}", report.json());
    assertEquals(List.of(SLOW), report.missed());
  }

  @Test
  void thePageSaysTheCircumstancesTheFiguresAndTheTimesBehindThem() {
    Report report = new Report();
    report.figure(SLOW);
    report.times("Copying", Map.of("by hand", new Samples(List.of(2.0))));

    String page = report.page("two cores");

    assertTrue(page.contains("two cores"), page);
    assertTrue(page.contains("| journal_p99 | 1.301 | ≤ 1.3 | **no** | slower |"), page);
    assertTrue(page.contains("## Copying"), page);
    assertTrue(page.contains("| by hand | 2.00 s (2.00 to 2.00) |"), page);
  }
}
