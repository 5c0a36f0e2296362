package dev.cutover.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A Temporal server in a process of its own, by the {@code temporal} program on the PATH. */
record TemporalProgram(Process process, String address) implements AutoCloseable {

  /** Skips the test where the program is absent; fails it there if parts are required. */
  static TemporalProgram start(Path directory) throws IOException {
    Optional<Path> program = find();
    String missing = "no program 'temporal' on the PATH: install Temporal's command line";
    if (Boolean.getBoolean("cutover.require-parts")) {
      Assertions.assertTrue(program.isPresent(), missing);
    }
    Assumptions.assumeTrue(program.isPresent(), missing);
    int port = InMemoryTemporal.freePort();
    Process process =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "server",
                "start-dev",
                "--headless",
                "--port",
                String.valueOf(port),
                "--db-filename",
                directory.resolve("temporal.db").toString(),
                "--log-level",
                "error")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("temporal.log").toFile())
            .start();
    return new TemporalProgram(process, "127.0.0.1:" + port);
  }

  private static Optional<Path> find() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "temporal"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
