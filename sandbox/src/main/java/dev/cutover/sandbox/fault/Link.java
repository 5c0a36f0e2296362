package dev.cutover.sandbox.fault;

import dev.cutover.sandbox.fault.Interception.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** One connection through a proxy, and what is under way on it. */
final class Link {

  private static final int BUFFER = 1 << 16;

  private final Proxy proxy;
  private final Socket client;
  private final Socket server;
  private final DelayQueue<Burst> sent = new DelayQueue<>();
  private volatile boolean answerIsLost;
  private long lastDue = System.nanoTime();

  Link(Proxy proxy, Socket client, Socket server) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void begin() {
    daemon(this::read);
    daemon(this::deliver);
    daemon(this::answer);
  }

  /** Reads ahead of what is delivered, so that much can be under way at once. */
  private void read() {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = client.getInputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        byte[] burst = Arrays.copyOf(buffer, length);
        String instead = proxy.weather().answer();
        if (instead != null) {
          client.getOutputStream().write(instead.getBytes(StandardCharsets.UTF_8));
          end();
          return;
        }
        Interception hit = proxy.claim(burst);
        if (hit != null && hit.way() == Way.LOSE_REQUEST) {
          reset();
          return;
        }
        answerIsLost = answerIsLost || hit != null;
        sent.add(new Burst(burst, due(proxy.weather().roundTrip())));
      }
    } catch (IOException closed) {
      // The end of what it sent, like any other.
    }
    Weather weather = proxy.weather();
    sent.add(new Burst(new byte[0], due(weather.roundTrip().plus(weather.close()))));
  }

  /** A wire that is mended delivers nothing before what was sent when it was slow. */
  private long due(Duration later) {
    lastDue = Math.max(lastDue + 1, System.nanoTime() + later.toNanos());
    return lastDue;
  }

  private void deliver() {
    try {
      OutputStream out = server.getOutputStream();
      for (Burst burst = sent.take(); burst.bytes.length > 0; burst = sent.take()) {
        proxy.weather().awaitPassage();
        out.write(burst.bytes);
        out.flush();
      }
      proxy.weather().awaitPassage();
    } catch (IOException closed) {
      // Whoever closed it has nothing more to hear.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  private void answer() {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = server.getInputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        proxy.weather().awaitPassage();
        if (answerIsLost) {
          reset();
          return;
        }
        client.getOutputStream().write(buffer, 0, length);
      }
      proxy.weather().awaitPassage();
      TimeUnit.MILLISECONDS.sleep(proxy.weather().close().toMillis());
    } catch (IOException closed) {
      // Whoever closed it has nothing more to hear.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  /** Both ends hear that the connection broke, whatever was still under way. */
  void reset() {
    reset(client);
    reset(server);
    sent.add(new Burst(new byte[0], System.nanoTime()));
    proxy.over(this);
  }

  private void end() {
    close(client);
    close(server);
    proxy.over(this);
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException gone) {
      // Then nobody hears of it any more.
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed, then.
    }
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
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
