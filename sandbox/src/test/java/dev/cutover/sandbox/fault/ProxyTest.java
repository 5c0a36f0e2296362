package dev.cutover.sandbox.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.sandbox.fault.Interception.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  private ServerSocket server;
  private Proxy proxy;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Link.daemon(this::serve);
    proxy = new Proxy(0, server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  /** Gives back whatever comes. */
  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Link.daemon(() -> echo(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void echo(Socket socket) {
    byte[] buffer = new byte[1 << 16];
    try (socket) {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        heard.add(new String(buffer, 0, n, StandardCharsets.US_ASCII));
        socket.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException reset) {
      heard.add("reset");
    }
  }

  private Socket client() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static byte[] ask(Socket client) throws IOException {
    client.getOutputStream().write(HELLO);
    return client.getInputStream().readNBytes(HELLO.length);
  }

  @Test
  void whatIsSentArrivesWholeAndInOrderAlsoOnASlowWireThatIsMended() throws Exception {
    byte[] sent = new byte[1 << 20];
    new Random(7).nextBytes(sent);
    proxy.slow(Duration.ofMillis(20));
    try (Socket client = client()) {
      Link.daemon(
          () -> {
            try {
              client.getOutputStream().write(sent, 0, sent.length / 2);
              proxy.mend();
              client.getOutputStream().write(sent, sent.length / 2, sent.length / 2);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });

      assertArrayEquals(sent, client.getInputStream().readNBytes(sent.length));
    }
  }

  @Test
  void aSlowWireDeliversNoSooner() throws Exception {
    proxy.slow(Duration.ofMillis(80));
    try (Socket client = client()) {
      long from = System.nanoTime();
      ask(client);

      assertTrue(System.nanoTime() - from >= Duration.ofMillis(80).toNanos());
    }
  }

  @Test
  void aCutWireRefusesAndItsPortIsThereAgainOnceItIsMended() throws Exception {
    try (Socket open = client()) {
      ask(open);
      proxy.cut();

      assertThrows(IOException.class, () -> failIfShort(ask(open)), "what was open is reset");
      assertThrows(IOException.class, this::client, "nobody is let in");
    }
    proxy.mend();
    try (Socket client = client()) {
      assertArrayEquals(HELLO, ask(client));
    }
  }

  @Test
  void aResetEndsWhatIsOpenAndLetsInWhoComesNext() throws Exception {
    try (Socket open = client()) {
      ask(open);
      proxy.reset();

      assertThrows(IOException.class, () -> failIfShort(open.getInputStream().readNBytes(1)));
    }
    try (Socket client = client()) {
      assertArrayEquals(HELLO, ask(client));
    }
  }

  @Test
  void aBlackHoleAcceptsAndSaysNothingAndDeliversWhenItIsMended() throws Exception {
    proxy.blackHole();
    try (Socket client = client()) {
      client.getOutputStream().write(HELLO);
      client.setSoTimeout(200);
      assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
      assertEquals(List.of(), heard);

      proxy.mend();
      client.setSoTimeout(20_000);
      assertArrayEquals(HELLO, client.getInputStream().readNBytes(HELLO.length));
    }
  }

  @Test
  void aSlowCloseIsHeardOfNoSooner() throws Exception {
    proxy.closeSlowly(Duration.ofMillis(80));
    try (Socket client = client()) {
      ask(client);
      long from = System.nanoTime();
      client.shutdownOutput();

      assertEquals(-1, client.getInputStream().read());
      assertTrue(System.nanoTime() - from >= Duration.ofMillis(80).toNanos());
    }
  }

  @Test
  void anAnswerInTheServersSteadIsAllThatIsHeard() throws Exception {
    proxy.answer("hello");
    try (Socket client = client()) {
      client.getOutputStream().write(1);

      assertArrayEquals(HELLO, client.getInputStream().readAllBytes());
      assertEquals(List.of(), heard);
    }
  }

  @Test
  void aLostRequestNeverArrivesAndTheNextDoes() throws Exception {
    proxy.intercept(Interception.next(Way.LOSE_REQUEST));
    try (Socket client = client()) {
      assertThrows(IOException.class, () -> failIfShort(ask(client)));
    }
    try (Socket client = client()) {
      assertArrayEquals(HELLO, ask(client));
    }
    assertEquals(1, heard.stream().filter("hello"::equals).count());
  }

  @Test
  void aRequestWhoseAnswerIsLostHasArrived() throws Exception {
    proxy.intercept(Interception.next(Way.LOSE_ANSWER));
    try (Socket client = client()) {
      assertThrows(IOException.class, () -> failIfShort(ask(client)));
    }

    assertEquals("hello", heard.get(0));
  }

  @Test
  void whatDoesNotFitPasses() throws Exception {
    proxy.intercept(Interception.commit(Way.LOSE_REQUEST));
    try (Socket client = client()) {
      assertArrayEquals(HELLO, ask(client));
    }
  }

  private static void failIfShort(byte[] answer) throws IOException {
    if (answer.length < HELLO.length) {
      throw new IOException("no answer");
    }
  }
}
