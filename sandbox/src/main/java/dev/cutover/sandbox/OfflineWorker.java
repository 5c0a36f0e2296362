package dev.cutover.sandbox;

import dev.cutover.starter.BadInput;
import dev.cutover.starter.EmbeddedWorker;
import dev.cutover.worker.DoubtfulSettings;
import dev.cutover.worker.WorkerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker program, for all sites, on a Temporal in memory: nobody else is there to be asked. */
public final class OfflineWorker implements EmbeddedWorker {

  @Override
  public Running start(Path file) {
    if (!Files.isReadable(file)) {
      throw new BadInput(file + ": can't be read; it is the worker's own file (docs/worker.md)");
    }
    try {
      // No directory: nothing is kept of a server in memory.
      TemporalServer temporal = TemporalServer.start(TemporalServer.Kind.IN_MEMORY, Path.of(""));
      try {
        return new Started(temporal, WorkerApplication.start(settings(file, temporal.address())));
      } catch (DoubtfulSettings e) {
        temporal.close();
        throw new BadInput(String.valueOf(e.getMessage()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> settings(Path file, String temporal) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("spring.config.additional-location", "file:" + file.toAbsolutePath());
    settings.put("spring.temporal.connection.target", temporal);
    settings.put("spring.temporal.namespace", "default");
    settings.put("cutover.in-memory-temporal", true);
    settings.put("cutover.sites", "control,legacy,legacy-shards,target");
    settings.put("logging.level.root", "error");
    settings.put("logging.level.io.temporal", "off");
    settings.put("logging.level.dev.cutover", "warn");
    return settings;
  }

  private record Started(TemporalServer temporal, ConfigurableApplicationContext worker)
      implements Running {

    @Override
    public String address() {
      return temporal.address();
    }

    @Override
    public String serves() {
      return worker.getEnvironment().getRequiredProperty("cutover.system")
          + "-"
          + worker.getEnvironment().getRequiredProperty("cutover.environment");
    }

    @Override
    public void close() {
      worker.close();
      temporal.close();
    }
  }
}
