package dev.cutover.sandbox.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A port of this machine behind which a server is reached over a wire that can be slow, cut or
 * dead. It passes everything on until it is told otherwise; {@link #mend} makes it fair again.
 */
public final class Proxy implements AutoCloseable {

  private final int server;
  private final int port;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Interception> interception = new AtomicReference<>();
  private volatile ServerSocket door;
  private volatile Weather weather = Weather.FAIR;
  private volatile Thread porter;

  /**
   * @param port of its own; 0 for any
   * @param server port of what stands behind it
   */
  public Proxy(int port, int server) throws IOException {
    this.server = server;
    door = open(port);
    this.port = door.getLocalPort();
    porter = accept(door);
  }

  private static ServerSocket open(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    return socket;
  }

  /** Where clients find the server. */
  public int port() {
    return port;
  }

  /**
   * What is sent from now on arrives so much later; answers come at once, as for one round trip.
   */
  public void slow(Duration roundTrip) {
    weather = weather.slow(roundTrip);
  }

  /** Connections are reset, and new ones refused. */
  public void cut() throws IOException {
    door.close();
    awaitPorter();
    reset();
  }

  /** As long as somebody waits at the port the kernel lets one more in, closed or not. */
  private void awaitPorter() {
    try {
      porter.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Connections that are open are reset; new ones pass. */
  public void reset() {
    links.forEach(Link::reset);
  }

  /** Whoever connects is accepted, and nothing passes in either direction. */
  public void blackHole() {
    weather = weather.still();
  }

  /** Whoever closes, the other side hears of it so much later. */
  public void closeSlowly(Duration delay) {
    weather = weather.closing(delay);
  }

  /** Answers whatever is asked with this text, and closes; the server hears of nothing. */
  public void answer(String always) {
    weather = weather.answering(always);
    reset();
  }

  /** The next request that fits gets lost; once. */
  public void intercept(Interception next) {
    interception.set(next);
  }

  /** Passes everything on again; what was held back arrives now. */
  public void mend() throws IOException {
    interception.set(null);
    Weather before = weather;
    weather = Weather.FAIR;
    before.over();
    if (door.isClosed()) {
      door = open(port);
      porter = accept(door);
    }
  }

  Weather weather() {
    return weather;
  }

  /** The interception that a burst falls to, which is used up by it. */
  @Nullable Interception claim(byte[] burst) {
    Interception armed = interception.get();
    boolean hit =
        armed != null && armed.which().test(burst) && interception.compareAndSet(armed, null);
    if (hit && armed != null) {
      armed.seen().accept(burst);
      return armed;
    }
    return null;
  }

  void over(Link link) {
    links.remove(link);
  }

  private Thread accept(ServerSocket open) {
    return Link.daemon(
        () -> {
          while (!open.isClosed()) {
            try {
              join(open.accept());
            } catch (IOException closed) {
              return;
            }
          }
        });
  }

  /** A server that is away resets whoever asks for it. */
  private void join(Socket client) {
    try {
      Socket beyond = new Socket(InetAddress.getLoopbackAddress(), server);
      Link link = new Link(this, client, beyond);
      links.add(link);
      link.begin();
    } catch (IOException away) {
      Link.reset(client);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    weather.over();
    reset();
  }
}
