package dev.cutover.sandbox.fault;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The same for questions and answers of a datagram each: late, or lost without a word. */
public final class DatagramProxy implements AutoCloseable {

  private static final int MOST_BYTES = 65_535;
  private static final int PATIENCE_MILLIS = 10_000;

  private final DatagramSocket door;
  private final int server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean lost;
  private volatile Duration roundTrip = Duration.ZERO;

  /**
   * @param port of its own; 0 for any
   * @param server port of what stands behind it
   */
  public DatagramProxy(int port, int server) throws IOException {
    this.server = server;
    door = new DatagramSocket(port, InetAddress.getLoopbackAddress());
    Link.daemon(this::serve);
  }

  public int port() {
    return door.getLocalPort();
  }

  /** Every datagram is lost from now on. */
  public void lose() {
    lost = true;
  }

  /** Questions arrive so much later. */
  public void slow(Duration by) {
    roundTrip = by;
  }

  /** Passes everything on again. */
  public void mend() {
    lost = false;
    roundTrip = Duration.ZERO;
  }

  private void serve() {
    byte[] buffer = new byte[MOST_BYTES];
    while (!door.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        door.receive(packet);
        byte[] question = Arrays.copyOf(buffer, packet.getLength());
        SocketAddress client = packet.getSocketAddress();
        if (!lost) {
          threads.execute(() -> pass(question, client));
        }
      } catch (IOException closedOrBroken) {
        // The sender repeats what was lost.
      }
    }
  }

  private void pass(byte[] question, SocketAddress client) {
    try (DatagramSocket beyond = new DatagramSocket()) {
      beyond.setSoTimeout(PATIENCE_MILLIS);
      TimeUnit.MILLISECONDS.sleep(roundTrip.toMillis());
      InetAddress here = InetAddress.getLoopbackAddress();
      beyond.send(
          new DatagramPacket(question, question.length, new InetSocketAddress(here, server)));
      DatagramPacket answer = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
      beyond.receive(answer);
      if (!lost) {
        door.send(new DatagramPacket(answer.getData(), answer.getLength(), client));
      }
    } catch (IOException unanswered) {
      // The sender repeats what was lost.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    door.close();
    threads.shutdownNow();
  }
}
