package dev.cutover.application;

import dev.cutover.activity.ApplicationActivities;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Progress;
import dev.cutover.database.Heartbeat;
import dev.cutover.dns.ServiceLocator;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.fence.EpochCheck;
import dev.cutover.http.JsonHttp;
import dev.cutover.http.JsonHttp.Reply;
import dev.cutover.plan.Checks.CoreFunction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An application that is switched and probed over HTTP. The contract: docs/application.md. */
public final class HttpApplication implements ApplicationActivities {

  private static final String PROBE = "cutover-probe-";

  private final Endpoints endpoints;
  private final EpochCheck epochs;
  private final Heartbeat heartbeat;
  private final JsonHttp http = new JsonHttp();
  private final ServiceLocator locator;

  public HttpApplication(Endpoints endpoints, EpochCheck epochs) {
    this(endpoints, epochs, Heartbeat.ofActivity());
  }

  public HttpApplication(Endpoints endpoints, EpochCheck epochs, Heartbeat heartbeat) {
    this.endpoints = endpoints;
    this.epochs = epochs;
    this.heartbeat = heartbeat;
    this.locator = new ServiceLocator(endpoints);
  }

  @Override
  public Mode observe(String endpoint) {
    try {
      Reply reply = http.send(endpoints.http(endpoint), "GET", "/health", null);
      String mode = reply.body().path("mode").asText("");
      return switch (mode) {
        case "up" -> Mode.UP;
        case "maintenance" -> Mode.MAINTENANCE;
        case "down" -> Mode.DOWN;
        default ->
            throw new IllegalStateException(
                endpoint + " answers /health with status " + reply.status() + " and no mode");
      };
    } catch (ConnectException e) {
      return Mode.DOWN;
    } catch (IOException e) {
      throw new IllegalStateException(endpoint + " does not answer /health: " + e.getMessage(), e);
    }
  }

  @Override
  public Mode bring(Conductor conductor, Database side, String endpoint, Mode mode) {
    if (observe(endpoint) == mode) {
      return mode;
    }
    epochs.passes(conductor, side);
    try {
      Reply reply =
          http.send(
              endpoints.http(endpoint),
              "PUT",
              "/admin/mode",
              Map.of("mode", mode.name().toLowerCase(Locale.ROOT)));
      if (!reply.ok()) {
        throw new IllegalStateException(
            endpoint + " refuses mode " + mode + " with status " + reply.status());
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          endpoint + " does not answer /admin/mode: " + e.getMessage(), e);
    }
    Mode now = observe(endpoint);
    if (now != mode) {
      throw new IllegalStateException(endpoint + " is " + now + " after it was set to " + mode);
    }
    return now;
  }

  @Override
  public ProbeResult probe(
      String endpoint,
      CoreFunction function,
      boolean writing,
      @Nullable String dnsEndpoint,
      @Nullable String dnsName) {
    HttpEndpoint application = endpoints.http(endpoint);
    int passed = 0;
    String servedBy = "";
    String detail = "";
    for (int i = 0; i < function.of(); i++) {
      try {
        URI base =
            dnsEndpoint == null || dnsName == null
                ? application.url()
                : locator.locate(dnsEndpoint, dnsName, application.url());
        servedBy = writing ? write(application, base, function) : read(application, base, function);
        passed++;
      } catch (IOException | IllegalStateException e) {
        detail = String.valueOf(e.getMessage());
      }
    }
    return new ProbeResult(
        function.name(), passed, function.of(), passed >= function.need(), servedBy, detail);
  }

  private String read(HttpEndpoint application, URI base, CoreFunction function)
      throws IOException {
    Reply reply = ask(application, base, "GET", function.path() + "?limit=1", null);
    require(reply.ok() && reply.body().isArray(), "GET " + function.path(), reply);
    return reply.servedBy();
  }

  /** Creates, reads back, compares and deletes, so that nothing of the probe stays behind. */
  private String write(HttpEndpoint application, URI base, CoreFunction function)
      throws IOException {
    String reference = PROBE + UUID.randomUUID();
    String document = function.probe().replace("${reference}", reference);
    Reply created = ask(application, base, "POST", function.path(), document);
    require(created.status() == 201, "POST " + function.path(), created);
    String path = function.path() + "/" + created.body().path("id").asText();
    try {
      Reply found = ask(application, base, "GET", path, null);
      require(found.ok(), "GET " + path, found);
      if (!reference.equals(found.body().path("reference").asText())) {
        throw new IllegalStateException("GET " + path + " returns another reference");
      }
    } finally {
      Reply deleted = http.send(application, base, "DELETE", path, null);
      require(deleted.ok(), "DELETE " + path, deleted);
    }
    return created.servedBy();
  }

  private Reply ask(
      HttpEndpoint application, URI base, String method, String path, @Nullable Object body)
      throws IOException {
    heartbeat.beat(new Progress(method + " " + path, 0, 0));
    return http.send(application, base, method, path, body);
  }

  private static void require(boolean holds, String what, Reply reply) {
    if (!holds) {
      throw new IllegalStateException(what + " answered " + reply.status());
    }
  }
}
