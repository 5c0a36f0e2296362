package dev.cutover.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Kind;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Values;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** However long values are, a page of them fits what Temporal takes at once. */
final class ExcerptTest {

  private static Discrepancy of(String legacy, boolean shown) {
    return new Discrepancy(
        "ORDERS",
        "1;",
        Kind.DIFFERENT,
        List.of("NOTE"),
        Map.of("NOTE", new Values(legacy, "", shown)));
  }

  @Test
  void aPageOfLongValuesIsShorterAndNeverEmpty() {
    List<Discrepancy> page = Collections.nCopies(1_000, of("x".repeat(1_000), true));

    assertEquals(250, Excerpt.of(page).size());
    assertEquals(1_000, Excerpt.of(Collections.nCopies(1_000, of("x", true))).size());
    assertEquals(1, Excerpt.of(List.of(of("x".repeat(1_000_000), true))).size());
  }

  @Test
  void valuesThatAreNotShownTakeNoPlace() {
    List<Discrepancy> page = Collections.nCopies(1_000, of("x".repeat(1_000), false));

    assertEquals(1_000, Excerpt.of(page).size());
    assertTrue(Excerpt.of(page).stream().allMatch(one -> one.values().isEmpty()));
  }

  @Test
  void aDocumentIsCutBehindAWholeCharacter() {
    Discrepancy told = Excerpt.of(List.of(of("𠮷".repeat(1_001), true))).get(0);

    Values values = Objects.requireNonNull(told.values().get("NOTE"));
    assertEquals("𠮷".repeat(1_000) + "…", values.legacy());
  }
}
