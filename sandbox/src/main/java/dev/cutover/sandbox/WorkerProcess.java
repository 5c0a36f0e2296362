package dev.cutover.sandbox;

import dev.cutover.worker.WorkerApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The worker as a program of its own, which can be killed and stopped. One that ends by itself,
 * because Temporal is not there yet, is started again, as whoever supervises it would do.
 */
final class WorkerProcess implements AutoCloseable {

  private static final int LAST_LINES = 40;
  private static final long AGAIN_MILLIS = 1_000;
  private static final int KILLED = 137;

  private final Path settings;
  private final Path log;
  private final List<String> options;
  private final @Nullable ShiftedClock clock;
  private final java.util.Deque<Process> running = new java.util.ArrayDeque<>();

  /**
   * @param options of the Java machine
   * @param withClock whether its clock can be set
   */
  WorkerProcess(
      Map<String, Object> settings, Path directory, List<String> options, boolean withClock)
      throws IOException {
    this.clock = withClock ? new ShiftedClock(directory) : null;
    this.log = directory.resolve("worker.log");
    this.options = options;
    this.settings =
        Files.writeString(
            directory.resolve("worker.properties"),
            settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n")));
  }

  /** One more, with settings of its own. */
  synchronized Process start(String... arguments) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.command().addAll(options);
    java.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    java.command().add(WorkerApplication.class.getName());
    java.command().add("--spring.config.additional-location=file:" + settings);
    java.command().addAll(List.of(arguments));
    if (clock != null) {
      java.environment().putAll(clock.environment());
    }
    Process worker =
        java.redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    running.push(worker);
    Thread supervisor = new Thread(() -> again(worker, arguments), "supervisor");
    supervisor.setDaemon(true);
    supervisor.start();
    return worker;
  }

  private void again(Process ended, String... arguments) {
    ended.onExit().join();
    if (Pause.millis(AGAIN_MILLIS) && isMissed(ended)) {
      try {
        start(arguments);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("the worker can't be started again", e);
      }
    }
  }

  private synchronized boolean isMissed(Process ended) {
    // One that was killed is started again by whoever killed it.
    return ended.exitValue() != KILLED && running.remove(ended);
  }

  /** Ends all that run, as if their machine had gone. */
  synchronized void kill() {
    for (Process worker : running) {
      worker.destroyForcibly();
      worker.onExit().join();
    }
    running.clear();
  }

  /** Lets the first that was started sleep, and starts another in its stead. */
  void replaceSleeping() throws IOException {
    Process sleeper = oldest();
    signal("STOP", sleeper);
    start();
  }

  /** The first that was started goes on where it was. */
  void wake() throws IOException {
    signal("CONT", oldest());
  }

  /** The file that it was told its settings in. */
  Path settings() {
    return settings;
  }

  /** Of all that run, and of those that are started later. */
  synchronized void setClock(Duration by) throws IOException {
    ShiftedClock set = Objects.requireNonNull(clock, "its clock can't be set");
    set.shift(by);
    for (Process worker : running) {
      set.requireSeenBy(worker);
    }
  }

  private synchronized Process oldest() {
    return running.getLast();
  }

  private static void signal(String name, Process worker) throws IOException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(worker.pid())).start();
    if (kill.onExit().join().exitValue() != 0) {
      throw new IOException("kill -" + name + " did not reach the worker");
    }
  }

  /** The end of what all of them logged. */
  List<String> lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException e) {
      return List.of("no log of the worker: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    kill();
  }
}
