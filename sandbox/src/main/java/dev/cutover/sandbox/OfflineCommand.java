package dev.cutover.sandbox;

import dev.cutover.starter.Main;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * {@code rollback --offline} in a process of its own, as a person gives it on a worker's host.
 *
 * @param plan the file
 * @param settings the worker's own
 * @param keys directory of people's private keys
 * @param cutover the workflow that is to be rolled back
 */
record OfflineCommand(Path plan, Path settings, Path keys, String cutover) {

  private static final long PATIENCE_SECONDS = 240;

  /**
   * @param out what it said, on both streams
   */
  record Run(int code, String out) {}

  /** The project's plan, whose rollback does not wait a minute for what nobody has asked for. */
  static Path plan(Path directory) throws IOException {
    try (InputStream in = OfflineCommand.class.getResourceAsStream("/plans/oms.yaml")) {
      byte[] bytes = Objects.requireNonNull(in, "plans/oms.yaml").readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      return Files.writeString(
          directory.resolve("offline.yaml"),
          text.replaceFirst("late-calls: \\S+", "late-calls: 3s"));
    }
  }

  Run run(String person, String reason) throws IOException, InterruptedException {
    Path out = Files.createTempFile("cutover-offline", ".txt");
    try {
      ProcessBuilder command =
          new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.command().addAll(List.of(Main.class.getName(), "rollback", cutover, "--offline"));
      command.command().addAll(List.of("--plan", plan.toString()));
      command.command().addAll(List.of("--settings", settings.toString()));
      command.command().addAll(List.of("--as", person, "--key", keys.resolve(person).toString()));
      command.command().addAll(List.of("--reason", reason));
      Process process = command.redirectErrorStream(true).redirectOutput(out.toFile()).start();
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("rollback --offline has not ended: " + Files.readString(out));
        }
        return new Run(process.exitValue(), Files.readString(out));
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(out);
    }
  }
}
