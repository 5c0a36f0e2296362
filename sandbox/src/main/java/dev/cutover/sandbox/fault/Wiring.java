package dev.cutover.sandbox.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A proxy on each way from the worker, made when the way is first asked for. */
public final class Wiring implements Wires, AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

  private final Ports ports;
  private final Map<Part, Proxy> proxies = new EnumMap<>(Part.class);
  private @Nullable DatagramProxy questions;

  /**
   * @param ports that stay free while a proxy refuses connections
   */
  public Wiring(Ports ports) {
    this.ports = ports;
  }

  @Override
  public synchronized String through(Part part, String address) {
    Matcher server = ADDRESS.matcher(address);
    if (!server.find()) {
      throw new IllegalArgumentException(address + " is no address of this machine");
    }
    try {
      Proxy proxy = proxies.get(part);
      if (proxy == null) {
        int port = Integer.parseInt(server.group(1));
        proxy = new Proxy(ports.pick(), port);
        proxies.put(part, proxy);
        if (part == Part.DNS) {
          questions = new DatagramProxy(proxy.port(), port);
        }
      }
      return server.replaceFirst("127.0.0.1:" + proxy.port());
    } catch (IOException e) {
      throw new UncheckedIOException("no proxy for " + part, e);
    }
  }

  /** The wire to a part. */
  public synchronized Proxy to(Part part) {
    Proxy proxy = proxies.get(part);
    if (proxy == null) {
      throw new IllegalArgumentException("the worker has no wire to " + part);
    }
    return proxy;
  }

  /** Questions to DNS, which go by datagrams. */
  public synchronized DatagramProxy questions() {
    if (questions == null) {
      throw new IllegalStateException("nobody was told where DNS is");
    }
    return questions;
  }

  @Override
  public synchronized void close() throws IOException {
    if (questions != null) {
      questions.close();
    }
    for (Proxy proxy : proxies.values()) {
      proxy.close();
    }
  }

  /** Picks ports. */
  @FunctionalInterface
  public interface Ports {
    int pick() throws IOException;
  }
}
