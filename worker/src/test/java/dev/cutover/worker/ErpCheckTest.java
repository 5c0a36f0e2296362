package dev.cutover.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.activity.ErpActivities.ErpResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErpCheckTest {

  @Test
  void theErpCheckRunsOnTheWorkersOfItsSide(@TempDir Path directory) throws IOException {
    try (InMemoryTemporal temporal = InMemoryTemporal.start()) {
      assertThat(ErpCheckRun.through(temporal.address(), directory))
          .isNotEmpty()
          .allMatch(ErpResult::ok);
    }
  }

  @Test
  @Tag("temporal-server")
  void theErpCheckRunsThroughATemporalServerOfItsOwn(@TempDir Path directory) throws IOException {
    try (TemporalProgram temporal = TemporalProgram.start(directory)) {
      assertThat(ErpCheckRun.through(temporal.address(), directory))
          .isNotEmpty()
          .allMatch(ErpResult::ok);
    }
  }
}
