package dev.cutover.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SlowProxyTest {

  private static final Duration ROUND_TRIP = Duration.ofMillis(20);

  @Test
  void whatIsSentArrivesWholeAndInOrder() throws Exception {
    byte[] sent = new byte[1 << 20];
    new Random(7).nextBytes(sent);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SlowProxy proxy = new SlowProxy(server.getLocalPort(), ROUND_TRIP);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(server, sent.length));
      client.getOutputStream().write(sent);
      byte[] back = client.getInputStream().readNBytes(sent.length);

      assertArrayEquals(sent, back);
      assertEquals(-1, client.getInputStream().read(), "the end comes through too");
      echo.join();
    }
  }

  private static void echo(ServerSocket server, int length) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(socket.getInputStream().readNBytes(length));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
