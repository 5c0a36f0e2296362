package dev.cutover.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * A port behind which a server of this machine is as far away as one of another site: whatever
 * clients send arrives so much later, as much of it at once as they send. What the server answers
 * comes at once, so that the delay is that of a whole round trip.
 */
final class SlowProxy implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final ServerSocket door;
  private final int port;
  private final Duration roundTrip;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param port of the server
   */
  SlowProxy(int port, Duration roundTrip) throws IOException {
    this.port = port;
    this.roundTrip = roundTrip;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        DelayQueue<Burst> sent = new DelayQueue<>();
        daemon(() -> read(client, sent));
        daemon(() -> deliver(sent, client, server));
        daemon(() -> answer(server, client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void read(Socket client, DelayQueue<Burst> sent) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = client.getInputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        sent.add(new Burst(java.util.Arrays.copyOf(buffer, length), due()));
      }
    } catch (IOException closed) {
      // The end of what it sent, like any other.
    }
    sent.add(new Burst(new byte[0], due()));
  }

  private long due() {
    return System.nanoTime() + roundTrip.toNanos();
  }

  private void deliver(DelayQueue<Burst> sent, Socket client, Socket server) {
    try {
      OutputStream out = server.getOutputStream();
      for (Burst burst = sent.take(); burst.bytes.length > 0; burst = sent.take()) {
        out.write(burst.bytes);
        out.flush();
      }
    } catch (IOException closed) {
      // Whoever closed it has nothing more to hear.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close(client, server);
  }

  private void answer(Socket server, Socket client) {
    try {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException closed) {
      // Whoever closed it has nothing more to hear.
    }
    close(client, server);
  }

  private void close(Socket... sockets) {
    for (Socket socket : sockets) {
      open.remove(socket);
      try {
        socket.close();
      } catch (IOException gone) {
        // It is closed, then.
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "slow-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    close(open.toArray(Socket[]::new));
  }

  /** What arrives together; nothing at all is the end. */
  private static final class Burst implements Delayed {

    private final byte[] bytes;
    private final long due;

    Burst(byte[] bytes, long due) {
      this.bytes = bytes;
      this.due = due;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(due, ((Burst) other).due);
    }
  }
}
