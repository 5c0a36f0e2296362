package dev.cutover.bench;

import dev.cutover.worker.WorkerApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The worker program in a process of its own, serving when this is made. */
final class WorkerProgram implements AutoCloseable {

  private static final int LAST_WORDS = 20;

  private final Path settings;
  private final Process process;

  WorkerProgram(Map<String, Object> settings) throws IOException {
    this.settings = Files.createTempFile("cutover-bench-worker", ".properties");
    Files.writeString(
        this.settings,
        settings.entrySet().stream()
            .filter(setting -> !setting.getKey().equals("spring.profiles.active"))
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining("\n")));
    process =
        new ProcessBuilder(
                Program.java(
                    WorkerApplication.class,
                    List.of("-XX:+UseSerialGC", "-Xmx256m"),
                    "--spring.profiles.active=" + settings.get("spring.profiles.active"),
                    "--spring.config.additional-location=file:" + this.settings))
            .redirectErrorStream(true)
            .start();
    awaitServing();
  }

  private void awaitServing() throws IOException {
    BufferedReader told =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Deque<String> last = new ArrayDeque<>();
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      if (line.contains("serves the sites")) {
        drain(told);
        return;
      }
      last.add(line);
      if (last.size() > LAST_WORDS) {
        last.remove();
      }
    }
    throw new IOException("the worker did not start:\n" + String.join("\n", last));
  }

  /** A full pipe would stop it. */
  private static void drain(BufferedReader told) {
    Thread reader =
        new Thread(
            () -> {
              try {
                told.lines().forEach(System.err::println);
              } catch (UncheckedIOException closed) {
                // The program was ended, and its pipe with it.
              }
            },
            "worker-log");
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.delete(settings);
  }
}
