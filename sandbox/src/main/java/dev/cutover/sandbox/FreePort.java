package dev.cutover.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that binds it seconds later, in a process of its own. One that the system
 * picks would be of the range from which it also serves outgoing connections, and is now and then
 * taken by one of them before the server comes to bind it; this one lies below that range.
 */
final class FreePort {

  private static final int LOWEST = 20_000;

  /** Linux gives outgoing connections ports from 32768 on, macOS and Windows from 49152 on. */
  private static final int ABOVE_HIGHEST = 32_768;

  private static final int TRIES = 100;

  private FreePort() {}

  /**
   * @throws IOException if none was found
   */
  static int pick() throws IOException {
    IOException taken = new IOException("no port was tried");
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE_HIGHEST);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException e) {
        taken = e;
      }
    }
    throw new IOException("no free port between " + LOWEST + " and " + ABOVE_HIGHEST, taken);
  }
}
