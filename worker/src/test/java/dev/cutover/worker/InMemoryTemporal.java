package dev.cutover.worker;

import io.temporal.testserver.TestServer;
import io.temporal.testserver.TestServer.PortBoundTestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A Temporal server in this process, behind a port as a real one is. */
record InMemoryTemporal(PortBoundTestServer server, String address) implements AutoCloseable {

  static InMemoryTemporal start() {
    int port = freePort();
    return new InMemoryTemporal(TestServer.createPortBoundServer(port, true), "127.0.0.1:" + port);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
