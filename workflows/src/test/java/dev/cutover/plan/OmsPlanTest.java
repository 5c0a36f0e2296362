package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The project's own plan holds what the migration plan says. */
final class OmsPlanTest {

  @Test
  void thePlanHasNoMistakesAndHoldsTheMigrationPlansFigures() throws IOException {
    Plan plan = oms();
    Window night =
        Objects.requireNonNull(
            Objects.requireNonNull(plan.environments().get("production")).window());

    assertEquals(15, plan.batch().jobs().size());
    assertEquals(Duration.ofHours(6), plan.limits().cutover());
    assertEquals("1.5", plan.limits().reserve().toString());
    assertEquals(DayOfWeek.SATURDAY, Objects.requireNonNull(night.opens()).getDayOfWeek());
    assertEquals(22, Objects.requireNonNull(night.opens()).getHour());
    assertEquals(6, Objects.requireNonNull(night.closes()).getHour());
    assertEquals(Duration.ofDays(30), plan.parallelOperation().length());
    assertEquals(50_000, plan.checks().loadTest().records());
    assertEquals(
        List.of(Duration.ofHours(2), Duration.ofHours(4)),
        plan.rollbackRules().stream().map(RollbackRule::rollbackWithin).toList());
    assertEquals(LocalTime.of(10, 0), Objects.requireNonNull(plan.calendar()).meetingAt());
  }

  @Test
  void theSamePlanHasTheSameHashAndAnotherDeadlineAnother() throws IOException {
    Path file = Path.of("..", "plans", "oms.yaml");
    String text = Files.readString(file);

    assertEquals(PlanHash.of(read(text)), PlanHash.of(read("# a comment\n" + text)));
    org.junit.jupiter.api.Assertions.assertNotEquals(
        PlanHash.of(read(text)), PlanHash.of(read(text.replace("cutover: 6h", "cutover: 5h"))));
  }

  private static Plan read(String text) {
    return PlanReader.read("oms.yaml", text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .plan();
  }

  private static Plan oms() throws IOException {
    return read(Files.readString(Path.of("..", "plans", "oms.yaml")));
  }
}
