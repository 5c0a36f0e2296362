package dev.cutover.sandbox;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Temporal for the sandbox: the development server with its web UI where the program {@code
 * temporal} is found or was asked for, else a server in memory.
 */
final class TemporalServer implements AutoCloseable {

  private static final List<String> PRAGMAS =
      List.of(
          "--sqlite-pragma",
          "journal_mode=WAL",
          "--sqlite-pragma",
          "synchronous=NORMAL",
          "--ui-disable-news-fetch");

  private final String address;
  private final @Nullable String ui;
  private final Stop server;
  private final @Nullable Restartable program;

  private TemporalServer(String address, String ui, Restartable program) {
    this.address = address;
    this.ui = ui;
    this.program = program;
    this.server = program::stop;
  }

  private TemporalServer(String address, @Nullable String ui, Stop server) {
    this.address = address;
    this.ui = ui;
    this.server = server;
    this.program = null;
  }

  /** Which server is wanted. */
  enum Kind {
    IN_MEMORY,
    /** The program where it is found, else in memory. */
    FOUND,
    /** The program, installed where it is not found. */
    WITH_UI
  }

  static TemporalServer start(Kind kind, Path directory) throws IOException {
    Optional<Path> program = kind == Kind.IN_MEMORY ? Optional.empty() : TemporalProgram.find();
    if (program.isEmpty() && kind == Kind.WITH_UI) {
      program = TemporalProgram.install();
      if (program.isEmpty()) {
        return downloaded(directory);
      }
    }
    return program.isPresent() ? develop(program.get(), directory) : inMemory();
  }

  private static TemporalServer inMemory() throws IOException {
    int port = FreePort.pick();
    return new TemporalServer(
        "127.0.0.1:" + port, null, TestServer.createPortBoundServer(port, true)::close);
  }

  private static TemporalServer develop(Path program, Path directory) throws IOException {
    int port = FreePort.pick();
    int uiPort = FreePort.pick();
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "server", "start-dev");
    builder.command().addAll(List.of("--ip", "127.0.0.1", "--port", String.valueOf(port)));
    builder.command().addAll(List.of("--ui-port", String.valueOf(uiPort), "--log-level", "error"));
    builder.command().addAll(List.of("--db-filename", database(directory)));
    builder.command().addAll(PRAGMAS);
    builder
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve("temporal.log").toFile()));
    Restartable server = new Restartable(builder, port);
    return new TemporalServer("127.0.0.1:" + port, "http://127.0.0.1:" + uiPort, server);
  }

  /**
   * The last resort: the SDK fetches the program itself, where this machine reaches the internet.
   */
  private static TemporalServer downloaded(Path directory) throws IOException {
    int uiPort = FreePort.pick();
    try {
      TemporalDevServer server =
          TemporalDevServer.start(
              "default",
              TemporalDevServerOptions.newBuilder()
                  .setDownloadEnabled(true)
                  .setDownloadDestination(Cache.directory().toString())
                  .setDatabaseFilename(database(directory))
                  .setLogFile(directory.resolve("temporal.log").toString())
                  .setLogLevel("error")
                  .setUi(true)
                  .setUiPort(uiPort)
                  .setExtraArgs(PRAGMAS)
                  .build());
      return new TemporalServer(server.getTarget(), "http://127.0.0.1:" + uiPort, server::close);
    } catch (RuntimeException e) {
      throw new IOException(
          "--ui needs the program temporal, which neither pip nor the SDK could fetch ("
              + e.getMessage()
              + "): put it on the PATH (https://docs.temporal.io/cli)",
          e);
    }
  }

  private static String database(Path directory) {
    return directory.resolve("temporal.db").toString();
  }

  String address() {
    return address;
  }

  /** Where its web UI is; null for one in memory. */
  @Nullable String ui() {
    return ui;
  }

  boolean isInMemory() {
    return ui == null;
  }

  /** Which server this is, and how to get the other. */
  String inWords() {
    return ui == null
        ? "in memory at " + address + " (for the web UI: --ui, or put 'temporal' on the PATH)"
        : "development server at " + address + ", web UI " + ui;
  }

  /**
   * The program, which can be killed and started again on its file.
   *
   * @throws IllegalStateException if this is another server
   */
  Restartable program() {
    if (program == null) {
      throw new IllegalStateException("this Temporal is no program of its own: " + inWords());
    }
    return program;
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Ends whichever server it is. */
  private interface Stop {
    void stop();
  }
}
