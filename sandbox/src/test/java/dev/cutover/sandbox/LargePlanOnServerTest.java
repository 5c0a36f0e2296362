package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Data;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Table;
import dev.cutover.plan.Table.ColumnRule;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Temporal server fails a run over a payload of 2 MB. */
@Tag("temporal-server")
final class LargePlanOnServerTest {

  private static final int TABLES = 50;
  private static final int COLUMNS = 400;
  private static final int TEMPORAL_TAKES = 2 * 1024 * 1024;

  @Test
  void aPlanThatIsLargerThanTemporalTakesGoesOverAndBack(@TempDir Path directory)
      throws IOException {
    Plan plan = large(ServedWorld.oms());
    assertTrue(Payloads.mapper().writeValueAsBytes(plan).length > TEMPORAL_TAKES);
    try (ServerNight night = new ServerNight(directory, plan)) {
      night.begin();
      night.awaitGate("switch");
      night.approve("switch");
      night.awaitGate("complete");
      night.approve("complete");
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(TABLES, end.tables().size());
      RunStatus back = night.rollBack();
      assertEquals(Outcome.ROLLED_BACK, back.outcome(), back.reason());
    }
  }

  private static Plan large(Plan plan) {
    Data data = plan.data();
    return plan.with(
        new Data(
            data.chunkRows(),
            data.parallelShards(),
            data.recheck(),
            data.sourceLimit(),
            IntStream.range(0, TABLES).mapToObj(LargePlanOnServerTest::table).toList(),
            List.of()));
  }

  private static Table table(int number) {
    return new Table(
        "TABLE_" + number,
        null,
        IntStream.range(0, COLUMNS)
            .boxed()
            .collect(
                Collectors.toMap(
                    column -> "COLUMN_" + column,
                    column -> ColumnRule.ignored("column " + column + " has no use any more"))));
  }
}
