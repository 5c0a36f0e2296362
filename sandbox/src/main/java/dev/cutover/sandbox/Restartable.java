package dev.cutover.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** A program that serves a port, and that can be killed and started again as it was. */
final class Restartable {

  private static final long STARTUP_SECONDS = 30;
  private static final long STOP_SECONDS = 5;
  private static final long LOOK_MILLIS = 50;

  private final ProcessBuilder program;
  private final int port;
  private volatile Process process;

  /** Starts it, and returns once its port is open. */
  Restartable(ProcessBuilder program, int port) throws IOException {
    this.program = program;
    this.port = port;
    process = started();
  }

  private Process started() throws IOException {
    Process started = program.start();
    try {
      awaitPort(started);
      return started;
    } catch (IOException e) {
      started.destroyForcibly();
      throw e;
    }
  }

  private void awaitPort(Process started) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTUP_SECONDS);
    do {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException notYet) {
        // Tried again, as long as there is something to try.
      }
    } while (System.nanoTime() - until < 0 && started.isAlive() && Pause.millis(LOOK_MILLIS));
    throw new IOException("the program " + program.command().get(0) + " did not open port " + port);
  }

  void kill() {
    Process old = process;
    old.destroyForcibly();
    old.onExit().join();
  }

  void restart() throws IOException {
    process = started();
  }

  /** Its files can't be deleted for good before it has gone. */
  void stop() {
    Process old = process;
    old.destroy();
    old.onExit()
        .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
        .exceptionally(slow -> old.destroyForcibly())
        .join();
  }
}
