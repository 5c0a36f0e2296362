package dev.cutover.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.OmsStore.Line;
import dev.cutover.sandbox.OmsStore.Resource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/** The order management system of one side, in Tomcat. The interface: docs/application.md. */
final class Oms implements AutoCloseable {

  /** Kept, or the level set on it is lost with it. */
  private static final Logger CATALINA = Logger.getLogger("org.apache");

  private final Side side;
  private final OmsStore store;
  private final String token;
  private final Tomcat tomcat = new Tomcat();
  private volatile String mode;
  private volatile boolean orderReceiptBroken;
  private volatile @Nullable CountDownLatch hanging;

  Oms(Side side, OmsStore store, String token, String mode, Path directory)
      throws LifecycleException {
    this.side = side;
    this.store = store;
    this.token = token;
    this.mode = mode;
    CATALINA.setLevel(Level.WARNING);
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.setHostname("127.0.0.1");
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "24");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "oms", new Interface()).setLoadOnStartup(1);
    context.addServletMapping("/*", "oms");
    tomcat.start();
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Order receipt answers 500 to everybody once this side is up. */
  void breakOrderReceipt() {
    orderReceiptBroken = true;
  }

  /** The next change of mode but {@code down} does not return while this world lasts. */
  void hang() {
    hanging = new CountDownLatch(1);
  }

  @Override
  public void close() {
    CountDownLatch latch = hanging;
    if (latch != null) {
      latch.countDown();
    }
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException("the OMS of " + side + " did not stop", e);
    } finally {
      // The next one in this process would make the directory of this one again.
      System.clearProperty("catalina.home");
      store.close();
    }
  }

  private final class Interface extends HttpServlet {

    private final ObjectMapper json = new ObjectMapper();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setHeader("X-Served-By", side.name().toLowerCase(Locale.ROOT));
      String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
      try {
        if (path.equals("/health")) {
          answer(response, 200, Map.of("mode", mode));
        } else if (path.equals("/admin/mode")) {
          setMode(request, response);
        } else if (mode.equals("up") || (mode.equals("maintenance") && isEngine(request))) {
          business(request, response, path);
        } else {
          response.setHeader("Retry-After", "5");
          answer(response, 503, Map.of("error", "maintenance"));
        }
      } catch (SQLException e) {
        boolean fenced = String.valueOf(e.getMessage()).contains("CUTOVER:");
        answer(response, fenced ? 503 : 500, Map.of("error", fenced ? "closed" : "database"));
      }
    }

    private boolean isEngine(HttpServletRequest request) {
      return ("Bearer " + token).equals(request.getHeader("Authorization"));
    }

    private void setMode(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (!isEngine(request)) {
        answer(response, 401, Map.of("error", "token"));
        return;
      }
      String wanted = json.readTree(request.getInputStream()).path("mode").asText();
      CountDownLatch latch = hanging;
      if (latch != null && !wanted.equals("down")) {
        await(latch);
      }
      mode = wanted;
      answer(response, 200, Map.of("mode", wanted));
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void business(HttpServletRequest request, HttpServletResponse response, String path)
        throws IOException, SQLException {
      String[] parts = path.substring(1).split("/", -1);
      Resource resource =
          switch (parts[0]) {
            case "orders" -> Resource.ORDERS;
            case "purchase-orders" -> Resource.PURCHASE_ORDERS;
            default -> null;
          };
      if (resource == null || parts.length > 2) {
        answer(response, 404, Map.of("error", "no such resource"));
      } else if (parts.length == 1) {
        collection(request, response, resource);
      } else {
        single(request, response, resource, Long.parseLong(parts[1]));
      }
    }

    private void collection(
        HttpServletRequest request, HttpServletResponse response, Resource resource)
        throws IOException, SQLException {
      if (request.getMethod().equals("GET")) {
        String reference = store.reference(resource, 1);
        answer(response, 200, reference == null ? List.of() : List.of(reference));
        return;
      }
      if (resource == Resource.ORDERS && orderReceiptBroken && mode.equals("up")) {
        answer(response, 500, Map.of("error", "order receipt is broken"));
        return;
      }
      JsonNode body = json.readTree(request.getInputStream());
      String reference = body.path("reference").asText();
      OptionalLong there = store.find(resource, reference);
      if (there.isPresent()) {
        answer(response, 200, Map.of("id", there.getAsLong()));
        return;
      }
      long id = resource == Resource.ORDERS ? order(reference, body) : po(reference, body);
      answer(response, 201, Map.of("id", id));
    }

    private long order(String reference, JsonNode body) throws SQLException {
      List<Line> lines = new ArrayList<>();
      body.path("lines")
          .forEach(
              line ->
                  lines.add(
                      new Line(
                          line.path("product").asLong(),
                          line.path("quantity").asInt(),
                          new java.math.BigDecimal(line.path("price").asText()))));
      return store.createOrder(reference, body.path("customer").asLong(), lines);
    }

    /** A probe's purchase order is never one that the batch would send to the ERP. */
    private long po(String reference, JsonNode body) throws SQLException {
      boolean probe = reference.startsWith("cutover-probe-");
      return store.createPurchaseOrder(
          reference,
          body.path("supplier").asText(),
          body.path("product").asLong(),
          body.path("quantity").asInt(),
          probe ? "PROBE" : "NEW");
    }

    private void single(
        HttpServletRequest request, HttpServletResponse response, Resource resource, long id)
        throws IOException, SQLException {
      if (request.getMethod().equals("DELETE")) {
        store.delete(resource, id);
        response.setStatus(204);
        return;
      }
      String reference = store.reference(resource, id);
      answer(
          response,
          reference == null ? 404 : 200,
          reference == null ? Map.of() : Map.of("id", id, "reference", reference));
    }

    private void answer(HttpServletResponse response, int status, Object body) throws IOException {
      byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
      response.setStatus(status);
      response.setContentType("application/json");
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    }
  }
}
