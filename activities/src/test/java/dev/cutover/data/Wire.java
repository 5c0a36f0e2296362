package dev.cutover.data;

import dev.cutover.endpoint.DatabaseEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network between a test and its database. It may fall silent, or reset a connection, when the
 * client says certain words: before the server has heard them, or with its answer on the way.
 */
final class Wire implements AutoCloseable {

  /** What happens, once, to whoever says the words. */
  enum Fault {
    /** Nothing passes any more, on any connection, but all stay open. */
    SILENCE,
    /** The connection is reset, and the server never hears the words. */
    RESET_BEFORE,
    /** The server has heard them and answered; the connection is reset before the answer passes. */
    RESET_BEHIND
  }

  private final ServerSocket entrance;
  private final String host;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService pumps = Executors.newCachedThreadPool();
  private volatile boolean silent;
  private volatile String words = "";
  private volatile Fault fault = Fault.SILENCE;
  private final AtomicInteger after = new AtomicInteger();
  private volatile CountDownLatch happened = new CountDownLatch(1);

  Wire(DatabaseEndpoint to) throws IOException {
    URI uri = URI.create(to.url().substring("jdbc:".length()));
    this.host = uri.getHost();
    this.port = uri.getPort();
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    pumps.execute(this::accept);
  }

  /** The database at the other end, as the client is to call it. */
  DatabaseEndpoint through(DatabaseEndpoint to) {
    return new DatabaseEndpoint(
        to.url().replace(":" + port + "/", ":" + entrance.getLocalPort() + "/"),
        to.user(),
        to.password(),
        to.businessUser(),
        to.businessPassword());
  }

  /** Lets it happen the next time that a client says the words. */
  void at(String said, Fault what) {
    at(said, what, 1);
  }

  /** Lets it happen at the {@code time}th time. */
  void at(String said, Fault what, int time) {
    happened = new CountDownLatch(1);
    after.set(time);
    fault = what;
    words = said.toLowerCase(Locale.ROOT);
  }

  void silence() {
    silent = true;
  }

  boolean hasHappened() {
    return happened.getCount() == 0;
  }

  /** Whoever was on the wire is cut off; who comes now is let through. */
  void mend() {
    words = "";
    silent = false;
    open.forEach(Wire::reset);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Socket server = new Socket(host, port);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        Line line = new Line(client, server);
        pumps.execute(line::forth);
        pumps.execute(line::back);
      } catch (IOException closed) {
        // The test has ended, or its server has.
      }
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException alreadyGone) {
      // Which is what was asked for.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    open.forEach(Wire::reset);
    pumps.shutdownNow();
  }

  /** One connection. */
  private final class Line {

    private final Socket client;
    private final Socket server;
    private volatile boolean cutAtAnswer;

    Line(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void forth() {
      pump(client, server, true);
    }

    void back() {
      pump(server, client, false);
    }

    private void pump(Socket from, Socket to, boolean fromClient) {
      byte[] bytes = new byte[1 << 16];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          if (fromClient) {
            listen(bytes, read);
          } else if (cutAtAnswer) {
            cut();
          }
          if (!silent) {
            out.write(bytes, 0, read);
          }
        }
      } catch (IOException ended) {
        // Either end has gone.
      }
      if (!silent) {
        cut();
      }
    }

    private void listen(byte[] bytes, int read) {
      String now = words;
      if (now.isEmpty()) {
        return;
      }
      String said = new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
      if (!said.toLowerCase(Locale.ROOT).contains(now) || after.decrementAndGet() > 0) {
        return;
      }
      words = "";
      // First: who is cut off may ask at once whether this was it.
      happened.countDown();
      switch (fault) {
        case SILENCE -> silent = true;
        case RESET_BEFORE -> cut();
        case RESET_BEHIND -> cutAtAnswer = true;
      }
    }

    private void cut() {
      reset(client);
      reset(server);
    }
  }
}
