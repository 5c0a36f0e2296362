package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.evidence.RosterCopy;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Observation.Observed;
import dev.cutover.workflow.Observation.Question;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a bundle of evidence has from workers, through Temporal and back. */
final class ObservedEvidenceTest {

  @Test
  void workersTellWhoMayDecideAndWhatTheyRunOn() {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      Observed seen =
          night
              .world
              .workflow(Observation.class, night.world.ids().observation())
              .run(new Observation.Request(night.world.plan, "rehearsal", Question.EVIDENCE));

      RosterCopy roster = Objects.requireNonNull(seen.roster());
      assertEquals(List.of("taro-tanaka"), roster.roles().people().get("migration-lead"));
      assertEquals(Map.of("cutover", "in memory"), seen.versions());
      assertTrue(seen.lines().isEmpty());
    }
  }
}
