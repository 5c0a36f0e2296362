package dev.cutover.sandbox;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Temporal for the sandbox: the development server with its web UI where the program {@code
 * temporal} is found or was asked for, else a server in memory.
 */
final class TemporalServer implements AutoCloseable {

  private static final long STARTUP_SECONDS = 30;
  private static final long STOP_SECONDS = 5;
  private static final long LOOK_MILLIS = 50;

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

  private TemporalServer(String address, @Nullable String ui, Stop server) {
    this.address = address;
    this.ui = ui;
    this.server = server;
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
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("temporal.log").toFile())
            .start();
    try {
      awaitPort(process, port);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    return new TemporalServer(
        "127.0.0.1:" + port, "http://127.0.0.1:" + uiPort, () -> stop(process));
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

  private static void awaitPort(Process process, int port) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTUP_SECONDS);
    do {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException notYet) {
        // Tried again, as long as there is something to try.
      }
    } while (System.nanoTime() - until < 0 && process.isAlive() && Pause.millis(LOOK_MILLIS));
    throw new IOException("the program temporal did not open port " + port);
  }

  /** Its files can't be deleted for good before it has gone. */
  private static void stop(Process process) {
    process.destroy();
    process
        .onExit()
        .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
        .exceptionally(slow -> process.destroyForcibly())
        .join();
  }

  String address() {
    return address;
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

  @Override
  public void close() {
    server.stop();
  }

  /** Ends whichever server it is. */
  private interface Stop {
    void stop();
  }
}
