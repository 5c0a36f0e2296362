package dev.cutover.worker;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A webhook that fails or is silent for a while before it answers.
 *
 * @param asked how often it was asked
 */
record Chat(HttpServer server, AtomicInteger asked) implements AutoCloseable {

  static final int ALWAYS = Integer.MAX_VALUE;

  static Chat failing(int times) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    return start(asked, () -> asked.incrementAndGet() > times ? 200 : 503);
  }

  static Chat silentUntilAskedAgain() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch askedAgain = new CountDownLatch(2);
    return start(
        asked,
        () -> {
          asked.incrementAndGet();
          askedAgain.countDown();
          askedAgain.await();
          return 200;
        });
  }

  private static Chat start(AtomicInteger asked, Callable<Integer> status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(answer(status), -1);
          exchange.close();
        });
    server.start();
    return new Chat(server, asked);
  }

  private static int answer(Callable<Integer> status) throws IOException {
    try {
      return status.call();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/5ecret-path";
  }

  @Override
  public void close() {
    server.stop(0);
    ((ExecutorService) server.getExecutor()).shutdownNow();
  }
}
