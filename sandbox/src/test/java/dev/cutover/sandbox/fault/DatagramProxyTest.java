package dev.cutover.sandbox.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatagramProxyTest {

  private DatagramSocket server;
  private DatagramProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    proxy = new DatagramProxy(0, server.getLocalPort());
    Link.daemon(this::serve);
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[16], 16);
    try {
      while (true) {
        server.receive(packet);
        server.send(packet);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private int ask(int patience) throws IOException {
    try (DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout(patience);
      InetAddress here = InetAddress.getLoopbackAddress();
      client.send(new DatagramPacket(new byte[] {7}, 1, here, proxy.port()));
      DatagramPacket answer = new DatagramPacket(new byte[16], 16);
      client.receive(answer);
      return answer.getData()[0];
    }
  }

  @Test
  void aQuestionIsAnswered() throws IOException {
    assertEquals(7, ask(20_000));
  }

  @Test
  void whatIsLostIsLostWithoutAWordUntilTheWireIsMended() throws IOException {
    proxy.lose();
    assertThrows(SocketTimeoutException.class, () -> ask(200));

    proxy.mend();
    assertEquals(7, ask(20_000));
  }

  @Test
  void aSlowWireDeliversNoSooner() throws IOException {
    proxy.slow(Duration.ofMillis(80));
    long from = System.nanoTime();
    ask(20_000);

    assertTrue(System.nanoTime() - from >= Duration.ofMillis(80).toNanos());
  }
}
